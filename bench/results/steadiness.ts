import { fewValuesInterval, median, medianDeviation, medianInterval, type Interval } from '../harness/statistics';

// Shares of the median beyond which a figure is an indication only.
const steadyDeviation = 0.1;
const steadyProcesses = 0.1;
const steadyInterval = 0.1;

/** Of the interval between processes: what three of them, of which all count, can say. */
const confidence = 0.75;

const width = ([low, high]: Interval): number => high - low;

/** How many times beyond what is steady the rounds of processes lie apart, times or ratios: over 1 is noisy. */
export function unsteadiness(processes: readonly number[][]): number {
  const all = processes.flat();
  const middle = median(all);
  // Rounds of one process are alike in what it decided once. Of more than three the lowest and the highest lie farther apart,
  // while the median of all is known better.
  const apart = fewValuesInterval(
    processes.map((rounds) => median(rounds)),
    confidence,
  );
  return Math.max(
    medianDeviation(all, middle) / (steadyDeviation * middle),
    width(apart) / (steadyProcesses * middle),
    width(medianInterval(all)) / (steadyInterval * middle),
  );
}
