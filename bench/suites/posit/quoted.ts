/** A figure of another library, taken from where `source` says: not measured here, nor in the same run as anything here. */
export interface QuotedRow {
  suite: 'posit';
  kind: 'quoted';
  library: string;
  what: string;
  elementsPerNs: number;
  source: string;
}

const source =
  'own measurement of 2026-11 by GCC 12.2 -O3 -march=native on a shared Sapphire-Rapids-class core, 16 K elements, best of 60';

const row = (library: string, what: string, elementsPerNs: number): QuotedRow => ({
  suite: 'posit',
  kind: 'quoted',
  library,
  what,
  elementsPerNs,
  source,
});

/** SoftPosit of 2022-03-24, Stillwater Universal of 2026-08-22, cppPosit (archived) and its successor cppposit. */
export const quoted: readonly QuotedRow[] = [
  row('SoftPosit', 'mul posit<8,0>', 0.035),
  row('cppPosit, archived', 'mul posit<8,0>', 0.04),
  row('cppposit', 'mul posit<8,0>', 0.032),
  row('Universal', 'mul posit<8,0>', 0.007),
  row('SoftPosit', 'exact sigmoid posit<8,0>, by double exp', 0.012),
  row('cppPosit, archived', 'exact sigmoid posit<8,0>, by double exp', 0.065),
  row('cppposit', 'exact sigmoid posit<8,0>, by double exp', 0.04),
  row('Universal', 'exact sigmoid posit<8,0>, by double exp', 0.013),
  row('Universal', 'exact sigmoid posit<16,0>, by double exp', 0.006),
  row('SoftPosit', 'exact dot product posit<8,0>, by its quire', 0.039),
  row('cppPosit, archived', 'FastSigmoid posit<8,0>, vectorised by the compiler', 13.7),
  row('cppposit', 'FastSigmoid posit<8,0>, vectorised by the compiler', 8.6),
];
