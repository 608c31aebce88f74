import type { NativeLstmStream } from '../backend/addon';
import { floatsOf, requireFinite } from '../checks';
import { arrayOf, type Shape } from './data';
import type { LstmArray, LstmDtype } from './options';

/**
 * A network at work on one sequence as it comes: one time step in, one prediction out, in constant time. `Lstm.stream()` opens
 * one. It has the weights of that moment, whatever the network learns meanwhile.
 */
export class LstmStream<D extends LstmDtype = 'float32'> {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  readonly dtype: D;
  readonly #native: NativeLstmStream;
  readonly #out: LstmArray<D>;

  /** @internal */
  constructor(native: NativeLstmStream, { inputs, hidden, outputs, dtype }: Shape & { hidden: number; dtype: D }) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    this.dtype = dtype;
    this.#native = native;
    this.#out = arrayOf(dtype, outputs);
  }

  /**
   * Takes the next time step `x` [inputs] and returns `out` [outputs]: what `predict()` would give if the sequence ended
   * here. Allocates nothing: `out` is an array of the stream's own unless given, which the next step overwrites.
   *
   * @throws TypeError or RangeError for an array of another type or length; the state then stays as it was.
   */
  step(x: LstmArray<D>, out: LstmArray<D> = this.#out): LstmArray<D> {
    return this.#native.step(x, out) as LstmArray<D>;
  }

  /** Starts over: the next step is the first of a sequence. */
  reset(): void {
    this.#native.reset();
  }

  /** A copy of the state [2, hidden]: the hidden state h, then the cell state c. All zero at the start of a sequence. */
  get state(): LstmArray<D> {
    return this.#native.getState(arrayOf(this.dtype, 2 * this.hidden)) as LstmArray<D>;
  }

  /** Goes on from a state that was saved; the layout is that of `state`. */
  setState(state: LstmArray<D>): void {
    const given = floatsOf(state, 'state', this.dtype);
    requireFinite(given, 'state');
    this.#native.setState(given);
  }
}
