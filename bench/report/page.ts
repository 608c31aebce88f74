import type { Machine } from '../machine/describe';
import type { Run } from '../results/document';
import { caveats } from '../results/print';
import type { Table } from '../results/table';
import type { Chart } from './chart';
import { themed, variables } from './theme';

export interface Drawn extends Chart {
  svg: string;
}

/** A chapter of the page: charts, and the tables they are drawn from. */
export interface Part {
  id: string;
  title: string;
  text?: string;
  notes?: string[];
  charts: Drawn[];
  tables: Table[];
}

export interface Chapter {
  id: string;
  title: string;
  text: string;
  parts: Part[];
}

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:82rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.7rem;margin:1.5rem 0 .5rem}h2{font-size:1.35rem;margin:2.5rem 0 .5rem;border-bottom:1px solid var(--line)}
h3{font-size:1.1rem;margin:2rem 0 .25rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:1rem 0}a{color:var(--blue)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0}
pre,.wide{overflow-x:auto}pre{background:color-mix(in srgb,var(--line) 40%,transparent);padding:.75rem;border-radius:.4rem}
code{font-size:.9em}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr));gap:1rem 1.5rem;align-items:start}
figure{margin:.75rem 0 0;min-width:0}figcaption{font-weight:600;font-size:.95rem}
svg{display:block;width:100%;max-width:30rem;height:auto}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums;margin:.5rem 0}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.2rem .6rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
th[scope=col]{vertical-align:bottom}tbody th,.name{text-align:left;font-weight:400}
summary{cursor:pointer;color:var(--blue);margin-top:.5rem}
.note,.formula{color:var(--soft);font-size:.85rem;white-space:pre-line;margin:.25rem 0}
.warning{border-left:4px solid var(--orange);padding:.2rem .75rem;margin:.4rem 0}
@media(max-width:30rem){body{font-size:15px}dl{grid-template-columns:1fr}dt{margin-top:.4rem}}
`;

/** One page that needs nothing else: no network, no script. */
export function printPage(run: Run, chapters: readonly Chapter[]): string {
  const links = chapters.map(({ id, title }) => `<a href="#${id}">${escape(title)}</a>`).join(' ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>leeway bench, ${escape(run.machine.cpu)}, ${run.machine.date.slice(0, 10)}</title>
<style>${variables()}${style}</style>
</head>
<body>
<header>
<h1>leeway bench: what you gain, what it costs</h1>
${machineOf(run.machine)}
${caveats(run).map(caveat).join('\n')}
<p>The same again:</p>
<pre><code>${escape(run.command)}</code></pre>
<nav aria-label="Chapters">${links}</nav>
</header>
<main>
${chapters.map(chapterOf).join('\n')}
</main>
<footer><p class="note">Medians over rounds; ratios are paired by round, their intervals hold the median with 95 % confidence (bootstrap). Curves were computed when this page was made, by leeway's kernels.</p></footer>
</body>
</html>
`;
}

function caveat(line: string): string {
  const serious = /^warning|does not give|^noisy/.test(line);
  return `<p class="${serious ? 'warning' : 'note'}">${escape(line)}</p>`;
}

function machineOf(machine: Machine): string {
  const { cpu, cores, caches, features, memory, loadAverage, system, node, compiler, isa, backend, date } = machine;
  const size = (bytes: number): string =>
    bytes < 2 ** 20
      ? `${bytes / 2 ** 10} KiB`
      : bytes < 2 ** 30
        ? `${bytes / 2 ** 20} MiB`
        : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const facts: [string, string][] = [
    ['CPU', `${cpu}, ${cores} cores, load ${loadAverage}`],
    ['Features', features.join(' ')],
    [
      'Caches',
      `${Object.entries(caches)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([level, bytes]) => `${level} ${size(bytes)}`)
        .join(', ')}; memory ${size(memory)}`,
    ],
    ['System', `${system}; Node ${node}; addon compiled by ${compiler}`],
    ['leeway', `${machine.leeway} ${machine.revision}, ${backend}, kernels on ${isa}`],
    ['Measured', date],
  ];
  return `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escape(value)}</dd>`).join('')}</dl>`;
}

function chapterOf({ id, title, text, parts }: Chapter): string {
  return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escape(title)}</h2>
<p class="note">${escape(text)}</p>
${parts.map(partOf).join('\n')}</section>`;
}

function partOf({ id, title, text, notes = [], charts, tables }: Part): string {
  return `<section id="${id}" aria-labelledby="${id}-title"><h3 id="${id}-title">${escape(title)}</h3>
${text ? `<p class="formula"><code>${escape(text)}</code></p>` : ''}${notes.map(caveat).join('\n')}
<div class="charts">${charts.map(figureOf).join('\n')}</div>
${tables.map(tableOf).join('\n')}</section>`;
}

function figureOf({ title, svg }: Drawn): string {
  return `<figure><figcaption>${escape(title)}</figcaption>${themed(svg)}</figure>`;
}

function tableOf({ title, head, names, rows, note }: Table): string {
  const cell = (text: string, i: number): string =>
    i === 0 ? `<th scope="row">${escape(text)}</th>` : `<td${i < names ? ' class="name"' : ''}>${escape(text)}</td>`;
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('');
  const heads = head
    .map((text, i) => `<th scope="col"${i < names ? ' class="name"' : ''}>${escape(text)}</th>`)
    .join('');
  return `<details open><summary>${escape(title)}</summary><div class="wide" tabindex="0" role="region" aria-label="${escape(title)}"><table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>${note ? `<p class="note">${escape(note)}</p>` : ''}</details>`;
}
