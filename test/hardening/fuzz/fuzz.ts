import { Arena } from './arena';
import type { Call, World } from './call';
import { Dice } from './dice';
import { kernelCall, listCall, opCall, queryCall } from './kernels';
import { constructCall, lstmCall, reentrant, settled } from './lstm';
import { anyEffect, Mischief } from './values';
import { weatherCall } from './weather';

/** How often each kind of call is made. */
const kinds: readonly [share: number, make: (world: World) => Call][] = [
  [0.6, kernelCall],
  [0.12, opCall],
  [0.14, queryCall],
  [0.02, listCall],
  [0.02, constructCall],
  [0.095, lstmCall],
  [0.005, weatherCall],
];

export interface Outcome {
  calls: number;
  returned: number;
  refused: number;
  /** Errors of the caller's own getters, passed on. */
  passedOn: number;
  /** What is wrong: the first few. */
  faults: string[];
}

function anyCall(world: World): Call {
  let share = world.dice.unit();
  return (kinds.find(([part]) => (share -= part) < 0) ?? kinds[0]!)[1](world);
}

/** What hostile arguments throw, or the language for them, is the caller's own. */
function isOfCaller(error: unknown): boolean {
  return (
    error instanceof Mischief || (error instanceof TypeError && /proxy that has been revoked$/.test(error.message))
  );
}

function isTyped(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_LEEWAY_') && typeof message === 'string';
}

async function make(call: Call): Promise<{ result: unknown } | { error: unknown }> {
  try {
    return { result: await (call.run() as Promise<unknown>) };
  } catch (error) {
    return { error };
  }
}

/** Makes one call and judges it; what is wrong with it, if anything. */
async function judge(call: Call, arena: Arena, outcome: Outcome): Promise<string | undefined> {
  const ending = await make(call);
  await settled();
  if ('result' in ending) {
    outcome.returned++;
    return arena.changeOutside(call.output) ?? call.check?.(ending.result);
  }
  const { error } = ending;
  if (isOfCaller(error)) outcome.passedOn++;
  else if (isTyped(error)) outcome.refused++;
  else return `raised an error without a code: ${error instanceof Error ? error.stack : String(error)}`;
  return arena.changeOutside(undefined) ?? call.checkRefused?.();
}

/** Makes `calls` calls of everything there is, with arguments of all kinds. */
export async function fuzz(seed: number, calls: number, mostFaults = 5): Promise<Outcome> {
  const dice = new Dice(seed);
  const outcome: Outcome = { calls: 0, returned: 0, refused: 0, passedOn: 0, faults: [] };
  while (outcome.calls < calls && outcome.faults.length < mostFaults) {
    const arena = new Arena(dice);
    let disturbed = false;
    const happen = anyEffect(dice, arena, reentrant);
    const effect = (): void => {
      disturbed = true;
      happen();
    };
    const call = anyCall({ dice, arena, effect, disturbed: () => disturbed });
    const fault = await judge(call, arena, outcome);
    if (fault !== undefined) outcome.faults.push(`seed ${seed}, call ${outcome.calls}, ${call.what}: ${fault}`);
    outcome.calls++;
  }
  return outcome;
}
