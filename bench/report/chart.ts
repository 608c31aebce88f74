import type { Spec } from './render';
import { categories } from './theme';

/** A chart, what it is called, and what it shows to those who do not see it. */
export interface Chart {
  /** The name of its file. */
  id: string;
  title: string;
  description: string;
  spec: Spec;
}

export const plotWidth = 330;

/** Longer names than these stand one under another, so that a legend is no wider than its plot. */
const columnLetters = 18;

interface LineChart {
  x: string;
  y: string;
  values: object[];
  logX?: boolean;
  logY?: boolean;
  /** The field that tells lines apart, and its values in order. */
  series: string;
  order: string[];
  points?: boolean;
  /** Of the lines, in their order; each another unless given. */
  colours?: string[];
  height?: number;
  zeroY?: boolean;
  xValues?: number[];
  /** The places on the axis, where they are names: in this order. */
  xNames?: string[];
  /** d3's format of the values on a logarithmic axis. */
  formatY?: string;
}

/** Lines over a quantity. */
export function lines(chart: LineChart): Spec {
  const {
    x,
    y,
    values,
    logX,
    logY,
    series,
    order,
    points,
    colours,
    height = 220,
    zeroY = false,
    xValues,
    xNames,
    formatY = '~g',
  } = chart;
  return {
    width: plotWidth,
    height,
    data: { values },
    mark: { type: 'line', point: points ? { size: 28 } : false, strokeWidth: 1.6, clip: true, interpolate: 'linear' },
    encoding: {
      x: xNames
        ? { field: 'x', type: 'ordinal', title: x, sort: xNames, axis: { grid: false, labelAngle: 0 } }
        : {
            field: 'x',
            type: 'quantitative',
            title: x,
            scale: { type: logX ? 'log' : 'linear', zero: false, nice: !logX, ...(logX ? { base: 2 } : {}) },
            axis: {
              grid: false,
              // A count or a step, which whole numbers have by default, would thin the values out.
              ...(xValues
                ? { values: xValues, format: 'd', tickMinStep: 0, labelOverlap: 'greedy' }
                : { tickCount: 7 }),
            },
          },
      y: {
        field: 'y',
        type: 'quantitative',
        title: y,
        scale: { type: logY ? 'log' : 'linear', zero: zeroY },
        axis: logY ? { format: formatY, tickCount: 6 } : { tickCount: 6 },
      },
      color: {
        field: series,
        type: 'nominal',
        scale: { domain: order, ...(colours ? { range: colours } : {}) },
        sort: null,
        legend: { columns: order.some((name) => name.length > columnLetters) ? 1 : 2 },
      },
      // There are more lines than colours at times.
      strokeDash: {
        field: series,
        type: 'nominal',
        scale: { domain: order, range: order.map((_, i) => (i < categories.length ? [1, 0] : [4, 3])) },
      },
    },
  };
}

interface BarChart {
  /** What the bars count. */
  value: string;
  values: { name: string; value: number }[];
  domain: [number, number];
}

/** Bars from 0, to either side. */
export function bars({ value, values, domain }: BarChart): Spec {
  return {
    width: plotWidth - 120,
    height: { step: 20 },
    data: { values },
    mark: { type: 'bar', height: 12, color: categories[0] },
    encoding: {
      y: { field: 'name', type: 'nominal', sort: values.map(({ name }) => name), title: null },
      x: { field: 'value', type: 'quantitative', title: value, scale: { domain }, axis: { tickCount: 5 } },
    },
  };
}
