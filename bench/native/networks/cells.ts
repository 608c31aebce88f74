// What is measured: networks of the sources, by batch, and the targets.
import { Network, type LayerSpec } from 'leeway';
import { architecture1, lenet } from '../../experiments/networks';

export interface Cell {
  network: keyof typeof networks;
  work: 'training' | 'prediction';
  batch: number;
  /** The most that a step, or the prediction of a batch, is to take, in ms. */
  target: number;
  /** Two threads are to be that many times as fast as one. */
  twoThreads?: number;
  /** The same network in posits of 8 bits is to take at most that many times as long. */
  posits?: number;
}

export const input = [1, 28, 28] as const;

export const networks = {
  'LeNet tanh': lenet('tanh'),
  'Architecture 1 ReLU': architecture1('relu'),
  'Architecture 1 ISRLU': architecture1('isrlu'),
  'Architecture 1 ISRLU by rsqrt_newton_2': architecture1({ op: 'isrlu', method: 'rsqrt_newton_2' }),
  'Architecture 1 ELU': architecture1('elu'),
} satisfies Record<string, LayerSpec[]>;

const step = (network: Cell['network'], batch: number, target: number): Cell => ({
  ...{ network, work: 'training', batch, target, twoThreads: 1.8 },
});

export const cells: readonly Cell[] = [
  step('LeNet tanh', 32, 1.2),
  step('LeNet tanh', 100, 3.5),
  { network: 'LeNet tanh', work: 'prediction', batch: 100, target: 2, posits: 3 },
  step('Architecture 1 ReLU', 100, 6),
  step('Architecture 1 ISRLU', 100, 6),
  step('Architecture 1 ISRLU by rsqrt_newton_2', 100, 6),
  step('Architecture 1 ELU', 100, 6),
];

export const nameOf = ({ network, work, batch }: Cell): string => `${network} ${work} ${batch}`;

/** Products of a weight and an input, of one sample, by layer of weights. */
export function productsOf(layers: readonly LayerSpec[]): number[] {
  const { tensors } = new Network(layers, { input });
  return tensors
    .filter(({ name }) => name.endsWith('.weight'))
    .map(({ name, length, shape }) => {
      const before = layers.slice(0, Number.parseInt(name, 10) + 1);
      const { outputs } = new Network([...before, { type: 'flatten' }], { input });
      return (outputs * length) / shape[0]!;
    });
}

/**
 * Operations: two for each product; training has three such products, but for the first layer, which hands no gradient
 * further back.
 */
export function operationsOf({ network, work, batch }: Cell): number {
  const products = productsOf(networks[network]);
  const forward = products.reduce((sum, count) => sum + count, 0);
  return 2 * batch * (work === 'training' ? 3 * forward - products[0]! : forward);
}
