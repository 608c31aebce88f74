import { ridgeBaseline, scorePersistence, type Score } from '#lib/weather/index';
import { trainForecaster } from '#lib/weather/train';
import type { Measured } from '../../results/row';
import type { Group, PlanOptions } from '../suite';
import { datasetOf, networks, sizesOf } from './setup';

/** Sizes that are trained to the end: the largest take minutes. */
function trainedSizes(options: PlanOptions): number[] {
  const { hidden, effort } = options;
  if (hidden || effort === 'full') return sizesOf(options);
  return effort === 'quick' ? [10] : [10, 25, 50, 100];
}

function seedsOf(options: PlanOptions): number {
  if (options.seeds !== undefined) return options.seeds;
  if (options.data.csv !== undefined && datasetOf(options).task === 'classification') return 5;
  return options.effort === 'full' ? 3 : 1;
}

/** How well networks forecast that are trained to the end, by the recipe of the data. */
export function qualityGroups(options: PlanOptions): Group[] {
  const seeds = Array.from({ length: seedsOf(options) }, (_, i) => i + 1);
  return [baselineGroup(options), ...trainedSizes(options).map((hidden) => sizeGroup(hidden, seeds, options))];
}

function sizeGroup(hidden: number, seeds: number[], options: PlanOptions): Group {
  const id = `lstm/quality/${hidden}`;
  const list = seeds.flatMap((seed) => networks.map((network) => ({ network, seed })));
  const nameOf = ({ network, seed }: (typeof list)[number]): string => `${network.name}, seed ${seed}`;
  return {
    suite: 'lstm',
    id,
    once: true,
    names: list.map(nameOf),
    async measure(wanted) {
      const dataset = datasetOf(options);
      const rows: Measured[] = [];
      for (const entry of list.filter((each) => wanted(nameOf(each)))) {
        const { network, seed } = entry;
        const { activation, gate, name } = network;
        const short = options.effort === 'quick' && dataset.task === 'regression' ? { epochs: 4 } : {};
        const trained = await trainForecaster(dataset, {
          ...{ hidden, seed, activation },
          ...(gate ? { gate } : {}),
          recipe: { threads: 1, ...short },
        });
        rows.push({
          suite: 'lstm',
          group: id,
          name: nameOf(entry),
          isa: trained.lstm.isa,
          library: 'leeway',
          settings: { function: name, hidden, seed, target: dataset.target, threads: 1 },
          figures: { ...figuresOf(trained.score('test')), epochs: trained.fit.epochs, trainMs: trained.trainMs },
        });
      }
      return rows;
    },
  };
}

/** What a network has to beat. */
function baselineGroup(options: PlanOptions): Group {
  const id = 'lstm/baselines';
  const names = ['no change, or the more frequent answer', 'ridge regression on the same windows'];
  return {
    suite: 'lstm',
    id,
    once: true,
    names,
    measure(wanted) {
      const dataset = datasetOf(options);
      const scores = [() => scorePersistence(dataset, 'test'), () => ridgeBaseline(dataset).scores.test];
      return names.flatMap((name, i) =>
        wanted(name) ? [{ suite: 'lstm', group: id, name, library: 'leeway', figures: figuresOf(scores[i]!()) }] : [],
      );
    },
  };
}

function figuresOf(score: Score): Record<string, number> {
  if (score.task === 'regression') {
    const { samples, rmse, skill } = score;
    return { samples, testRmse: rmse, skill };
  }
  const { samples, accuracy, majorityAccuracy, tp, tn, fp, fn } = score;
  return { samples, accuracy, majorityAccuracy, tp, tn, fp, fn };
}
