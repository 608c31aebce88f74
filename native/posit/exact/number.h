// A posit of any format taken apart into integers, and put together again with one rounding: the arithmetic that needs no
// floats, for 32 bits, sums in a quire and functions.
#pragma once

#include <stdint.h>
#include <string.h>
#if defined(_MSC_VER)
#include <intrin.h>
#endif

#include "posit/plan.h"

namespace leeway {
namespace posit {

// (-1)^negative 2^scale significand / 2^63, where the significand's top bit is set; 0 and NaR have no significand.
struct Number {
  uint64_t significand;
  int32_t scale;
  bool negative, nar;
  bool zero() const { return significand == 0 && !nar; }
};

constexpr Number nar{0, 0, false, true};
constexpr uint64_t hidden_bit = uint64_t(1) << 63;

// Of x other than 0.
inline int leading_zeros(uint64_t x) {
#if defined(_MSC_VER)
  unsigned long index;
  _BitScanReverse64(&index, x);
  return 63 - static_cast<int>(index);
#else
  return __builtin_clzll(x);
#endif
}

inline Number decode(const Shape& s, uint32_t bits) {
  bits &= s.mask;
  if (bits == 0) return {0, 0, false, false};
  if (bits == s.top) return nar;
  const bool negative = (bits & s.top) != 0;
  const uint64_t magnitude = negative ? (0u - bits) & s.mask : bits;
  const uint64_t string = magnitude << (65 - s.n);  // regime first
  const bool ones = string >> 63;
  const int run = leading_zeros(ones ? ~string : string);
  const int k = ones ? run - 1 : -run;
  const uint64_t rest = string << (run + 1);
  const int exponent = s.es == 0 ? 0 : static_cast<int>(rest >> (64 - s.es));
  return {hidden_bit | (rest << s.es) >> 1, k * (1 << s.es) + exponent, negative, false};
}

// Rounds to the nearest string, ties to even. `sticky`: there is more, below the significand.
inline uint32_t encode(const Shape& s, const Number& x, bool sticky = false) {
  if (x.nar) return s.top;
  if (x.significand == 0) return 0;
  const int k = x.scale >> s.es;
  uint32_t magnitude;
  if (k >= s.n - 2)
    magnitude = s.maxpos;
  else if (k < -(s.n - 2))
    magnitude = 1;
  else {
    // Exponent and fraction, as long as they are.
    const uint64_t fraction = x.significand << 1;
    const uint64_t exponent = static_cast<uint64_t>(x.scale - k * (1 << s.es));
    uint64_t tail = fraction, lost = sticky;
    if (s.es > 0) {
      tail = exponent << (64 - s.es) | fraction >> s.es;
      lost |= fraction << (64 - s.es);
    }
    const int run = k >= 0 ? k + 2 : 1 - k;  // with the bit that ends it
    const uint64_t regime = k >= 0 ? ~uint64_t(0) << (64 - (k + 1)) : uint64_t(1) << (64 - run);
    const uint64_t string = regime | tail >> run;
    lost |= tail << (64 - run);
    const uint64_t rest = string << (s.n - 1) | (lost != 0);
    magnitude = static_cast<uint32_t>(string >> (65 - s.n));
    magnitude += rest > hidden_bit || (rest == hidden_bit && (magnitude & 1));
    if (magnitude > s.maxpos) magnitude = s.maxpos;
    if (magnitude == 0) magnitude = 1;
  }
  return x.negative ? (0u - magnitude) & s.mask : magnitude;
}

inline Number from_double(double v) {
  uint64_t bits;
  memcpy(&bits, &v, sizeof bits);
  const bool negative = bits >> 63;
  const int biased = static_cast<int>(bits >> 52 & 0x7ff);
  const uint64_t mantissa = bits << 12;
  if (biased == 0x7ff) return nar;
  if (biased == 0 && mantissa == 0) return {0, 0, false, false};
  if (biased > 0) return {hidden_bit | mantissa >> 1, biased - 1023, negative, false};
  const int shift = leading_zeros(mantissa);
  return {mantissa << shift, -1023 - shift, negative, false};
}

// Exact: no format here has more than 30 bits of significand or leaves the exponents of a double.
inline double to_double(const Number& x) {
  const uint64_t sign = x.negative ? hidden_bit : 0;
  const uint64_t bits = x.nar                ? 0x7ff8000000000000u
                        : x.significand == 0 ? 0
                                             : sign | static_cast<uint64_t>(x.scale + 1023) << 52 |
                                                   (x.significand << 1) >> 12;
  double v;
  memcpy(&v, &bits, sizeof v);
  return v;
}

}  // namespace posit
}  // namespace leeway
