// Reviews as numbers of words: the most frequent ones, 0 for all others.

export const tokens = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('<br />', ' ')
    .match(/[a-z]+/g) ?? [];

/** The `size` - 1 most frequent words of some texts, ties in the order of the alphabet; 0 is any other word. */
export class Vocabulary {
  readonly #numbers: Map<string, number>;

  constructor(
    texts: readonly string[],
    readonly size: number,
  ) {
    const counts = new Map<string, number>();
    for (const text of texts) for (const token of tokens(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
    const ranked = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, size - 1);
    this.#numbers = new Map(ranked.map(([token], i) => [token, i + 1]));
  }

  /** [texts, longest]: the first words of each text, then -1. */
  encode(texts: readonly string[], longest: number): Int32Array {
    const numbers = new Int32Array(texts.length * longest).fill(-1);
    texts.forEach((text, i) => {
      const words = tokens(text).slice(0, longest);
      words.forEach((token, t) => (numbers[i * longest + t] = this.#numbers.get(token) ?? 0));
    });
    return numbers;
  }
}
