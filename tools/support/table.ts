import Table from 'cli-table3';

/** A table of aligned columns under a ruled header: numbers to the right, the first `names` columns to the left. */
export function plainTable(head: string[], names = 3): Table.Table {
  const none = '';
  return new Table({
    head,
    colAligns: head.map((_, i) => (i < names ? 'left' : 'right')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: {
      top: none,
      'top-mid': none,
      'top-left': none,
      'top-right': none,
      bottom: none,
      'bottom-mid': none,
      'bottom-left': none,
      'bottom-right': none,
      left: none,
      'left-mid': none,
      mid: none,
      'mid-mid': none,
      right: none,
      'right-mid': none,
      middle: none,
    },
  });
}
