import { backend, Lstm, type LstmArray, type LstmDtype } from 'leeway';
import os from 'node:os';
import { timeAwaiting, timeInterleaved, type Candidate, type Pace, type Timing } from '../../harness/timing';
import { lstmPeerNames, runLstmPeers } from '../../peers/lstm';
import type { Measured } from '../../results/row';
import { selfCheck, selfCheckName } from '../self-check';
import type { Group, PlanOptions } from '../suite';
import { base, dataOf, functions, inputs, networkOf, numbers, operations, peaks, shared, steps } from './jobs';
import type { Job, Way } from './jobs';

const suite = 'lstm-steps';
// An epoch long enough that starting it is lost in it.
const operationsPerEpoch = 1e9;

const idOf = (what: string, { hidden, batch }: Job): string => `${suite}/${what}/${hidden},${batch}`;
const settingsOf = ({ hidden, batch }: Job, { threads }: Way) => ({ hidden, batch, steps, inputs, threads });

/** Training: a step of Adam on one batch, as `fit()` does it, out of an epoch of many. */
export function trainingGroup(job: Job): Group {
  const several = os.availableParallelism() > 1 && backend.name === 'native';
  const ways = [...functions, ...(several ? shared.filter(({ scheme }) => !scheme || job.batch > 1) : [])];
  const batches = Math.max(2, Math.ceil(operationsPerEpoch / (3 * operations(job))));
  const candidate = (way: Way): Candidate => {
    const network = networkOf(way, job.hidden);
    const data = dataOf(job.batch * batches, way.dtype);
    const options = {
      loss: 'mse',
      batch: job.batch,
      learningRate: 1e-5, // at which nothing diverges, however often it is repeated
      finalLearningRate: 1e-5,
      clipNorm: 0,
      epoch: 0,
      threads: way.threads,
      ...(way.scheme ? { scheme: way.scheme } : {}),
    } as const;
    return { name: way.name, run: () => network.trainEpoch(data, undefined, options) };
  };
  return groupOf('training', job, ways, candidate, { perCall: batches, flops: 3 * operations(job) });
}

/** Whole windows predicted in one call. */
export function predictionGroup(job: Job, { peers }: PlanOptions): Group {
  const candidate = ({ name, activation, gate, dtype }: Way): Candidate => {
    const lstm = new Lstm<LstmDtype>({ inputs, hidden: job.hidden, activation, gate, dtype });
    const x = numbers(job.batch * steps * inputs, dtype) as LstmArray<LstmDtype>;
    const out = numbers(job.batch, dtype) as LstmArray<LstmDtype>;
    const options = { steps, out };
    return { name, run: () => lstm.predict(x, options) };
  };
  const group = groupOf('prediction', job, functions, candidate, { perCall: 1, flops: operations(job) });
  const peerNames = peers ? lstmPeerNames('prediction', job.hidden) : [];
  return {
    ...group,
    names: [...group.names, ...peerNames],
    async measure(wanted, pace) {
      const rows = await group.measure(wanted, pace);
      const peerRows = peerNames.filter(wanted);
      if (peerRows.length === 0) return rows;
      const x = numbers(job.batch * steps * inputs) as Float32Array;
      const on = { hidden: job.hidden, x, y: new Float32Array(job.batch), steps, inputs, batch: job.batch };
      const ours = candidate(base).run;
      const beside = { group: group.id, peerRows, pace, on, unit: 'ms/prediction', ours } as const;
      return [...rows, ...(await runLstmPeers('prediction', beside)).map((row) => ({ ...row, suite }))];
    },
  };
}

/** A stream's step, called from JavaScript. */
export function streamGroup(hidden: number): Group {
  const job = { hidden, batch: 1 };
  const candidate = ({ name, activation, gate, dtype }: Way): Candidate => {
    const stream = new Lstm<LstmDtype>({ inputs, hidden, activation, gate, dtype }).stream();
    const [x, out] = [numbers(inputs, dtype), numbers(1, dtype)] as LstmArray<LstmDtype>[];
    return { name, run: () => stream.step(x!, out) };
  };
  return groupOf('stream', job, functions, candidate, { perCall: 1, flops: operations(job) / steps });
}

interface Amount {
  /** How many times the work is done in one call. */
  perCall: number;
  /** Operations of doing it once. */
  flops: number;
}

function groupOf(
  what: 'training' | 'prediction' | 'stream',
  job: Job,
  ways: readonly Way[],
  candidate: (way: Way) => Candidate,
  { perCall, flops }: Amount,
): Group {
  const id = idOf(what, job);
  const unit = what === 'stream' ? 'ns/call' : what === 'training' ? 'ms/step' : 'ms/prediction';
  const scale = unit === 'ns/call' ? 1 : 1e6;
  return {
    suite,
    id,
    names: [...ways.map(({ name }) => name), ...peaks.map(({ name }) => name), selfCheckName],
    async measure(wanted, pace) {
      const needed = ways.filter((way) => wanted(way.name) || way === base);
      const own = needed.map(candidate);
      const timings = await timed(what, [...own, ...peaks, own[0]!], pace);
      const roundsOf = (i: number, calls: number): number[] => timings[i]!.rounds.map((time) => time / calls / scale);
      const common = { suite, group: id, unit } as const;
      const rows = needed.map((way, i): Measured => {
        const precision = way.dtype === 'float64' ? { float32: [base.name] } : {};
        const over = way.threads === 1 ? (way === base ? {} : { exact: [base.name] }) : { 'one thread': [base.name] };
        return {
          ...common,
          name: way.name,
          library: 'leeway',
          dtype: way.dtype,
          settings: settingsOf(job, way),
          rounds: roundsOf(i, perCall),
          figures: { operations: flops },
          over: { ...over, ...precision },
        };
      });
      const limits = peaks.map((peak, i): Measured => ({
        ...common,
        name: peak.name,
        library: 'leeway',
        rounds: roundsOf(needed.length + i, 1),
        figures: { operations: peak.operations },
      }));
      const again = roundsOf(timings.length - 1, perCall);
      return [...rows, ...limits, selfCheck({ ...common, rounds: again }, base.name)];
    },
  };
}

// Only training is awaited: a promise costs a good part of what the shortest calls take.
async function timed(what: string, candidates: Candidate[], pace: Pace): Promise<Timing[]> {
  return what === 'training' ? timeAwaiting(candidates, pace) : timeInterleaved(candidates, pace);
}
