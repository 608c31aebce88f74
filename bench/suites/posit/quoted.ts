import type { Measured, Row } from '../../results/row';
import type { Table } from '../../results/table';
import type { Group } from '../suite';

const source =
  'own measurement of 2026-11 by GCC 12.2 -O3 -march=native on a shared Sapphire-Rapids-class core, 16 K elements, best of 60';

interface Quoted {
  library: string;
  what: string;
  elementsPerNs: number;
}

const row = (library: string, what: string, elementsPerNs: number): Quoted => ({ library, what, elementsPerNs });

/** SoftPosit of 2022-03-24, Stillwater Universal of 2026-08-22, cppPosit (archived) and its successor cppposit. */
const quoted: readonly Quoted[] = [
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

const nameOf = ({ library, what }: Quoted): string => `${library}: ${what}`;

/** Figures of other libraries, taken from where `source` says: not measured here, nor in the same run as anything here. */
export const quotedGroup: Group = {
  suite: 'posit',
  id: 'posit/quoted',
  once: true,
  names: quoted.map(nameOf),
  measure: (wanted) =>
    quoted
      .filter((entry) => wanted(nameOf(entry)))
      .map((entry): Measured => ({
        suite: 'posit',
        group: 'posit/quoted',
        name: nameOf(entry),
        library: entry.library,
        settings: { source },
        figures: { elementsPerNs: entry.elementsPerNs },
      })),
};

export function quotedTable(rows: Row[]): Table {
  return {
    title: 'Quoted, not measured in this run',
    head: ['what', 'library', 'elements/ns'],
    names: 2,
    rows: rows.map(({ name, library, figures }) => [
      name.slice(library.length + 2),
      library,
      String(figures!['elementsPerNs']),
    ]),
    note: `Quoted figures: ${source}.`,
  };
}
