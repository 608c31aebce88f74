// What leeway/tfjs gains: `npm run bench:tfjs`. docs/tfjs.md has what it printed.
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import Table from 'cli-table3';
import { backend as leewayBackend } from 'leeway';
import type { TfjsBackend } from 'leeway/tfjs';
import { parseArgs } from 'node:util';
import { writeJson } from '../results/write';
import { compare, type Comparison } from './compare';
import { parts, rowsOf, type Part } from './rows';

const usage = `npm run bench:tfjs [-- options]

  --backend cpu        cpu, wasm (default: both)
  --part ops           ops of a million elements, short ones of 16, middling ones of 64 to 4096, models
                       (default: all four)
  --filter REGEX       rows whose name it matches
  --rounds 15          of tfjs as it ships and on leeway, in turns
  --json FILE          write everything to FILE too
`;

const backends = ['cpu', 'wasm'] as const;

function choice<T extends string>(given: string | undefined, known: readonly T[], option: string): readonly T[] {
  if (given === undefined) return known;
  const chosen = given.split(',');
  const unknown = chosen.find((name) => !(known as readonly string[]).includes(name));
  if (unknown !== undefined) throw new RangeError(`expected ${known.join(', ')} for ${option}, received ${unknown}`);
  return chosen as T[];
}

const unitOf = (milliseconds: number): string =>
  milliseconds < 0.1 ? `${(milliseconds * 1000).toPrecision(3)} µs` : `${milliseconds.toPrecision(3)} ms`;

function cells(name: string, { before, after, times, deviation }: Comparison, target: number | undefined): string[] {
  const met = target === undefined ? '' : `≥ ${target.toPrecision(2)}: ${times >= target ? 'met' : 'missed'}`;
  return [name, unitOf(before), unitOf(after), `${times.toPrecision(3)} × ± ${deviation.toPrecision(1)}`, met];
}

interface Result extends Comparison {
  part: Part;
  backend: TfjsBackend;
  name: string;
  target?: number;
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const options = {
    backend: text,
    part: text,
    filter: text,
    rounds: text,
    json: text,
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const rounds = Number(values.rounds ?? 15);
  if (!(Number.isInteger(rounds) && rounds > 0))
    throw new RangeError(`expected a whole number for --rounds, received ${values.rounds}`);

  tf.enableProdMode();
  const results: Result[] = [];
  for (const backend of choice(values.backend, backends, '--backend')) {
    await tf.setBackend(backend);
    for (const part of choice(values.part, parts, '--part')) {
      const table = new Table({
        head: [`${part} on ${backend}`, 'tfjs', 'on leeway', 'times faster', 'target'],
        style: { head: [], border: [] },
      });
      for (const { name, run, options: asked, target } of rowsOf(part, backend)) {
        if (!new RegExp(values.filter ?? '').test(name)) continue;
        if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${backend} ${name}`);
        const comparison = await compare(run, rounds, { backends: [backend], ...asked });
        results.push({ part, backend, name, ...comparison, ...(target !== undefined && { target }) });
        table.push(cells(name, comparison, target));
      }
      if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
      console.log(table.toString());
    }
  }
  console.log(`tfjs ${tf.version.tfjs}, leeway on ${leewayBackend.name} ${leewayBackend.isa}, Node ${process.version}`);
  if (values.json) writeJson(values.json, results);
}

main().catch((error: unknown) => {
  console.error(error instanceof RangeError || error instanceof TypeError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 2;
});
