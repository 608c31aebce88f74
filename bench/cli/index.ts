import type { Command } from 'commander';
import type { CompareFlags } from './kernels';
import { addOptions, type BenchFlags } from './options';

/** What was typed, as one would type it again. */
function commandLine(args: readonly string[]): string {
  const quoted = args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`));
  return ['leeway', ...quoted].join(' ');
}

/** `leeway bench` and its subcommands. What they need is loaded when they run. */
export function registerBench(leeway: Command): void {
  const bench = addOptions(leeway.command('bench')).description(
    'what you gain and what it costs, measured here: functions, calls, LSTMs, posits',
  );
  bench.enablePositionalOptions();
  bench.action(async (flags: BenchFlags) => {
    const { run } = await import('./run.js');
    await run(flags, commandLine(process.argv.slice(2)));
  });

  bench
    .command('compare <before> <after>')
    .description('two results row by row; exit code 1 where rows became significantly slower')
    .option('--by <ratio|time>', 'ratios within a run, which a busier machine leaves alone, or times', 'ratio')
    .option('--threshold <percent>', 'changes below this are not significant', '5')
    .option('--markdown', 'a table in Markdown')
    .action(async (before: string, after: string, flags: { by: string; threshold: string; markdown?: boolean }) => {
      const { compare } = await import('./compare.js');
      compare(before, after, flags);
    });

  bench
    .command('merge <files...>')
    .description('puts shards together, and several machines side by side')
    .option('--json <file>', 'write the merged results')
    .option('--csv [file]', 'a line per row, to a file or instead of the tables')
    .option('--markdown [file]', 'tables in Markdown, to a file or instead of the tables')
    .action(async (files: string[], flags: { json?: string; csv?: string | true; markdown?: string | true }) => {
      const { merge } = await import('./merge.js');
      merge(files, flags);
    });

  bench
    .command('report <files...>')
    .description(
      'one self-contained page of charts and tables, of results and what npm run experiment wrote; takes vega and vega-lite, which npm installs',
    )
    .option('--out <folder>', 'where index.html goes')
    .option('--svg <folder>', 'where the charts alone go')
    .action(async (files: string[], flags: { out?: string; svg?: string }) => {
      const { report } = await import('./report.js');
      await report(files, flags);
    });
}

/** `leeway compare`. */
export function registerCompare(leeway: Command): void {
  leeway
    .command('compare <op>')
    .description('the kernels of a function with bound, speed and domain, and which one a budget gets on this CPU')
    .option('--dtype <dtype>', 'float32, float64, float16 or bfloat16', 'float32')
    .option('--elements <n>', 'length of the arrays that are timed', '4096')
    .option('--json', 'print JSON')
    .option('--markdown', 'tables in Markdown')
    .action(async (op: string, flags: CompareFlags) => {
      const { compareKernels } = await import('./kernels.js');
      compareKernels(op, flags);
    });
}
