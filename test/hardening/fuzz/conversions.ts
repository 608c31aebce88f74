// Calls of the conversions between float32 and the 16-bit floats.
import { fromBfloat16, fromFloat16, toBfloat16, toFloat16 } from 'leeway';
import { anyLength, arrayCall, floats } from './arrays';
import type { Call, World } from './call';

const conversions = {
  toFloat16: [toFloat16, 'float32', 'float16'],
  fromFloat16: [fromFloat16, 'float16', 'float32'],
  toBfloat16: [toBfloat16, 'float32', 'bfloat16'],
  fromBfloat16: [fromBfloat16, 'bfloat16', 'float32'],
} as const;

export function conversionCall(world: World): Call {
  const { dice } = world;
  const name = dice.pick(Object.keys(conversions) as (keyof typeof conversions)[]);
  const [convert, from, to] = conversions[name];
  const length = anyLength(world);
  return arrayCall(world, {
    what: name,
    slots: [floats(world, from, length), floats(world, to, length)],
    run: convert as (...arrays: unknown[]) => unknown,
    dtype: to,
  });
}
