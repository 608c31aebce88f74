import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '#lib/cli/errors';
import { chartConfig } from './theme';

/** A vega-lite specification. */
export type Spec = Record<string, unknown>;

/** Draws a specification as SVG, in the colours of `theme.ts`. */
export type Draw = (spec: Spec) => Promise<string>;

interface Vega {
  parse(spec: unknown): unknown;
  View: new (runtime: unknown, options: object) => { toSVG(): Promise<string>; finalize(): void };
}

interface VegaLite {
  compile(spec: unknown, options: object): { spec: unknown };
}

/** What draws charts, from where the report is made or from beside leeway. */
export async function loadDrawing(): Promise<Draw> {
  const [vega, lite] = [await load<Vega>('vega'), await load<VegaLite>('vega-lite')];
  return async (spec) => {
    // What a chart leaves out is left out on purpose.
    const silent = { level: () => silent, error: fail, warn: () => silent, info: () => silent, debug: () => silent };
    const compiled = lite.compile(
      { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', ...spec },
      {
        config: chartConfig,
        logger: silent,
      },
    );
    const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none' });
    const svg = await view.toSVG();
    view.finalize();
    return svg;
  };
}

function fail(...args: unknown[]): never {
  throw new Error(`vega: ${args.map(String).join(' ')}`);
}

async function load<T>(name: string): Promise<T> {
  for (const from of [join(process.cwd(), 'leeway-bench'), __filename]) {
    let file: string;
    try {
      file = createRequire(from).resolve(name);
    } catch {
      continue;
    }
    return (await import(pathToFileURL(file).href)) as T;
  }
  throw new UsageError(`expected ${name}, which draws the report, found none: npm install vega vega-lite@6.4`);
}
