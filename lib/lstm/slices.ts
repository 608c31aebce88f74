/** Multiplications of a slice: about a millisecond of one core with AVX2. */
const SLICE = 3e7;

interface Network {
  readonly inputs: number;
  readonly hidden: number;
}

/** How many samples are predicted in one go where others wait for the event loop. */
export function samplesPerSlice({ inputs, hidden }: Network, steps: number): number {
  return Math.max(1, Math.floor(SLICE / (4 * hidden * (inputs + hidden + 1) * steps)));
}

/** Lets the event loop do what waits for it; a browser has no setImmediate. */
export function breathe(): Promise<void> {
  const soon = (globalThis as { setImmediate?: (then: () => void) => unknown }).setImmediate ?? setTimeout;
  return new Promise((resolve) => void soon(resolve));
}
