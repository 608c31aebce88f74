// Film reviews that are for or against: from the Large Movie Review Dataset's layout (train|test/pos|neg/*.txt), a folder or
// its tar.gz, or made up.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { t as list } from 'tar';
import { Random } from '#lib/random';
import { DataError } from './errors';

export interface Review {
  text: string;
  positive: boolean;
}

export interface ReviewData {
  train: Review[];
  test: Review[];
  source: string;
}

const parts = ['train', 'test'] as const;
const sides = ['pos', 'neg'] as const;

/** Reviews by the folder they lie in, in the order of their file names. */
type Files = Map<string, { name: string; text: string }[]>;

function fromFolder(folder: string): Files {
  const files: Files = new Map();
  for (const part of parts)
    for (const side of sides) {
      const at = join(folder, part, side);
      if (!existsSync(at))
        throw new DataError(
          `expected the folders ${parts.join(' and ')} of ${sides.join(' and ')} in ${folder}, found no ${part}/${side}`,
        );
      const names = readdirSync(at).filter((name) => name.endsWith('.txt'));
      files.set(
        `${part}/${side}`,
        names.map((name) => ({ name, text: readFileSync(join(at, name), 'utf8') })),
      );
    }
  return files;
}

function fromArchive(file: string): Files {
  const files: Files = new Map(parts.flatMap((part) => sides.map((side) => [`${part}/${side}`, []])));
  try {
    list({
      file,
      sync: true,
      strict: true,
      onReadEntry(entry) {
        const [side, part] = entry.path.split('/').reverse().slice(1);
        const found = files.get(`${part}/${side}`);
        if (!found || !entry.path.endsWith('.txt')) return;
        const chunks: Buffer[] = [];
        entry.on('data', (chunk: Buffer) => chunks.push(chunk));
        entry.on('end', () => found.push({ name: basename(entry.path), text: Buffer.concat(chunks).toString('utf8') }));
      },
    });
  } catch (error) {
    throw new DataError(`expected a whole tar.gz in ${file}, received ${(error as Error).message}`);
  }
  return files;
}

function arranged(files: Files, source: string): ReviewData {
  const of = (part: string): Review[] =>
    sides.flatMap((side) => {
      const found = files.get(`${part}/${side}`)!;
      if (found.length === 0)
        throw new DataError(`expected reviews (*.txt) in ${part}/${side} of ${source}, found none`);
      found.sort((a, b) => (a.name < b.name ? -1 : 1));
      return found.map(({ text }) => ({ text, positive: side === 'pos' }));
    });
  return { train: of('train'), test: of('test'), source };
}

/** The reviews of a folder: in the layout itself, in aclImdb/ below it or in a tar.gz, or the same under imdb/. */
export function reviews(folder: string | undefined, made: { train: number; test: number }): ReviewData {
  if (folder === undefined) {
    return {
      train: makeReviews(made.train, 1),
      test: makeReviews(made.test, 2),
      source: `made-up reviews (${made.train} + ${made.test})`,
    };
  }
  if (!existsSync(folder)) throw new DataError(`expected a folder of reviews at ${folder}, found none`);
  if (statSync(folder).isFile()) return arranged(fromArchive(folder), folder);
  for (const at of [folder, join(folder, 'imdb')]) {
    for (const layout of [at, join(at, 'aclImdb')])
      if (parts.some((part) => existsSync(join(layout, part, 'pos')))) return arranged(fromFolder(layout), layout);
    const archive = existsSync(at) ? readdirSync(at).find((name) => name.endsWith('.tar.gz')) : undefined;
    if (archive !== undefined) return arranged(fromArchive(join(at, archive)), join(at, archive));
  }
  throw new DataError(`expected reviews as train|test/pos|neg/*.txt or a tar.gz of them in ${folder}, found neither`);
}

/** Two topics' words among many that say nothing, as frequent as words are (Zipf), mixed in every review. */
export function makeReviews(count: number, seed: number): Review[] {
  const random = Random.fromSeed(seed);
  const syllables = ['ka', 'lo', 'mi', 'ta', 're', 'su', 'no', 'vi', 'pe', 'da', 'go', 'hu'];
  const word = (n: number): string => {
    let text = '';
    for (let rest = n + 12; rest > 0; rest = Math.floor(rest / 12)) text += syllables[rest % 12];
    return text;
  };
  const [neutral, loaded] = [6000, 600];
  const zipf = (words: number): number => Math.floor(Math.exp(random.uniform() * Math.log(words + 1))) - 1;
  return Array.from({ length: count }, () => {
    const positive = random.uniform() < 0.5;
    // How clearly it takes sides.
    const leaning = 0.5 + 0.16 * random.uniform();
    const words = Array.from({ length: 60 + Math.floor(180 * random.uniform()) }, () => {
      if (random.uniform() > 0.25) return word(2 * loaded + zipf(neutral));
      const own = random.uniform() < leaning;
      return word(2 * zipf(loaded) + Number(own === positive));
    });
    return { text: words.join(' '), positive };
  });
}
