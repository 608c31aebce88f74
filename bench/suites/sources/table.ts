import type { Dtype } from 'leeway';
import { Buffers } from '../../harness/buffers';
import { loopEntry, javascript, type Entry, type Loop } from '../../harness/entries';
import { bound, significant, time } from '../../harness/figures';
import { timeInterleaved } from '../../harness/timing';
import type { Measured, Row } from '../../results/row';
import type { Table } from '../../results/table';
import { selfCheck, selfCheckName } from '../self-check';
import type { Group, PlanOptions } from '../suite';

/** A table of one of the documents that leeway grew out of, measured anew. */
export interface SourceTable {
  name: string;
  /** Which table of which document, and what its columns mean here. */
  title: string;
  n: number;
  lines: Line[];
  columns: Column[];
}

export interface Line {
  label: string;
  op: string;
  method: string;
  dtype: Dtype;
  isa: string;
  entry: (buffers: Buffers) => Entry;
}

/** Each line's time against that of one of them: the fastest that `base` chooses. */
export interface Column {
  head: string;
  base: (line: Line) => boolean;
  /** `faster`: base over line; `slower`: line over base. */
  direction: 'faster' | 'slower';
  /** What the document has, by label. */
  published?: Record<string, number>;
}

/** The plain loop that a JavaScript program would write. */
export function loopLine(label: string, loop: Loop): Line {
  const { op, dtype } = loop;
  return { label, op, method: javascript, dtype, isa: 'V8', entry: (buffers) => loopEntry(loop, buffers) };
}

const nameOf = ({ label, op, method, isa, dtype }: Line): string => `${label}: ${op} ${method}, ${dtype}, ${isa}`;

export function groupOf({ name, n, lines, columns }: SourceTable, { seed }: PlanOptions): Group {
  const id = `sources/${name}`;
  const over = Object.fromEntries(
    columns.map(({ head, base }) => [head, lines.filter(base).map(nameOf)] as const).filter(([, names]) => names[0]),
  );
  const bases = new Set(Object.values(over).flat());
  return {
    suite: 'sources',
    id,
    names: [...lines.map(nameOf), selfCheckName],
    measure(wanted, pace) {
      const buffers = new Buffers(n, seed);
      const chosen = lines.filter((line) => wanted(nameOf(line)) || bases.has(nameOf(line)));
      const entries = chosen.map((line) => line.entry(buffers));
      const timings = timeInterleaved([...entries, entries[0]!], pace);
      const perElement = timings.map(({ rounds }) => rounds.map((time) => time / n));
      const common = { suite: 'sources', group: id, n, unit: 'ns/element' } as const;
      const rows = chosen.map((line, i): Measured => {
        const { op, method, dtype, isa, label } = line;
        const { info } = entries[i]!;
        return {
          ...common,
          name: nameOf(line),
          ...{ op, method, dtype, isa },
          library: info ? 'leeway' : 'JavaScript',
          settings: { label },
          rounds: perElement[i]!,
          over,
          ...(info ? { maxAbsError: finite(info.maxAbsError), maxUlp: finite(info.maxUlp) } : {}),
        };
      });
      return [...rows, selfCheck({ ...common, rounds: perElement.at(-1)! }, rows[0]!.name)];
    },
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function tableOf({ title, columns }: SourceTable, rows: Row[]): Table {
  const heads = columns.flatMap(({ head, published }) => [head, ...(published ? ['published'] : [])]);
  return {
    title,
    head: ['function', 'method', 'dtype', 'isa', 'max abs error', 'max ulp', 'ns/element', ...heads],
    names: 4,
    rows: rows
      .filter(({ name }) => name !== selfCheckName)
      .map((row) => {
        const label = String(row.settings!['label']);
        return [
          label,
          row.method === javascript ? 'plain JavaScript' : row.method!,
          row.dtype!,
          row.isa!,
          bound(row.maxAbsError),
          bound(row.maxUlp),
          time(row),
          ...columns.flatMap(({ head, direction, published }) => {
            const slower = row.ratios?.[head]?.median;
            const ratio = slower === undefined ? '' : significant(direction === 'slower' ? slower : 1 / slower);
            return [ratio, ...(published ? [published[label]?.toString() ?? ''] : [])];
          }),
        ];
      }),
  };
}
