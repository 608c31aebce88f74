import type { Measurement, Row } from '../../../bench/native/measurement';

/** A row whose every round took `time` ns. */
export function rowOf(time: number, row: Partial<Row> & Pick<Row, 'op'>): Row {
  return {
    method: 'exact',
    library: 'leeway',
    isa: 'avx512',
    low: null,
    high: null,
    maxAbsError: null,
    maxUlp: null,
    errorSeen: 0,
    calls: 1,
    nanoseconds: [time, time, time],
    ...row,
  };
}

/** A measurement on AVX-512 whose ReLU takes 100 ns. */
export function measurementOf(rows: Row[], about: Partial<Measurement> = {}): Measurement {
  const isa = about.isa ?? 'avx512';
  return {
    compiler: 'none',
    core: 0,
    flushesSubnormals: false,
    isa,
    dtype: 'float32',
    n: 4096,
    libraries: [],
    rows: [rowOf(100, { op: 'relu', isa }), rowOf(100, { op: 'relu', isa, library: 'self-check' }), ...rows],
    ...about,
  };
}
