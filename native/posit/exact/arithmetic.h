// Arithmetic on numbers taken apart: each result is rounded once. Significands have at most 30 bits, so that products are
// exact in 64, and what a shift loses sticks to the lowest bit, far below any tie.
#pragma once

#include "number.h"

namespace leeway {
namespace posit {

inline uint64_t shift_right_sticky(uint64_t x, int by) {
  if (by == 0) return x;
  if (by >= 64) return x != 0;
  return x >> by | ((x << (64 - by)) != 0);
}

// With its top bit set again.
inline Number normal(uint64_t significand, int scale, bool negative) {
  if (significand == 0) return {0, 0, false, false};
  const int shift = leading_zeros(significand);
  return {significand << shift, scale - shift, negative, false};
}

inline Number negated(Number x) {
  x.negative = !x.negative;
  return x;
}

inline Number sum(Number a, Number b) {
  if (a.nar || b.nar) return nar;
  if (a.significand == 0) return b;
  if (b.significand == 0) return a;
  if (a.scale < b.scale || (a.scale == b.scale && a.significand < b.significand)) {
    const Number c = a;
    a = b;
    b = c;
  }
  // A bit of room for the carry. Products fill 60 of the 63 bits left: where b loses any, at most one is cancelled.
  const uint64_t x = a.significand >> 1;
  const uint64_t y = shift_right_sticky(b.significand >> 1, a.scale - b.scale);
  return normal(a.negative == b.negative ? x + y : x - y, a.scale + 1, a.negative);
}

inline Number product(const Number& a, const Number& b) {
  if (a.nar || b.nar) return nar;
  return normal((a.significand >> 32) * (b.significand >> 32), a.scale + b.scale + 1,
                a.negative != b.negative);
}

inline Number quotient(const Number& a, const Number& b) {
  if (a.nar || b.nar || b.significand == 0) return nar;
  if (a.significand == 0) return a;
  const uint64_t x = a.significand >> 1, y = b.significand >> 32;  // 63 and 32 bits
  return normal(x / y << 2 | (x % y != 0), a.scale - b.scale + 30, a.negative != b.negative);
}

inline Number square_root(const Number& a) {
  if (a.nar || (a.negative && a.significand != 0)) return nar;
  if (a.significand == 0) return a;
  const bool odd = a.scale & 1;
  const uint64_t x =
      odd ? a.significand : a.significand >> 1;  // so that the rest of the scale is even
  // Bit by bit: the root has 32 bits.
  uint64_t root = 0, rest = x;
  for (uint64_t bit = uint64_t(1) << 62; bit > 0; bit >>= 2) {
    if (rest >= root + bit) {
      rest -= root + bit;
      root = (root >> 1) + bit;
    } else {
      root >>= 1;
    }
  }
  const int half = (a.scale - (odd ? 1 : 0)) / 2;
  return normal(root << 2 | (rest != 0), half + 30, false);
}

}  // namespace posit
}  // namespace leeway
