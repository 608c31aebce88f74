// Refuses to publish a tarball that lacks a prebuild, holds one for another machine, or would run a script on install:
// `npm run prebuilds:check`, and before every `npm publish`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from '../support/npm';
import { type Manifest, releaseFaults } from './faults';

const root = join(__dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path));

const { size, files } = pack(['--dry-run'], { cwd: root });
const paths = files.map(({ path }) => path);
const manifest = JSON.parse(read('package.json').toString()) as Manifest;
const faults = releaseFaults({ size, paths, read, manifest });
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) {
  process.stderr.write(`leeway: not ready for release: ${faults.length} faults\n`);
  process.exitCode = 1;
} else {
  console.log(`ready for release: ${paths.length} files, ${(size / 1e6).toFixed(2)} MB`);
}
