// Tables of 256 bytes, by vectors where there are any for it.
#pragma once

LEEWAY_ISA_BEGIN

LEEWAY_INLINE void look_up_bytes(const uint8_t* entries, const uint8_t* a, uint8_t* out, size_t n) {
  constexpr size_t lanes = ByteTable::lanes;
  size_t i = 0;
  if (lanes > 0 && n >= 4 * lanes) {  // else the table is not worth taking up
    const ByteTable table(entries);
    for (; i + lanes <= n; i += lanes) table.look_up(a + i, out + i);
  }
  for (; i < n; i++) out[i] = entries[a[i]];
}

LEEWAY_ISA_END
