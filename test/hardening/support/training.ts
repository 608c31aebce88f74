// A training that goes on for hours: in epochs of less than a millisecond, of some hundred and fifty, of minutes, or in one of
// which the validation takes minutes. Whoever waited for the end of an epoch of minutes would be seen by a test's time limit.
import { Lstm, type FitOptions } from 'leeway';

interface Size {
  samples: number;
  steps: number;
  hidden: number;
  validation?: number;
}

const sizes = {
  short: { samples: 64, steps: 10, hidden: 48 },
  long: { samples: 20_000, steps: 10, hidden: 48 },
  endless: { samples: 400_000, steps: 20, hidden: 384 },
  validating: { samples: 8, steps: 20, hidden: 384, validation: 1_000_000 },
} satisfies Record<string, Size>;

export type EpochLength = keyof typeof sizes;

const inputs = 1;

function data(samples: number, steps: number): { x: Float32Array; y: Float32Array } {
  return { x: new Float32Array(samples * steps * inputs).fill(0.5), y: new Float32Array(samples).fill(0.25) };
}

export function startTraining(length: EpochLength): { lstm: Lstm; training: Promise<unknown> } {
  const { samples, steps, hidden, validation }: Size = sizes[length];
  const lstm = new Lstm({ inputs, hidden, seed: 1 });
  const { x, y } = data(samples, steps);
  const options: FitOptions = { steps, epochs: 2 ** 20, threads: 4 };
  if (validation !== undefined) options.validation = data(validation, steps);
  return { lstm, training: lstm.fit(x, y, options) };
}
