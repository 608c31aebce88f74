// Exact dot products of posits of up to 8 bits without exponent bits: fixed-point numbers of up to 13 bits and their sign,
// multiplied and added as integers.
#pragma once

LEEWAY_ISA_BEGIN

// x / minpos of a posit: up to 2^(2(n-2)).
constexpr int16_t fixed_point(const posit::Shape& s, uint8_t bits) {
  const int32_t x = bits & s.top ? static_cast<int32_t>(bits) - static_cast<int32_t>(s.mask) - 1
                                 : static_cast<int32_t>(bits);
  const int32_t a = x < 0 ? -x : x;
  const int32_t top = static_cast<int32_t>(s.top), one = static_cast<int32_t>(s.one);
  if (a <= one || a == top) return static_cast<int16_t>(a == top ? 0 : x);
  int32_t run = 0;  // regime ones after the first
  while (a & (one >> (run + 1)) && run < s.n - 2) run++;
  // Without the ones the string is the fraction, in units of minpos.
  const int32_t fraction = (a << (run + 1)) & (top - 1);
  const int32_t number = (one + fraction) << run;
  return static_cast<int16_t>(x < 0 ? -number : number);
}

// The fixed-point numbers of all posits of 8 bits, as their low and high bytes.
struct FixedTable {
  uint8_t low[256], high[256];
  constexpr FixedTable() : low(), high() {
    const posit::Shape eight = {8, 0, 0xff, 0x80, 0x40, 0x7f};
    for (uint32_t i = 0; i < 256; i++) {
      const int number = fixed_point(eight, static_cast<uint8_t>(i));
      low[i] = static_cast<uint8_t>(number & 0xff);
      high[i] = static_cast<uint8_t>(number >> 8 & 0xff);
    }
  }
};
constexpr FixedTable fixed_table;

inline bool decode_fixed(const posit::Shape& s, const uint8_t* bits, int16_t* numbers, size_t n) {
  constexpr size_t block = 1024;
  uint8_t shifted[block], low[block], high[block];
  const int up = 8 - s.n;
  uint8_t nar = 0;
  for (size_t i = 0; i < n; i += block) {
    const size_t count = n - i < block ? n - i : block;
    for (size_t j = 0; j < count; j++) {
      shifted[j] = static_cast<uint8_t>(bits[i + j] << up);
      nar |= shifted[j] == 0x80;
    }
    look_up_bytes(fixed_table.low, shifted, low, count);
    look_up_bytes(fixed_table.high, shifted, high, count);
    for (size_t j = 0; j < count; j++) numbers[i + j] = static_cast<int16_t>(low[j] | high[j] << 8);
  }
  return nar != 0;
}

LEEWAY_INLINE int64_t total(i32 parts) {
  int32_t each[i32::lanes];
  memcpy(each, &parts, sizeof each);
  int64_t sum = 0;
  for (int32_t part : each) sum += part;
  return sum;
}

inline int64_t dot_fixed(const int16_t* a, const int16_t* b, size_t n) {
  constexpr size_t step = 2 * i32::lanes;
  int64_t sum = 0;
  size_t i = 0;
  while (i + step <= n) {
    // 60 pairs of products of at most 2^24 stay within 32 bits.
    const size_t end = n - i < 60 * step ? n : i + 60 * step;
    i32 part(0);
    for (; i + step <= end; i += step) part = part + pair_products(a + i, b + i);
    sum += total(part);
  }
  for (; i < n; i++) sum += int32_t(a[i]) * b[i];
  return sum;
}

LEEWAY_ISA_END
