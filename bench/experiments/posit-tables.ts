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

/** The source's accuracies, %: in float32, then by the widths. */
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
  ReLU: (p, x) => p.max(x as never, p.fromFloat32(new Float32Array(x.length)) as never),
} as Record<string, PositFunction>;

const row = (activation: string, trained: string, published?: Published): Row => ({
  name: activation === trained ? activation : `${activation}, net of ${trained}`,
  trained,
  activation,
  posit: functions[activation]!,
  ...(published && { published }),
});

const cells = (digits: string, signs: string): Published => ({ digits: digits.split(' '), signs: signs.split(' ') });

/** Two tables of functions, by their numbers for digits (MNIST) and for traffic signs (GTSRB). */
export const tables: { number: Record<keyof Published, number>; rows: Row[] }[] = [
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
