import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command';
import { HEADERS } from './fits/index';

/** The checkout, from wherever the compiled tool lies in it. */
function repositoryRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}

process.exitCode = run(process.argv.slice(2), {
  generators: HEADERS,
  directory: join(repositoryRoot(), 'native', 'math', 'generated'),
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
});
