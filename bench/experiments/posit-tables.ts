// The tables of source 4 (Cococcioni et al., Sensors 2020, 20, 1515): which nets run with which activation, and what it found.
import type { Initialiser, LayerActivation } from 'leeway';
import type { PositFunction } from './posit-layers';

export const widths = [16, 14, 12, 10, 8] as const;

/** What a net is trained with, and how it starts. */
export const trainings: Record<string, { activation: LayerActivation; init: Initialiser }> = {
  tanh: { activation: 'tanh', init: 'glorot' },
  FastTanh: { activation: { reference: 'fast_tanh' }, init: 'glorot' },
  sigmoid: { activation: 'sigmoid', init: { glorot: 4 } },
  FastSigmoid: { activation: { reference: 'fast_sigmoid' }, init: { glorot: 4 } },
  ELU: { activation: 'elu', init: 'he' },
  FastELU: { activation: { reference: 'fast_elu' }, init: 'he' },
  ReLU: { activation: 'relu', init: 'he' },
};

/** What the source found, in float32, then by the widths. */
interface Published {
  digits: string[];
  signs: string[];
}

/** A row of the source's tables: the net it runs, and the activation it runs with. */
interface Row {
  name: string;
  trained: keyof typeof trainings;
  activation: keyof typeof trainings;
  posit: PositFunction;
  published?: Published;
}

export const functions = {
  tanh: (p, x) => p.tanh(x as never),
  FastTanh: (p, x) => p.fastTanh(x as never),
  sigmoid: (p, x) => p.sigmoid(x as never),
  FastSigmoid: (p, x) => p.fastSigmoid(x as never),
  ELU: (p, x) => p.elu(x as never),
  FastELU: (p, x) => p.fastElu(x as never),
  // The bits of 0 are zeros.
  ReLU: (p, x) =>
    p.max(x as never, (x instanceof Uint8Array ? new Uint8Array(x.length) : new Uint16Array(x.length)) as never),
} as Record<string, PositFunction>;

const row = (activation: string, trained: string, published?: Published): Row => ({
  name: activation === trained ? activation : `${activation}, net of ${trained}`,
  trained,
  activation,
  posit: functions[activation]!,
  ...(published && { published }),
});

export type Data = keyof Published;

const cells = (digits: string, signs: string): Published => ({ digits: digits.split(' '), signs: signs.split(' ') });

/** Two tables of functions, by their numbers for digits (MNIST) and for traffic signs (GTSRB). */
export const tables: { number: Record<Data, number>; rows: Row[] }[] = [
  {
    number: { digits: 6, signs: 7 },
    rows: [
      row('FastTanh', 'tanh', cells('– 99.1 99.1 99.1 99.1 98.6', '– 93.5 93.4 93.4 93.4 93.0')),
      row('FastTanh', 'FastTanh'),
      row('tanh', 'tanh', cells('99.4 99.4 99.4 99.4 99.3 98.5', '94.2 93.5 93.5 93.4 93.3 92.3')),
      row('FastSigmoid', 'sigmoid', cells('97.1 97.1 97.1 97.1 96.9 94.2', '82.0 81.9 81.9 81.9 81.0 72.1')),
      row('FastSigmoid', 'FastSigmoid'),
      row('sigmoid', 'sigmoid'),
    ],
  },
  {
    number: { digits: 8, signs: 9 },
    rows: [
      row('FastELU', 'ELU', cells('– 98.5 98.5 98.5 98.3 91.1', '– 94.0 94.0 94.0 94.0 92.0')),
      row('FastELU', 'FastELU'),
      row('ELU', 'ELU', cells('98.6 98.6 98.6 98.6 98.5 90.1', '94.2 94.2 94.2 94.2 94.2 91.8')),
      row('ReLU', 'ReLU', cells('89.1 89.1 89.05 89.0 89.0 88.4', '92.0 92.0 92.0 92.0 92.0 86.8')),
    ],
  },
];

/** Functions that the source timed, the net that each is put into, and its ms per image; float32 is emulated in software. */
export const timed: { activation: keyof typeof trainings; trained: keyof typeof trainings; published: Published }[] = [
  { activation: 'FastTanh', trained: 'tanh', published: cells('– 3.2 2.9 2.9 2.9 2.9', '– 5.3 4.2 4.2 4.2 4.0') },
  {
    activation: 'tanh',
    trained: 'tanh',
    published: cells('8.3 5.28 4.64 4.66 4.62 4.84', '15.2 6.2 5.1 5.1 5.1 5.0'),
  },
  {
    activation: 'FastSigmoid',
    trained: 'sigmoid',
    published: cells('– 3.31 3.09 3.04 3.08 3.01', '– 5.0 4.3 4.3 4.2 4.0'),
  },
  { activation: 'FastELU', trained: 'ELU', published: cells('– 3.2 2.4 2.3 2.3 2.2', '– 5.8 4.6 4.6 4.6 4.6') },
  { activation: 'ELU', trained: 'ELU', published: cells('8.8 3.9 3.1 3.1 3.0 3.0', '15.86 6.37 5.21 5.08 5.0 5.0') },
  { activation: 'ReLU', trained: 'ReLU', published: cells('6.3 2.0 2.0 2.0 1.9 1.9', '8.2 5.0 4.3 4.3 4.2 4.0') },
];
