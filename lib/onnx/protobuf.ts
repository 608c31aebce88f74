// Protocol Buffers' wire format (https://protobuf.dev/programming-guides/encoding/), as far as ONNX needs it: a message is
// the bytes of its fields one after another, so messages are made of their parts and nothing is ever gone back to.

const VARINT = 0;
const LENGTH_DELIMITED = 2;

export type Bytes = Uint8Array<ArrayBuffer>;

export function concatenated(parts: readonly Bytes[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Seven bits a byte, the lowest first; a negative number as its 64 bits. */
function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.of(...bytes, Number(rest));
}

const tag = (field: number, wireType: number): Bytes => varint(field * 8 + wireType);

/** A whole number: int32, int64, enum. */
export const integer = (field: number, value: number): Bytes => concatenated([tag(field, VARINT), varint(value)]);

/** Bytes, a message among them. */
export const bytes = (field: number, value: Bytes): Bytes =>
  concatenated([tag(field, LENGTH_DELIMITED), varint(value.length), value]);

/** A message, of its fields. */
export const message = (field: number, ...fields: Bytes[]): Bytes => bytes(field, concatenated(fields));

export const string = (field: number, value: string): Bytes => bytes(field, new TextEncoder().encode(value));
