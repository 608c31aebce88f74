// What approximate() itself takes.
import { approximate, type Approximation } from 'leeway';
import { bound, significant } from '../harness/figures';
import { median } from '../harness/statistics';
import { timeInterleaved } from '../harness/timing';
import type { Measured, Row } from '../results/row';
import type { Table } from '../results/table';
import { selfCheck, selfCheckName } from './self-check';
import { smooth } from './smooth-functions';
import type { Group } from './suite';

export const creation = 'approximate/creation';
/** Takes degree 3 or 4 of 32 pieces: no shape that is cheaper to find will do. */
const finest = 4.5e-6;

/** All of it: 2^20 calls of f and the fits. */
export const creationGroup: Group = {
  suite: 'approximate',
  id: creation,
  names: [...Object.keys(smooth), selfCheckName],
  measure(wanted, { rounds }) {
    const names = Object.keys(smooth).filter(wanted);
    const made = new Map<string, { f: Approximation; calls: number[] }>();
    const create = (name: string) => () => {
      const f = approximate(smooth[name]!.f, { domain: smooth[name]!.domain, maxAbsError: finest, name });
      const calls = made.get(name)?.calls ?? [];
      made.set(name, { f, calls: [...calls, f.explain().times.sample] });
    };
    const entries = names.map((name) => ({ name, run: create(name) }));
    if (entries.length === 0) return [];
    const timings = timeInterleaved([...entries, { ...entries[0]!, name: selfCheckName }], Math.ceil(rounds / 17));
    const common = { suite: 'approximate', group: creation, dtype: 'float32', unit: 'ns/call' } as const;
    const rows = names.map((name, i): Measured => {
      const { f, calls } = made.get(name)!;
      return {
        ...common,
        name,
        op: name,
        method: f.method,
        library: 'leeway',
        isa: f.isa,
        maxAbsError: f.maxAbsError,
        rounds: timings[i]!.rounds,
        figures: { milliseconds_in_f: median(calls) },
      };
    });
    return [...rows, selfCheck({ ...common, rounds: timings.at(-1)!.rounds }, names[0]!)];
  },
};

export function creationTable(rows: Row[]): Table {
  const own = rows.filter(({ name }) => name !== selfCheckName);
  return {
    title: `What approximate() takes, within ${finest}: ms, and ms of these in 2^20 calls of f`,
    head: ['function', 'table', 'error at most', 'time', 'in f'],
    names: 2,
    rows: own.map((row) => [
      row.name,
      row.method ?? '',
      bound(row.maxAbsError),
      row.time ? `${significant(row.time.median / 1e6)}${row.noisy ? '?' : ''}` : '–',
      significant(row.figures?.['milliseconds_in_f'] ?? NaN),
    ]),
  };
}
