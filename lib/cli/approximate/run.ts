import { approximate, type Approximation } from '../../approximate';
import { writeWhole } from '../../disk';
import { optionsOf, type Given } from '../approximate';
import { UsageError } from '../errors';
import { plot } from './plot';

export async function run(given: Given): Promise<void> {
  const { compileExpression } = await expressions();
  const f = compileExpression(given.expr);
  const kernel = approximate(f, optionsOf(given)) as Approximation;
  if (given.exhaustive) await verifyAll(kernel);
  process.stdout.write(`${kernel.explain().toString()}\n`);
  const write = (file: string | undefined, text: () => string): void => {
    if (file === undefined) return;
    writeWhole(file, text());
    process.stdout.write(`wrote ${file}\n`);
  };
  write(given.out, () => `${JSON.stringify(kernel)}\n`);
  write(given.header, () => kernel.toHeader());
  write(given.plot, () => plot(kernel, f, given.expr));
}

/** With jsep, which users have only where they ask for it. */
async function expressions() {
  try {
    return await import('./expression.js');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new UsageError('expected jsep, which parses the expression of --expr, found none: npm install jsep');
  }
}

/** Every float32 number: up to a minute, so that it says how far it is, and ends at Ctrl-C. */
async function verifyAll(kernel: Approximation): Promise<void> {
  const stop = new AbortController();
  const interrupted = (): void => stop.abort();
  process.once('SIGINT', interrupted);
  let shown = -1;
  const onProgress = ({ done, total }: { done: number; total: number }): void => {
    const percent = Math.floor((100 * done) / total);
    if (!process.stderr.isTTY || percent === shown) return;
    shown = percent;
    process.stderr.write(`\rcomparing: ${percent} %`);
  };
  try {
    await kernel.verify({ exhaustive: true, signal: stop.signal, onProgress });
  } finally {
    process.off('SIGINT', interrupted);
    if (shown >= 0) process.stderr.write('\r\u001b[K');
  }
}
