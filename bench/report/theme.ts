/** A colour in light and in dark surroundings; charts are drawn in the light ones, and a page swaps them by its variables. */
type Pair = readonly [light: string, dark: string];

const colours = {
  ink: ['#1d2733', '#e4e9f0'],
  soft: ['#5b6776', '#a3afbf'],
  line: ['#d5dbe2', '#3a4452'],
  paper: ['#fdfdfe', '#14191f'],
  // Okabe and Ito's, which the colour-blind can tell apart, a little darker on light and lighter on dark.
  blue: ['#0b6cb3', '#5fb4f2'],
  orange: ['#c75a00', '#f5a04a'],
  green: ['#00835f', '#3ecfa5'],
  purple: ['#a8518a', '#e295c6'],
  gold: ['#8f6d00', '#e8cf4d'],
  teal: ['#1a7f8c', '#6fd3df'],
  red: ['#b3262d', '#ff7f86'],
  grey: ['#6e7781', '#9aa4af'],
} as const satisfies Record<string, Pair>;

export type Colour = keyof typeof colours;

export const colour = (name: Colour): string => colours[name][0];

export const categories: readonly string[] = (
  ['blue', 'orange', 'green', 'purple', 'gold', 'teal', 'red', 'grey'] as const
).map(colour);

const names = Object.keys(colours) as Colour[];

/** The variables of a page, for either surroundings. */
export function variables(): string {
  const of = (side: 0 | 1): string => names.map((name) => `--${name}:${colours[name][side]}`).join(';');
  return `:root{color-scheme:light dark;${of(0)}}@media (prefers-color-scheme:dark){:root{${of(1)}}}`;
}

/** An SVG whose colours are those of the page it stands in. */
export function themed(svg: string): string {
  return names.reduce((text, name) => text.replaceAll(colour(name), `var(--${name})`), svg);
}

/** An SVG that stands alone, in the light colours. */
export function onPaper(svg: string): string {
  return svg.replace('<svg ', `<svg style="background:${colour('paper')}" `);
}

const font = 'system-ui, sans-serif';

export const chartConfig = {
  font,
  background: null,
  view: { stroke: null },
  axis: {
    labelColor: colour('soft'),
    titleColor: colour('ink'),
    gridColor: colour('line'),
    domainColor: colour('soft'),
    tickColor: colour('soft'),
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelLimit: 260,
  },
  title: { color: colour('ink'), fontSize: 13, fontWeight: 600, anchor: 'start', offset: 10 },
  legend: {
    labelColor: colour('ink'),
    titleColor: colour('ink'),
    labelFontSize: 11,
    titleFontSize: 12,
    orient: 'bottom',
    columns: 2,
    symbolStrokeWidth: 2,
    labelLimit: 0, // none: the lengths of texts are estimated, half as long again as they are
    title: null,
  },
  range: { category: categories },
  mark: { color: colour('blue') },
  text: { color: colour('ink'), fontSize: 10 },
  rule: { color: colour('soft') },
};
