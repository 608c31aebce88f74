import type { Spec } from './render';

/** A chart, what it is called, and what it shows to those who do not see it. */
export interface Chart {
  /** The name of its file. */
  id: string;
  title: string;
  description: string;
  spec: Spec;
}

export const plotWidth = 330;

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
  /** Dashes for a second distinction. */
  dash?: string;
  height?: number;
  zeroY?: boolean;
  xValues?: number[];
}

/** Lines over a quantity. */
export function lines(chart: LineChart): Spec {
  const { x, y, values, logX, logY, series, order, points, dash, height = 220, zeroY = false, xValues } = chart;
  return {
    width: plotWidth,
    height,
    data: { values },
    mark: { type: 'line', point: points ? { size: 28 } : false, strokeWidth: 1.6, clip: true, interpolate: 'linear' },
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        title: x,
        scale: { type: logX ? 'log' : 'linear', zero: false, nice: !logX, ...(logX ? { base: 2 } : {}) },
        axis: { grid: false, tickCount: 7, ...(xValues ? { values: xValues, format: 'd' } : {}) },
      },
      y: {
        field: 'y',
        type: 'quantitative',
        title: y,
        scale: { type: logY ? 'log' : 'linear', zero: zeroY },
        axis: logY ? { format: '~e', tickCount: 6 } : { tickCount: 6 },
      },
      color: { field: series, type: 'nominal', scale: { domain: order }, sort: null },
      ...(dash ? { strokeDash: { field: dash, type: 'nominal', sort: null } } : {}),
    },
  };
}
