/** A table in plain text, Markdown or a report: cells are text, the first `names` columns to the left. */
export interface Table {
  title: string;
  head: string[];
  names: number;
  rows: string[][];
  /** What the columns mean, and what is to be known of the figures. */
  note?: string;
}

export function printText({ title, head, names, rows, note }: Table): string {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]!.length)));
  const line = (row: string[]): string =>
    row
      .map((cell, i) => (i < names ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  return `${[title, line(head), rule, ...rows.map(line), ...(note ? ['', note] : [])].join('\n')}\n`;
}

export function printMarkdown({ title, head, names, rows, note }: Table): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = head.map((_, i) => (i < names ? '---' : '--:'));
  return `${[`### ${title}`, '', line(head), line(rule), ...rows.map(line), ...(note ? ['', note] : [])].join('\n')}\n`;
}
