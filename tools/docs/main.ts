// npm run docs [-- --check]: writes the generated pages of docs/, or (--check) fails where one is not current.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { accuracyPage } from './accuracy';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const pages: Record<string, string> = { 'docs/accuracy.md': accuracyPage() };

for (const [file, content] of Object.entries(pages)) {
  if (!values.check) writeFileSync(file, content);
  else if (readFileSync(file, 'utf8') !== content) {
    process.stderr.write(`leeway: ${file} is not what kernels.def says: npm run docs\n`);
    process.exitCode = 1;
  }
}
