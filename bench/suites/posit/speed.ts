import { Posit, type PositArray } from 'leeway';
import { plainTable } from '../../../tools/support/table';
import { pairedRatio, timeInterleaved, type Candidate } from '../../harness/timing';

export interface SpeedRow {
  suite: 'posit';
  kind: 'speed';
  what: string;
  format: string;
  n: number;
  /** Medians over rounds; of multiply-adds for dot products. */
  elementsPerNs: number;
  elementsPerNsBest: number;
  /** Throughput over that of copying the array (memcpy), in the same run. */
  timesCopy: number;
}

const sizes = [16384, 2 ** 20];

/** Every bit pattern alike but for NaR. */
function inputs(p: Posit, n: number, seed: number): PositArray {
  let state = seed;
  return p.array(n).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const bits = Math.floor((state / 2 ** 32) * 2 ** p.n);
    return bits === p.NaR ? 1 : bits;
  });
}

type Operation = [what: string, run: (a: PositArray, b: PositArray, out: PositArray) => unknown];

/** What is timed of a format, copying first. */
function operations(p: Posit): Operation[] {
  const list: Operation[] = [['copy', (a, _, out) => out.set(a)]];
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

export function speedRows(quick: boolean): SpeedRow[] {
  const rows: SpeedRow[] = [];
  for (const n of quick ? sizes.slice(0, 1) : sizes)
    for (const [bits, es] of formats) {
      // The same arrays for all of a format: what is timed finds them where the one before left them.
      const p = new Posit(bits, es);
      const [a, b, out] = [inputs(p, n, 1), inputs(p, n, 2), p.array(n)];
      const candidates = operations(p).map(([name, run]): Candidate => ({ name, run: () => run(a, b, out) }));
      const timings = timeInterleaved(candidates, quick ? 7 : 31);
      const copy = timings[0]!;
      for (const timing of timings)
        rows.push({
          suite: 'posit',
          kind: 'speed',
          what: timing.name,
          format: p.name,
          n,
          elementsPerNs: n / timing.median,
          elementsPerNsBest: n / timing.minimum,
          timesCopy: pairedRatio(copy, timing),
        });
    }
  return rows;
}

export function printSpeeds(rows: SpeedRow[]): string {
  const shown = sizes.filter((n) => rows.some((row) => row.n === n));
  const table = plainTable(
    ['', 'format', ...shown.flatMap((n) => [`elements/ns, ${n / 1024} K`, 'best', '× copy'])],
    2,
  );
  for (const { what, format } of rows.filter((row) => row.n === shown[0]))
    table.push([
      what,
      format,
      ...shown.flatMap((n) => {
        const row = rows.find((r) => r.n === n && r.what === what && r.format === format)!;
        return [row.elementsPerNs.toFixed(2), row.elementsPerNsBest.toFixed(2), row.timesCopy.toFixed(2)];
      }),
    ]);
  return table.toString();
}
