/** The number of typing errors between two strings: characters missing, superfluous or wrong, or two that swapped places. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const [current, previous, beforePrevious] = [[i], rows[i - 1]!, rows[i - 2]];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforePrevious![j - 2]! + 1 : Infinity;
      current.push(Math.min(replaced, swapped, previous[j]! + 1, current[j - 1]! + 1));
    }
    rows.push(current);
  }
  return rows[a.length]![b.length]!;
}

/**
 * The candidate closest in spelling to `name`, case ignored, or `undefined` where none is close enough to be a typing
 * error (more than a third of the letters differ).
 */
export function closestName(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return bestDistance <= Math.max(1, Math.ceil(name.length / 3)) ? best : undefined;
}

/** How an error message prints a name nobody knows: quoted, with the closest known one where there is one. */
export function receivedName(name: string, candidates: readonly string[]): string {
  const closest = closestName(name, candidates);
  return JSON.stringify(name) + (closest === undefined ? '' : ` (did you mean ${JSON.stringify(closest)}?)`);
}
