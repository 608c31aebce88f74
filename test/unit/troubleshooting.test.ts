import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causes, explain } from '#lib/backend/explain';
import { platform } from '#lib/backend/platform';
import { loadError, root } from '../support/child';

// docs/troubleshooting.md quotes messages: what it quotes has to be what users see.

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What the first column of the table of messages quotes, `…` standing for anything. */
function quoted(): string[] {
  const [, section] = read('docs/troubleshooting.md').split('| it says');
  const cells = section!
    .split('\n\n')[0]!
    .split('\n')
    .slice(2)
    .map((row) => row.split(/(?<!\\)\|/)[1]!);
  return cells.flatMap((cell) =>
    [...cell.matchAll(/``(.+?)``|`([^`]+)`|"([^"]+)"/g)].map(([, ...texts]) => texts.find(Boolean)!),
  );
}

/** Placeholders and "…" stand for anything that is not a quotation mark. */
function pattern(phrase: string): RegExp {
  const parts = phrase.split(/…|<[^>]*>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^"]*'));
}

const absent = { what: 'prebuild', file: `${root}/prebuilds/${platform()}/leeway.node` };
const ofOurs = [read('lib/backend/explain.ts'), explain([absent], root)].join('\n');
const ofNode = loadError({ flags: ['--no-addons'], env: { LEEWAY_ADDON: '', LEEWAY_BACKEND: 'native' } }).message;

describe('docs/troubleshooting.md quotes', () => {
  const phrases = quoted();
  it('messages at all', () => expect(phrases).to.have.lengthOf.above(12));
  for (const phrase of phrases.filter((text) => !text.startsWith('--')))
    it(phrase, () => {
      const isOfLoader = causes.some(([says]) => says.test(phrase.replaceAll('…', '9')));
      const isOfNode = pattern(phrase).test(ofNode);
      // In the source a message is a template: its own placeholders are as good as the documentation's.
      const isOurs = pattern(phrase).test(ofOurs.replaceAll(/\$\{[^}]*\}/g, '<>'));
      expect({ isOfLoader, isOfNode, isOurs }).to.satisfy((found: object) => Object.values(found).some(Boolean));
    });

  it('codes and warnings that the code has', () => {
    const codes = read('docs/troubleshooting.md').match(/\b(ERR_LEEWAY_[A-Z_]+|LEEWAY_[A-Z]+)\b/g)!;
    const sources = ['errors', 'backend/load', 'backend/index', 'backend/explain'].map((name) =>
      read(`lib/${name}.ts`),
    );
    for (const code of new Set(codes)) expect(sources.join('\n'), code).to.include(code);
  });
});
