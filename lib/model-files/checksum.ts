/** The table of the reflected polynomial 0xEDB88320, byte by byte. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/**
 * CRC-32 (ISO 3309, the one of zip and PNG) of bytes that come in pieces: `crc` is that of the pieces before. Finds every
 * damage to up to 32 bits in a row. Node has one of its own only from 22.2 on, a browser none.
 */
export function crc32(bytes: Uint8Array, crc = 0): number {
  let remainder = ~crc;
  for (const byte of bytes) remainder = table[(remainder ^ byte) & 0xff]! ^ (remainder >>> 8);
  return ~remainder >>> 0;
}
