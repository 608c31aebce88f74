import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The folder of package.json; compiled tests stand two below it. */
export const root = join(__dirname, '../../..');

export interface Outcome {
  status: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

export interface ChildOptions {
  env?: Record<string, string>;
  flags?: string[];
  /** For the program. */
  args?: string[];
}

function run(args: string[], { env = {}, flags = [] }: ChildOptions): Outcome {
  const child = spawnSync(process.execPath, [...flags, ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 300_000, // a process that does not end is a failure, not a wait
    // What steers this process is not to steer that one.
    env: { ...process.env, LEEWAY_ISA: undefined, LEEWAY_BACKEND: undefined, NODE_OPTIONS: undefined, ...env },
  });
  return { status: child.status, signal: child.signal, stdout: child.stdout, stderr: child.stderr };
}

/** Runs a program in a process of its own. */
export const runFile = (file: string, options: ChildOptions = {}): Outcome =>
  run([file, ...(options.args ?? [])], options);

/** Runs a piece of CommonJS; what it prints is JSON. A program that failed or said anything else fails the test. */
export const evaluate = (program: string, options: ChildOptions = {}): unknown => parsed(run(['-e', program], options));

/** The same of a program in a file. */
export const evaluateFile = (file: string, options: ChildOptions = {}): unknown => parsed(runFile(file, options));

function parsed({ status, signal, stdout, stderr }: Outcome): unknown {
  if (status !== 0) throw new Error(`child ended with ${signal ?? status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** The error that loading leeway raises in a process of its own. */
export function loadError(options: ChildOptions): { name: string; code: string; message: string } {
  const program = `
    try { require('leeway'); console.log('null'); }
    catch ({ name, code, message }) { console.log(JSON.stringify({ name, code, message })); }`;
  return evaluate(program, options) as never;
}
