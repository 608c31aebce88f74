// Tables of one's own functions: native/binding/approximate.cc over leeway.wasm.
import { refusal } from '../../errors';
import { bytesPer } from '../../dtypes';
import { lengthOf } from '../../checks';
import type { Addon, Isa, NativeTable, PreparedTable } from '../addon';
import { table as tableStruct } from './abi';
import { elementOf, status, type Instance } from './instance';
import { isaNames } from './kernels';
import { Passes, Scratch } from './passes';

const storages = ['registers', 'rows'];
const spacings = ['uniform', 'log'];
const tailKinds = ['clamp', 'constant', 'linear'];

/** The address of a prepared table, to be released; 0 for one that does not cover its domain. */
export function prepareTable(instance: Instance, table: NativeTable): number {
  const { dtype, isa, storage, spacing, tailLow, tailHigh, coefficients, ...numbers } = table;
  const { exports } = instance;
  const at = instance.allocate(tableStruct.size + 8 + lengthOf(coefficients) * bytesPer[dtype]);
  try {
    const result = at + tableStruct.size;
    instance.elements(dtype).set(coefficients, (result + 8) / bytesPer[dtype]);
    tableStruct.write(instance.view, at, {
      ...numbers,
      element: elementOf(dtype),
      isa: isaNames(instance).indexOf(isa),
      storage: storages.indexOf(storage),
      spacing: spacings.indexOf(spacing),
      first: BigInt(numbers.first),
      tailLowKind: tailKinds.indexOf(tailLow.kind),
      tailLowValue: tailLow.value,
      tailHighKind: tailKinds.indexOf(tailHigh.kind),
      tailHighValue: tailHigh.value,
      coefficients: result + 8,
    });
    const outcome = exports.leeway_approximation_prepare(at, result);
    if (outcome === status.outOfMemory) throw refusal('ERR_LEEWAY_MEMORY', 'enough memory', 'the table', 'too little');
    return outcome === status.ok ? instance.view.getUint32(result, true) : 0;
  } finally {
    exports.free(at);
  }
}

type Approximate = Pick<Addon, 'prepareTable' | 'tableSlots' | 'tableDegree'>;

export function wasmApproximate(instance: Instance, isas: readonly Isa[]): Approximate {
  const { exports } = instance;
  const released = new FinalizationRegistry((f: number) => exports.leeway_approximation_release(f));
  let passes: Passes | undefined;

  return {
    tableSlots: ({ isa, dtype }) => exports.leeway_table_slots(isas.indexOf(isa), elementOf(dtype)),
    tableDegree: ({ isa, dtype, storage }) =>
      exports.leeway_table_degree(isas.indexOf(isa), elementOf(dtype), storages.indexOf(storage)),
    prepareTable(table) {
      if (lengthOf(table.coefficients) !== table.slots * (table.degree + 1)) return undefined;
      const f = prepareTable(instance, table);
      if (f === 0) return undefined;
      passes ??= new Passes(new Scratch(instance));
      // Each function keeps the table alive.
      const kept = { address: f };
      const prepared: PreparedTable = {
        onGrid: false,
        forward: passes.forward(table.dtype, (x, y, n) => exports.leeway_approximation_run(kept.address, x, y, n)),
        backward: passes.gradient(table.dtype, 'x', (x, dy, dx, n) =>
          exports.leeway_approximation_backward(kept.address, x, dy, dx, n),
        ),
      };
      released.register(kept, f);
      return prepared;
    },
  };
}
