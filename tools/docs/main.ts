// npm run docs [-- --check]: writes the generated pages of docs/, or (--check) fails where one is not current.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { accuracyPage } from './accuracy';
import { positPage } from './posit';
import { positRing } from './posit-ring';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const pages: Record<string, string> = {
  'docs/accuracy.md': accuracyPage(),
  'docs/posit.md': positPage(),
  'docs/posit-ring.svg': positRing(),
};

for (const [file, content] of Object.entries(pages)) {
  if (!values.check) writeFileSync(file, content);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
    process.stderr.write(`leeway: ${file} is not what the library says: npm run docs\n`);
    process.exitCode = 1;
  }
}
