// Writes lib/generated/version.ts from package.json, which a browser has not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGenerated } from './generated.mjs';

export function writeVersion(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const source = `// Generated from package.json by \`npm run build\`.
/** Of leeway, as npm has it. */
export const version = ${JSON.stringify(version)};
`;
  writeGenerated(root, 'version.ts', source);
}
