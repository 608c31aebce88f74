import { Arena } from './arena';
import type { Call, World } from './call';
import { callAgain, channelCall } from './channels';
import { conversionCall } from './conversions';
import { Dice } from './dice';
import { layersCall, predictAgain } from './layers';
import { kernelCall, listCall, opCall, queryCall } from './kernels';
import { constructCall, lstmCall, reentrantCalls, settled } from './lstm';
import { modelCall } from './models';
import { computeAgain, positCall } from './posits';
import { anyEffect, Mischief } from './values';
import { weatherCall } from './weather';

/** Every kind of call and how often it is made. */
const kinds: readonly [name: string, share: number, make: (world: World) => Call][] = [
  ['kernels', 0.35, kernelCall],
  ['ops', 0.1, opCall],
  ['queries', 0.11, queryCall],
  ['lists', 0.02, listCall],
  ['channels', 0.08, channelCall],
  ['conversions', 0.04, conversionCall],
  ['posits', 0.14, positCall],
  ['new networks', 0.02, constructCall],
  ['networks', 0.085, lstmCall],
  ['models', 0.03, modelCall],
  ['networks of layers', 0.02, layersCall],
  ['weather data', 0.005, weatherCall],
];

export interface Outcome {
  calls: number;
  /** How many of each kind. */
  kinds: Record<string, number>;
  returned: number;
  refused: number;
  /** Errors of the caller's own getters, passed on. */
  passedOn: number;
  /** What is wrong: the first few. */
  faults: string[];
}

function anyKind(dice: Dice): (typeof kinds)[number] {
  let share = dice.unit();
  return kinds.find(([, part]) => (share -= part) < 0) ?? kinds[0]!;
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

const textOf = (error: unknown): string => (error instanceof Error ? error.stack! : String(error));

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
    return arena.changeOutside(call.outputs ?? []) ?? call.check?.(ending.result);
  }
  const { error } = ending;
  if (isOfCaller(error)) outcome.passedOn++;
  else if (isTyped(error)) outcome.refused++;
  else return `raised an error without a code: ${textOf(error)}`;
  return arena.changeOutside([]) ?? call.checkRefused?.();
}

/** What a getter may call in the middle of another call; whatever comes of it, that it comes back is the test. */
const reentrant = [...reentrantCalls, callAgain, computeAgain, predictAgain].map((call) => (): void => {
  try {
    call();
  } catch {
    // refused
  }
});

/** Makes `calls` calls of everything there is, with arguments of all kinds. */
export async function fuzz(seed: number, calls: number, mostFaults = 5): Promise<Outcome> {
  const dice = new Dice(seed);
  const outcome: Outcome = { calls: 0, kinds: {}, returned: 0, refused: 0, passedOn: 0, faults: [] };
  while (outcome.calls < calls && outcome.faults.length < mostFaults) {
    const arena = new Arena(dice);
    let disturbed = false;
    const happen = anyEffect(dice, arena, reentrant);
    const effect = (): void => {
      disturbed = true;
      happen();
    };
    const [kind, , makeUp] = anyKind(dice);
    const call = makeUp({ dice, arena, effect, disturbed: () => disturbed });
    outcome.kinds[kind] = (outcome.kinds[kind] ?? 0) + 1;
    const fault = await judge(call, arena, outcome).catch((error: unknown) => `the check failed: ${textOf(error)}`);
    if (fault !== undefined) outcome.faults.push(`seed ${seed}, call ${outcome.calls}, ${call.what}: ${fault}`);
    outcome.calls++;
  }
  return outcome;
}
