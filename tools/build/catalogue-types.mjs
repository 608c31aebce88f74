// Writes lib/generated/ from native/kernels/kernels.def: the unions of op and method names, and one function per op.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGenerated } from './generated.mjs';

const quoted = (names) => names.map((name) => `'${name}'`).join(' | ');
const unique = (names) => [...new Set(names)];

export function writeCatalogueTypes(root) {
  const list = readFileSync(join(root, 'native/kernels/kernels.def'), 'utf8');
  const ops = [...list.matchAll(/^LEEWAY_OP\((\w+), (NO_ALPHA|ALPHA\([^)]*\)),/gm)].map(([, name, alpha]) => ({
    name,
    alpha: alpha.startsWith('ALPHA'),
  }));
  const methods = [...list.matchAll(/^LEEWAY_KERNEL\((\w+), +(\w+),/gm)];
  const methodsOf = (op) => unique(methods.filter(([, name]) => name === op).map(([, , method]) => method));

  const source = `// Generated from native/kernels/kernels.def by \`npm run build\`.
import { opFunction, type OpFunction, type AlphaOpFunction } from '../activations';

/** Every function leeway computes. */
export type Op = ${quoted(ops.map(({ name }) => name))};

/** Ops with a parameter \`alpha\`. */
export type AlphaOp = ${quoted(ops.filter(({ alpha }) => alpha).map(({ name }) => name))};

/** How each op can be computed. */
export interface Methods {
${ops.map(({ name }) => `  ${name}: ${quoted(methodsOf(name))};`).join('\n')}
}

${ops
  .map(
    ({ name, alpha }) =>
      `/** \`${name}\` by its most accurate kernel: {@link ${alpha ? 'AlphaOpFunction' : 'OpFunction'}}. */
export const ${name}: ${alpha ? 'AlphaOpFunction' : 'OpFunction'} = opFunction('${name}');`,
  )
  .join('\n\n')}
`;
  writeGenerated(root, 'ops.ts', source);
}
