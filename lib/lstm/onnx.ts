import type { CustomOp, KernelInfo } from '../catalogue';
import type { Op } from '../generated/ops';
import type { FloatArray } from '../dtypes';
import { refusal } from '../errors';
import { version } from '../generated/version';
import { addFormula } from '../onnx/formula';
import { GraphBuilder } from '../onnx/graph-builder';
import { encodeOnnx } from '../onnx/messages';
import type { LstmFacts } from './model-file';
import { placesOf, take, type Gate, type PartName } from './weights';

/** ONNX's names for functions that its LSTM operator takes. All others are written out in a Scan. */
const operators: Readonly<Partial<Record<string, string>>> = { tanh: 'Tanh', sigmoid: 'Sigmoid', relu: 'Relu' };

/** The order of the gates in ONNX's LSTM operator, of which it calls g c. */
const ORDER: readonly Gate[] = ['i', 'o', 'f', 'g'];

/** An LSTM's graph while it is being made. */
class LstmGraph extends GraphBuilder {
  readonly #parts;

  constructor(
    readonly lstm: LstmFacts,
    readonly weights: FloatArray,
  ) {
    super('lstm', weights instanceof Float32Array ? 'float32' : 'float64');
    this.#parts = placesOf(lstm, ORDER);
  }

  /** A part of the weights as a constant. */
  part(name: PartName, shape: readonly number[] = this.#parts[name].shape): string {
    return this.constant(name, shape, take(this.weights, this.#parts[name]));
  }

  /** h of the last step, [batch, hidden], by the LSTM operator; `x` is [steps, batch, inputs]. */
  lastHiddenByOperator(x: string, gate: string, activation: string): string {
    const { inputs, hidden } = this.lstm;
    const rows = 4 * hidden;
    const second = this.weights.slice(0, rows).fill(0);
    const biases = this.add('Concat', [this.part('bias', [1, rows]), this.constant('noBias', [1, rows], second)], {
      axis: 1,
    });
    const weights = [this.part('inputWeights', [1, rows, inputs]), this.part('recurrentWeights', [1, rows, hidden])];
    const [, last] = this.addMany('LSTM', [x, ...weights, biases], 2, {
      hidden_size: hidden,
      activations: [gate, activation, activation],
    });
    return this.add('Squeeze', [last!, this.integers('direction', 0)]);
  }

  /** The same by a loop over the steps, whose body has the functions written out. */
  lastHiddenByLoop(x: string): string {
    const { hidden } = this.lstm;
    const transposed = (name: PartName): string => this.add('Transpose', [this.part(name)], { perm: [1, 0] });
    const projected = this.add('Add', [this.add('MatMul', [x, transposed('inputWeights')]), this.part('bias')]);
    const recurrent = transposed('recurrentWeights');
    const batch = this.add('Gather', [this.add('Shape', [x]), this.integers('batchAxis', 1)]);
    const shape = this.add('Concat', [batch, this.integers('hidden', hidden)], { axis: 0 });
    const zeros = this.add('Expand', [this.scalar(0), shape]);
    const body = this.#stepOf(recurrent);
    const [last] = this.addMany('Scan', [zeros, zeros, projected], 2, { body, num_scan_inputs: 1 });
    return last!;
  }

  /** One step: h, c and this step's share of the inputs in, h and c out. */
  #stepOf(recurrent: string) {
    const { hidden, gate, activation } = this.lstm;
    const step = new GraphBuilder('step', this.dtype, this);
    const sums = step.add('Add', ['x_t', step.add('MatMul', ['h', recurrent])]);
    const sizes = this.integers('gateSizes', ...ORDER.map(() => hidden));
    const parts = step.addMany('Split', [sums, sizes], ORDER.length, { axis: 1 });
    const sumOf = (name: Gate): string => parts[ORDER.indexOf(name)]!;
    const kept = step.add('Mul', [applied(step, gate, sumOf('f')), 'c']);
    const fresh = step.add('Mul', [applied(step, gate, sumOf('i')), applied(step, activation, sumOf('g'))]);
    const c = step.add('Add', [kept, fresh]);
    const h = step.add('Mul', [applied(step, gate, sumOf('o')), applied(step, activation, c)]);
    step.call('h_next', h);
    step.call('c_next', c);
    const state = (name: string, width = hidden) => ({ name, type: this.dtype, shape: ['batch', width] });
    return step.finish([state('h'), state('c'), state('x_t', 4 * hidden)], [state('h_next'), state('c_next')]);
  }
}

/** Throws for a function of one's own (`approximate`): it has no formula. */
function requireCatalogued(op: Op | CustomOp): asserts op is Op {
  if (op.startsWith('custom:'))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'functions of the catalogue', 'a network to be exported', op);
}

/** A kernel's function of a value: ONNX's own where it has one, else the formula of kernels.def. */
function applied(graph: GraphBuilder, { op, value, alpha = 1 }: KernelInfo<Op | CustomOp>, x: string): string {
  requireCatalogued(op);
  const operator = operators[op];
  return operator ? graph.add(operator, [x]) : addFormula(graph, value, { x, alpha });
}

/**
 * A network as an ONNX file: input `x` [batch, steps, inputs], both free, output `y` [batch, outputs].
 *
 * Functions are written by what they are, not by how a kernel approximates them: the outputs of an approximate kernel
 * differ by about its error.
 */
export function onnxOf(lstm: LstmFacts, weights: FloatArray): Uint8Array<ArrayBuffer> {
  const graph = new LstmGraph(lstm, weights);
  const [gate, activation] = [operators[lstm.gate.op], operators[lstm.activation.op]];
  const x = graph.add('Transpose', ['x'], { perm: [1, 0, 2] });
  // ONNX Runtime's LSTM operator is for float32 only.
  const byOperator = gate !== undefined && activation !== undefined && graph.dtype === 'float32';
  const last = byOperator ? graph.lastHiddenByOperator(x, gate, activation) : graph.lastHiddenByLoop(x);
  graph.call('y', graph.add('Gemm', [last, graph.part('headWeights'), graph.part('headBias')], { transB: 1 }));
  const { inputs, outputs } = lstm;
  const type = graph.dtype;
  const whole = graph.finish(
    [{ name: 'x', type, shape: ['batch', 'steps', inputs] }],
    [{ name: 'y', type, shape: ['batch', outputs] }],
  );
  return encodeOnnx(whole, { name: 'leeway', version });
}
