import type { Row } from '../../results/row';
import type { Table } from '../../results/table';
import { selfCheckName } from '../self-check';
import type { Suite } from '../suite';
import { quotedGroup, quotedTable } from './quoted';
import { speedGroups, speedTable } from './speed';
import { operatorGroup, operatorTable, pairTable, tableGroup } from './tables';

function tables(rows: Row[]): Table[] {
  const of = (folder: string, table: (rows: Row[]) => Table): Table[] => {
    const own = rows.filter(({ group, name }) => group.split('/')[1] === folder && name !== selfCheckName);
    return own.length > 0 ? [table(own)] : [];
  };
  return [
    ...of('operators', operatorTable),
    ...of('tables', pairTable),
    ...of('speed', speedTable),
    ...of('quoted', quotedTable),
  ];
}

/** Source 4. */
export const posit: Suite = {
  name: 'posit',
  title: 'posits: what bit tricks and tables cost in accuracy, and the speed of both',
  isDefault: true,
  plan: (options) => [operatorGroup(), tableGroup(options), ...speedGroups(options), quotedGroup],
  pace: (effort) => ({ rounds: 51, milliseconds: { quick: 200, default: 170, full: 1500 }[effort], fewest: 9 }),
  tables,
};
