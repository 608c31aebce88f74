import { bound, significant } from '../harness/figures';
import {
  findRow,
  isPerChannel,
  levelOfMeasurement,
  limits,
  ours,
  reluOf,
  timesLonger,
  type Measurement,
  type Row,
} from './measurement';
import { overall, targets, type Target } from './targets';

export interface Verdict {
  what: string;
  where: string;
  target: string;
  /** What was measured, and of which kernel. */
  measured: string;
  met: boolean | undefined;
}

// Promises are rounded up, to two digits, from what sweeps found.
const roundingOfPromises = 1.1;

/** One verdict per target whose instruction set, dtype and size was measured. */
export function judgeTargets(measurements: Measurement[]): Verdict[] {
  return [
    ...targets.flatMap((target) => {
      const { isa, dtype, level } = target;
      const measurement = measurements.find(
        (m) => m.isa === isa && m.dtype === dtype && levelOfMeasurement(m) === level,
      );
      return measurement ? [judge(target, measurement)] : [];
    }),
    ...measurements.filter((m) => m.dtype === 'float32' && levelOfMeasurement(m) === 'memory').flatMap(judgeMemory),
    ...measurements.filter((m) => m.dtype === 'float32' && m.isa === 'sse2').flatMap(judgeSse2),
  ];
}

function judge(target: Target, measurement: Measurement): Verdict {
  const { op, dtype, isa, level, maxAbsError, maxUlp, limit } = target;
  const accuracy = maxUlp === undefined ? bound(maxAbsError) : `${maxUlp} ulp`;
  const head = { what: `${op} ≤ ${accuracy}`, where: `${isa} ${dtype} ${level}` };
  const target_ =
    'timesRelu' in limit
      ? `≤ ${limit.timesRelu} × ReLU`
      : `≥ ${limit.timesFaster} × faster than ${[limit.peer, limit.method].filter(Boolean).join(' ')}`;
  const kernel = fastest(target, measurement);
  if (!kernel) return { ...head, target: target_, measured: 'no kernel', met: false };
  const name = `${kernel.method}, ${maxUlp === undefined ? bound(kernel.maxAbsError) : `${kernel.maxUlp} ulp`}`;
  if ('timesRelu' in limit) {
    const { median } = timesLonger(kernel, reluOf(measurement));
    return { ...head, target: target_, measured: `${significant(median)} (${name})`, met: median <= limit.timesRelu };
  }
  const peer = findRow(measurement, limit.peer, op, limit.method);
  if (!peer) return { ...head, target: target_, measured: `${limit.peer} is not installed`, met: undefined };
  const { median } = timesLonger(peer, kernel);
  return { ...head, target: target_, measured: `${significant(median)} (${name})`, met: median >= limit.timesFaster };
}

/** The fastest of ours that promises what the target asks for, on all inputs. */
function fastest({ op, isa, maxAbsError, maxUlp }: Target, measurement: Measurement): Row | undefined {
  const promises = (row: Row): boolean =>
    (row.maxAbsError ?? Infinity) <= (maxAbsError ?? Infinity) * roundingOfPromises &&
    (row.maxUlp ?? Infinity) <= (maxUlp ?? Infinity);
  return measurement.rows
    .filter((row) => row.library === ours && row.op === op && row.isa === isa && row.low === null && promises(row))
    .filter((row) => !isPerChannel(row))
    .map((row) => ({ row, time: timesLonger(row, reluOf(measurement)).median }))
    .sort((a, b) => a.time - b.time)[0]?.row;
}

function judgeMemory(measurement: Measurement): Verdict[] {
  const plain = findRow(measurement, limits, 'relu', 'plain stores');
  if (!plain) return [];
  const where = `${measurement.isa} float32 memory`;
  const { timesPlainRelu, timesPlainReluStreaming } = overall.memory;
  const all = measurement.rows
    .filter((row) => row.library === ours)
    .map((row) => ({ name: `${row.op} ${row.method}`, times: timesLonger(row, plain).median }))
    .sort((a, b) => b.times - a.times);
  const above = all.filter(({ times }) => times > timesPlainRelu).length;
  const [slowest] = all;
  const relu = all.find(({ name }) => name.startsWith('relu '))!;
  return [
    {
      what: 'every kernel',
      where,
      target: `≤ ${timesPlainRelu} × plain ReLU`,
      measured: `${above} of ${all.length} above it, up to ${significant(slowest!.times)} (${slowest!.name})`,
      met: above === 0,
    },
    {
      what: 'ReLU with streaming stores',
      where,
      target: `≤ ${timesPlainReluStreaming} × plain ReLU`,
      measured: significant(relu.times),
      met: relu.times <= timesPlainReluStreaming,
    },
  ];
}

function judgeSse2(measurement: Measurement): Verdict[] {
  const { timesFasterThanScalar } = overall.sse2;
  const pairs = measurement.rows
    .filter((row) => row.library === ours && row.isa === 'sse2' && row.method !== 'exact' && !isPerChannel(row))
    .flatMap((row) => {
      const scalar = measurement.rows.find(
        (other) =>
          other.isa === 'scalar' && other.library === ours && other.op === row.op && other.method === row.method,
      );
      return scalar ? [{ name: `${row.op} ${row.method}`, times: timesLonger(scalar, row).median }] : [];
    })
    .sort((a, b) => a.times - b.times);
  const [slowest] = pairs;
  if (!slowest) return [];
  return [
    {
      what: 'every approximate kernel',
      where: `sse2 float32 ${levelOfMeasurement(measurement)}`,
      target: `≥ ${timesFasterThanScalar} × faster than scalar`,
      measured: `${significant(slowest.times)} (${slowest.name}), the least of ${pairs.length}`,
      met: slowest.times >= timesFasterThanScalar,
    },
  ];
}
