import { backend, Posit, type PositArray } from 'leeway';
import { inverse, significant } from '../../harness/figures';
import { beforeAPage, placed } from '../../harness/place';
import { timeInterleaved, type Candidate } from '../../harness/timing';
import type { Measured, Row } from '../../results/row';
import type { Table } from '../../results/table';
import { selfCheck, selfCheckName } from '../self-check';
import type { Group, PlanOptions } from '../suite';

/** Every bit pattern alike but for NaR. */
function inputs(p: Posit, n: number, seed: number): PositArray {
  let state = seed;
  return p.array(n).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const bits = Math.floor((state / 2 ** 32) * 2 ** p.n);
    return bits === p.NaR ? 1 : bits;
  });
}

const copy = 'copy';

/** Elements that the first-level cache holds, of 16 bits too, two operands and the result: at its edge no two runs agree. */
export const small = 8192;

type Operation = [what: string, run: (a: PositArray, b: PositArray, out: PositArray) => unknown];

/** What is timed of a format, copying first. */
function operations(p: Posit): Operation[] {
  const list: Operation[] = [[copy, (a, _, out) => out.set(a)]];
  if (p.es === 0)
    list.push(
      ['FastSigmoid', (a, _, out) => p.fastSigmoid(a, out)],
      ['sigmoid, exact by table', (a, _, out) => p.sigmoid(a, out)],
      ['FastTanh', (a, _, out) => p.fastTanh(a, out)],
      ['tanh, exact by table', (a, _, out) => p.tanh(a, out)],
      ['FastELU', (a, _, out) => p.fastElu(a, out)],
      ['elu, exact by table', (a, _, out) => p.elu(a, out)],
    );
  if ([8, 16, 32].includes(p.n)) {
    for (const operation of ['add', 'mul', 'div'] as const)
      list.push([operation, (a, b, out) => p[operation](a, b, out)]);
    list.push(['fma', (a, b, out) => p.fma(a, b, a, out)], ['dot, exact', (a, b) => p.dot(a, b)]);
  }
  if (p.n === 8) {
    const full = p.pairTable('mul');
    list.push(['mul by the full table', (a, b, out) => full.apply(a, b, out)]);
  }
  return list;
}

const formats: [n: number, es: number][] = [
  [16, 0],
  [14, 0],
  [12, 0],
  [10, 0],
  [8, 0],
  [8, 2],
  [16, 1],
  [32, 2],
];

export function speedGroups({ effort, seed }: PlanOptions): Group[] {
  const large = effort === 'full' ? 2 ** 20 : 2 ** 16;
  const sizes = effort === 'quick' ? [small] : [small, large];
  // 32 bits are decoded one by one, which takes what it takes wherever they lie.
  const measured = sizes.flatMap((n) =>
    formats.filter(([bits]) => bits < 32 || n === small).map((format) => [n, format] as const),
  );
  return measured.map(([n, [bits, es]]) => groupOf(new Posit(bits, es), n, seed));
}

function groupOf(p: Posit, n: number, seed: number): Group {
  const group = `posit/speed/${p.name}/${n}`;
  const list = operations(p);
  return {
    suite: 'posit',
    id: group,
    names: [...list.map(([name]) => name), selfCheckName],
    measure(wanted, pace) {
      // The same arrays for all of a format: what is timed finds them where the one before left them.
      const [a, b] = [placed(inputs(p, n, seed)), placed(inputs(p, n, seed + 1))];
      const out = placed(p.array(n), beforeAPage);
      const chosen = list.filter(([name]) => wanted(name) || name === copy);
      const candidates = chosen.map(([name, run]): Candidate => ({ name, run: () => run(a, b, out) }));
      const timings = timeInterleaved([...candidates, candidates[0]!], pace);
      const common = { suite: 'posit', group, isa: backend.isa, n, unit: 'ns/element' } as const;
      const perElement = timings.map(({ rounds }) => rounds.map((time) => time / n));
      const rows = chosen.map(([name], i): Measured => ({
        ...common,
        name,
        library: name === copy ? 'JavaScript' : 'leeway',
        settings: { format: p.name },
        rounds: perElement[i]!,
        ...(name === copy ? {} : { over: { copy: [copy] } }),
      }));
      return [...rows, selfCheck({ ...common, rounds: perElement.at(-1)! }, copy)];
    },
  };
}

export function speedTable(rows: Row[]): Table {
  const sizes = [...new Set(rows.map(({ n }) => n!))];
  const formatOf = (row: Row): string => String(row.settings!['format']);
  return {
    title: `Speed, ${rows[0]!.isa}`,
    head: ['operation', 'format', ...sizes.flatMap((n) => [`elements/ns, ${n / 1024} K`, 'best', '× copy'])],
    names: 2,
    rows: rows
      .filter((row) => row.n === sizes[0])
      .map((first) => [
        first.name,
        formatOf(first),
        ...sizes.flatMap((n) => {
          const row = rows.find((r) => r.n === n && r.name === first.name && formatOf(r) === formatOf(first));
          if (!row?.time) return ['–', '–', '–'];
          return [
            significant(1 / row.time.median) + (row.noisy ? '?' : ''),
            significant(1 / row.time.minimum),
            row.name === copy ? '1' : inverse(row.ratios?.['copy']),
          ];
        }),
      ]),
    note: `elements/ns: median; × copy: throughput over copying the array, paired by round; a dot product's elements are
multiply-adds; ? is noisy.`,
  };
}
