import { median, medianDeviation, medianInterval, type Interval } from '../harness/statistics';

// Shares of the median beyond which a figure is an indication only.
const steadyDeviation = 0.1;
const steadyProcesses = 0.1;
const steadyInterval = 0.1;

const width = ([low, high]: Interval): number => high - low;

/** How many times beyond what is steady the rounds of processes lie apart, times or ratios: over 1 is noisy. */
export function unsteadiness(processes: readonly number[][]): number {
  const all = processes.flat();
  const middle = median(all);
  // Rounds of one process are alike in what it decided once. The lowest and the highest process lie farther apart the more
  // there are, while the median of all is known better: by the bootstrap of processes, which is these two up to five of them.
  const apart = medianInterval(processes.map((rounds) => median(rounds)));
  return Math.max(
    medianDeviation(all, middle) / (steadyDeviation * middle),
    width(apart) / (steadyProcesses * middle),
    width(medianInterval(all)) / (steadyInterval * middle),
  );
}
