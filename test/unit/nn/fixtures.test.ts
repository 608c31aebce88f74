// Losses, outputs and gradients of the sources' networks in float64, from weights and inputs given by a formula; by another
// program (PyTorch's automatic differentiation). Losses are those before Adam's steps 1 to 6.
import { expect } from 'chai';
import { Network, type LayerSpec } from 'leeway';
import { architecture1, architecture2, fill, image, lenet, norms, perceptron, samples } from './networks';

interface Fixture {
  name: string;
  layers: LayerSpec[];
  input?: number;
  batch?: number;
  losses?: number[];
  logits?: number[];
  norms?: number[];
  /** Relative, of gradient norms: the wide one is of the network whose gradients reach 400. */
  tolerance?: number;
}

const fixtures: Fixture[] = [
  {
    name: 'LeNet, average pooling, tanh',
    layers: lenet('tanh'),
    losses: [2.306258875, 2.288687861, 2.251251221, 2.190546086, 2.109248156, 2.013779394],
    logits: [
      0.02936965, -0.04788967, 0.02331867, -0.00453565, -0.04534007, 0.04225627, -0.00968516, -0.01356066, 0.05385073,
      -0.02925843,
    ],
    norms: [
      9.5031e-5, 5.347e-6, 0.000184077, 7.0777e-5, 0.037961929, 0.005943708, 0.077407694, 0.068660936, 0.057585894,
      0.160494536,
    ],
  },
  {
    name: 'LeNet, average pooling, elu',
    layers: lenet('elu'),
    losses: [2.306235599, 2.290066258, 2.257044855, 2.206024751, 2.137265631, 2.053398355],
    logits: [
      0.02913406, -0.04763094, 0.02322866, -0.00468112, -0.04506701, 0.04205811, -0.00970886, -0.01333268, 0.05358753,
      -0.0291552,
    ],
    norms: [
      8.4131e-5, 9.017e-6, 0.000180793, 8.8112e-5, 0.031085649, 0.004371326, 0.070209165, 0.067543454, 0.056443867,
      0.160478021,
    ],
  },
  {
    name: 'LeNet, average pooling, relu',
    layers: lenet('relu'),
    losses: [2.305209491, 2.303314496, 2.300099686, 2.294585448, 2.286003402, 2.274126741],
  },
  {
    name: 'LeNet, average pooling, sigmoid',
    layers: lenet('sigmoid'),
    losses: [2.316910214, 2.288893783, 2.26774163, 2.253056798, 2.242627634, 2.232082301],
  },
  {
    name: 'LeNet, maximum pooling, tanh',
    layers: lenet('tanh', 'maxPool'),
    losses: [2.30626407, 2.290998999, 2.254938976, 2.198020985, 2.135425077, 2.065109982],
  },
  {
    name: 'Architecture 1, isrlu of alpha 1',
    layers: architecture1('isrlu'),
    losses: [2.295755879, 2.285241799, 2.256056786, 2.251343495, 2.242150111, 2.223564961],
  },
  {
    name: 'Architecture 1, isrlu of alpha 3',
    layers: architecture1({ op: 'isrlu', alpha: 3 }),
    losses: [2.295756501, 2.285708357, 2.257264039, 2.248489944, 2.244495814, 2.224146786],
    logits: [
      0.04296558, -0.06901415, -0.02089395, 0.06134213, -0.0225229, -0.06578398, 0.04727192, 0.05848118, -0.05169449,
      -0.02080192,
    ],
    norms: [
      0.001106899, 0.000131879, 0.00441527, 0.000732504, 0.003187474, 0.003113615, 0.032642844, 0.081543177,
      0.020242372, 0.153634664,
    ],
  },
  {
    name: 'Architecture 2, isrlu of alpha 3',
    layers: architecture2({ op: 'isrlu', alpha: 3 }),
    batch: 2,
    logits: [
      0.04025939, 0.02413598, 0.0094871, -0.00512303, -0.02144736, -0.04015873, -0.05997881, -0.07777971, -0.08964368,
      -0.09240986,
    ],
    norms: [
      0.003033268, 0.000796539, 0.023941206, 0.001160682, 0.137973246, 0.001309315, 0.376539727, 0.002137772,
      381.570749326, 0.45865274, 14.432323971, 0.622017861,
    ],
  },
  {
    name: 'MLP, tanh',
    layers: perceptron('tanh'),
    input: 784,
    losses: [2.300766216, 2.2558851, 2.043148721, 1.834028766, 1.6313408, 1.493516136],
    logits: [
      0.03390455, -0.04004694, 0.02617593, -0.00777408, 0.01485135, 0.01339794, -0.0133729, 0.02095502, -0.04426101,
      0.03441179,
    ],
    norms: [0.158860546, 0.000114937, 0.110367748, 0.007914949, 0.144601682, 0.157029154],
  },
];

describe('networks beside another program', () => {
  for (const { name, layers, input, batch = 8, losses = [], logits = [], norms: wanted = [] } of fixtures) {
    it(name, async () => {
      const network = new Network(layers, { input: input ?? image });
      fill(network);
      const { x, y } = samples(batch, 784);
      const outputs = network.predict(x);
      logits.forEach((logit, i) => expect(outputs[i]).closeTo(logit, 2e-6));
      const found = norms(network, network.gradients(x, y).gradients);
      wanted.forEach((norm, i) => {
        if (norm > 1e-3) expect(found[i]! / norm, network.tensors[i]!.name).closeTo(1, 1e-4);
      });
      for (const loss of losses) {
        const { training } = await network.fit(x, y, { batchSize: batch });
        expect(training[0]!.loss).closeTo(loss, 5e-6);
      }
    });
  }

  it('text classifier', async () => {
    const network = new Network(
      [
        { type: 'embedding', words: 50, size: 16 },
        { type: 'dense', units: 16, activation: 'relu' },
        { type: 'dense', units: 1, activation: 'tanh' },
      ],
      { input: 14 },
    );
    fill(network);
    const x = new Int32Array(8 * 14).fill(-1);
    for (let n = 0; n < 8; n++) for (let t = 0; t < 7 + n; t++) x[14 * n + t] = (3 * n + 5 * t) % 50;
    const y = Float32Array.from({ length: 8 }, (_, n) => n % 2);
    const z = [
      -0.012554259, -0.005409187, -0.004311929, -0.006175218, -0.004078041, -0.010654878, -0.005165919, -0.004614459,
    ];
    network.predict(x).forEach((output, n) => expect(Math.atanh(output)).closeTo(z[n]!, 2e-6));
    const found = norms(network, network.gradients(x, y, { loss: 'symmetricBce' }).gradients);
    const wanted = [0.014097756, 0.003803273, 0.067993439, 0.005263598, 0.006620321];
    wanted.forEach((norm, i) => expect(found[i]! / norm).closeTo(1, 1e-4));
    const optimizer = { type: 'adam', epsilon: 1e-7 } as const;
    for (const loss of [0.693266488, 0.692685789, 0.69214984, 0.691529358, 0.691032267, 0.690589532]) {
      const { training } = await network.fit(x, y, { batchSize: 8, loss: 'symmetricBce', optimizer });
      expect(training[0]!.loss).closeTo(loss, 5e-6);
    }
  });
});
