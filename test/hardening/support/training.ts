// A training that takes hours, in epochs of less than a millisecond or of some thirty, by several threads.
import { Lstm } from 'leeway';

export function startTraining(epochLength: 'short' | 'long'): { lstm: Lstm; training: Promise<unknown> } {
  const [samples, steps] = [epochLength === 'short' ? 64 : 4000, 10];
  const lstm = new Lstm({ inputs: 4, hidden: 48, seed: 1 });
  const x = new Float32Array(samples * steps * 4).map((_, i) => Math.sin(i));
  const y = new Float32Array(samples).map((_, i) => Math.cos(i));
  return { lstm, training: lstm.fit(x, y, { steps, epochs: 2 ** 20, threads: 4 }) };
}
