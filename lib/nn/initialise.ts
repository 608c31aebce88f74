import { requirePositive } from '../checks';
import { refusal } from '../errors';
import { type Random } from '../random';
import type { Initialiser } from './layers';

export interface Fan {
  in: number;
  out: number;
}

/** What draws one weight after another. */
export type Draw = (random: Random) => number;

const uniform =
  (bound: number): Draw =>
  (random) =>
    (2 * random.uniform() - 1) * bound;

function truncatedNormal(deviation: number): Draw {
  return (random) => {
    for (;;) {
      const x = random.normal();
      if (Math.abs(x) <= 2) return x * deviation;
    }
  };
}

const glorot = (fan: Fan): number => Math.sqrt(6 / (fan.in + fan.out));

export function initialiser(init: Initialiser, fan: Fan, argument: string): Draw {
  if (init === 'glorot') return uniform(glorot(fan));
  if (init === 'he') return uniform(Math.sqrt(6 / fan.in));
  if (init === 'heNormal') return (random) => random.normal() * Math.sqrt(2 / fan.in);
  const [kind, value] = typeof init === 'object' && init !== null ? (Object.entries(init)[0] ?? []) : [];
  const draws: Record<string, (x: number) => Draw> = {
    glorot: (gain) => uniform(gain * glorot(fan)),
    uniform,
    truncatedNormal,
  };
  const make = draws[kind ?? ''];
  if (!make)
    throw refusal(
      typeof init === 'string' ? 'ERR_LEEWAY_ARGUMENT_RANGE' : 'ERR_LEEWAY_ARGUMENT_TYPE',
      'glorot, he, heNormal, { glorot }, { uniform } or { truncatedNormal }',
      argument,
      init,
    );
  requirePositive(value, `${argument}.${kind}`);
  return make(value);
}
