import { machineLine } from '../machine/describe';
import { selfCheckLine, selfChecks } from '../suites/self-check';
import { significant, time } from '../harness/figures';
import { suites } from '../suites';
import type { Run } from './document';
import { missingShards } from './merge';
import type { Row } from './row';
import { printMarkdown, printText, type Table } from './table';

export interface Section {
  suite: string;
  title: string;
  tables: Table[];
}

/** A run's tables, suite by suite; rows of what this leeway has no suite for, experiments for one, as they are. */
export function sectionsOf(run: Run): Section[] {
  const others = [...new Set(run.rows.map(({ suite }) => suite))].filter(
    (name) => !suites.some((suite) => suite.name === name),
  );
  return [...knownSections(run), ...others.map((name) => plainSection(name, run.rows))];
}

function plainSection(suite: string, all: readonly Row[]): Section {
  const rows = all.filter((row) => row.suite === suite);
  const figures = [...new Set(rows.flatMap((row) => Object.keys(row.figures ?? {})))];
  const table: Table = {
    title: suite,
    head: ['group', 'name', 'time', ...figures],
    names: 2,
    rows: rows.map((row) => [
      row.group,
      row.name,
      row.time ? `${time(row)} ${row.unit ?? ''}` : (row.missing ?? ''),
      ...figures.map((name) => (row.figures?.[name] === undefined ? '' : significant(row.figures[name]))),
    ]),
  };
  return { suite, title: suite, tables: [table] };
}

function knownSections(run: Run): Section[] {
  return suites.flatMap(({ name, title, tables }) => {
    const rows = run.rows.filter(({ suite }) => suite === name);
    return rows.length > 0 ? [{ suite: name, title, tables: tables(rows) }] : [];
  });
}

/** What is to be known of a run before its figures are believed. */
export function caveats(run: Run): string[] {
  const noisy = run.rows.filter((row) => row.noisy).length;
  const timed = run.rows.filter(({ time }) => time).length;
  const left = missingShards(run);
  return [
    ...run.warnings.map((warning) => `warning: ${warning}`),
    ...(run.complete ? [] : ['warning: the run was stopped before its end']),
    ...(left.length > 0 ? [`warning: shards are missing: ${left.join(', ')}`] : []),
    ...(timed > 0 ? [selfCheckLine(selfChecks(run.rows))] : []),
    ...leftOutLine(run.rows),
    ...(noisy > 0 ? [`noisy: ${noisy} of ${timed} rows, marked by ?: their rounds or processes disagree`] : []),
  ];
}

export function printRun(run: Run): string {
  const sections = sectionsOf(run).map(({ title, tables }) => `\n# ${title}\n\n${tables.map(printText).join('\n')}`);
  return `${[machineLine(run.machine), ...caveats(run)].join('\n')}\n${sections.join('')}`;
}

export function markdownOf(run: Run): string {
  const sections = sectionsOf(run).map(
    ({ suite, title, tables }) => `## ${suite}: ${title}\n\n${tables.map(printMarkdown).join('\n')}`,
  );
  const head = [machineLine(run.machine), ...caveats(run)].map((line) => `- ${line}`).join('\n');
  return `${head}\n\n\`\`\`sh\n${run.command}\n\`\`\`\n\n${sections.join('\n')}`;
}

function leftOutLine(rows: readonly Row[]): string[] {
  const sum = (count: (time: NonNullable<Row['time']>) => number): number =>
    rows.reduce((total, { time }) => total + (time ? count(time) : 0), 0);
  const leftOut = sum(({ leftOut = 0 }) => leftOut);
  const share = Math.round((100 * leftOut) / (leftOut + sum(({ rounds }) => rounds)));
  return share > 0
    ? [`left out: ${share} % of the rounds, in which all rows of a group took longer than in others`]
    : [];
}
