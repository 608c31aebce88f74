// A stream of a network: native/binding/lstm_stream.cc over leeway.wasm.
import { requireArray } from '../../checks';
import { bytesPer, type FloatArray } from '../../dtypes';
import type { NativeLstmStream } from '../addon';
import { checkLength } from './arguments';
import { outOfMemory, status, type Instance } from './instance';
import type { LstmConfig } from './network';

/** How streams of an instance are opened; what they hold goes with them. */
export function streamsOf(instance: Instance): (lstm: number, config: LstmConfig) => NativeLstmStream {
  const { exports } = instance;
  const abandoned = new FinalizationRegistry(({ stream, arrays }: { stream: number; arrays: number }) => {
    exports.leeway_lstm_stream_destroy(stream);
    exports.free(arrays);
  });

  return (lstm, config) => {
    const { inputs, hidden, outputs, dtype } = config;
    const bytes = bytesPer[dtype];
    const xAt = instance.allocate(8 + bytes * (inputs + outputs + 2 * hidden));
    const outAt = xAt + bytes * inputs;
    const stateAt = outAt + bytes * outputs;
    const madeAt = Math.ceil((stateAt + 2 * bytes * hidden) / 4) * 4;
    if (exports.leeway_lstm_stream_create(lstm, madeAt) !== status.ok) {
      exports.free(xAt);
      throw outOfMemory();
    }
    const stream = instance.view.getUint32(madeAt, true);

    function check(array: FloatArray, argument: string, length: number, what: string): void {
      requireArray(array, dtype, argument);
      checkLength(array, argument, length, what);
    }
    const copyIn = (array: FloatArray, at: number): void => instance.writeFloats(at, array, dtype);
    // Element by element: a view to copy from would have to be made.
    function copyOut(array: FloatArray, at: number, length: number): void {
      const from = instance.elements(dtype);
      for (let i = 0, place = at / bytes; i < length; i++, place++) array[i] = from[place]!;
    }

    const object: NativeLstmStream = {
      step(x, out) {
        check(x, 'x', inputs, "a step's inputs");
        check(out, 'out', outputs, "a step's outputs");
        copyIn(x, xAt);
        exports.leeway_lstm_stream_step(stream, xAt, outAt);
        copyOut(out, outAt, outputs);
        return out;
      },
      reset: () => exports.leeway_lstm_stream_reset(stream),
      getState(out) {
        check(out, 'out', 2 * hidden, 'h and c');
        exports.leeway_lstm_stream_get_state(stream, stateAt);
        copyOut(out, stateAt, 2 * hidden);
        return out;
      },
      setState(state) {
        check(state, 'state', 2 * hidden, 'h and c');
        copyIn(state, stateAt);
        exports.leeway_lstm_stream_set_state(stream, stateAt);
      },
    };
    abandoned.register(object, { stream, arrays: xAt });
    return object;
  };
}
