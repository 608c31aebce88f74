// The element types as the oracle sees them: how arrays hold them, decoded and encoded without the code under test.
#pragma once

#include <cmath>
#include <cstring>

#include "leeway.h"

namespace leeway {

// A type of the language: arrays hold the numbers themselves.
template <class Number, class Bits>
struct LanguageType {
  using bits = Bits;
  using stored = Number;
  using number = Number;  // what holds every value of the type
  static stored from_bits(Bits pattern) {
    Number x;
    std::memcpy(&x, &pattern, sizeof x);
    return x;
  }
  static const number* decode(const stored* x, number*, size_t) { return x; }
  static stored one() { return 1; }
};

template <leeway_element element>
struct Precision;

template <>
struct Precision<LEEWAY_FLOAT32> : LanguageType<float, uint32_t> {
  static constexpr int min_exponent = -126, mantissa_bits = 23;
  static constexpr double max = 0x1.fffffep127;
};

template <>
struct Precision<LEEWAY_FLOAT64> : LanguageType<double, uint64_t> {
  static constexpr int min_exponent = -1022, mantissa_bits = 52;
  static constexpr double max = 0x1.fffffffffffffp1023;
};

// A 16-bit format: a sign, then exponent and mantissa as IEEE 754 has them.
template <int mantissa, int bias>
struct SixteenBits {
  using bits = uint16_t;
  using stored = uint16_t;
  using number = float;
  static constexpr int min_exponent = 1 - bias, mantissa_bits = mantissa;
  static constexpr int special_exponent = (1 << (15 - mantissa)) - 1;

  static stored from_bits(uint16_t pattern) { return pattern; }
  static number value(uint16_t pattern) {
    const int exponent = pattern >> mantissa & special_exponent;
    const int significand = pattern & ((1 << mantissa) - 1);
    const float sign = pattern >> 15 ? -1.0f : 1.0f;
    if (exponent == special_exponent) return sign * (significand ? NAN : INFINITY);
    if (exponent == 0)
      return sign * std::ldexp(static_cast<float>(significand), 1 - bias - mantissa);
    const int whole = significand | 1 << mantissa;
    return sign * std::ldexp(static_cast<float>(whole), exponent - bias - mantissa);
  }
  static const number* decode(const stored* x, number* decoded, size_t n) {
    for (size_t i = 0; i < n; i++) decoded[i] = value(x[i]);
    return decoded;
  }
  static stored one() { return bias << mantissa; }
};

template <>
struct Precision<LEEWAY_FLOAT16> : SixteenBits<10, 15> {
  static constexpr double max = 65504;
};

template <>
struct Precision<LEEWAY_BFLOAT16> : SixteenBits<7, 127> {
  static constexpr double max = 0x1.fep127;
};

// One unit in the last place of an element type at a finite value.
template <class P>
double ulp_at(double value) {
  // The exponent straight from the bits: this runs once for every input of a sweep.
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  const int biased = static_cast<int>(bits >> 52 & 0x7ff);
  int exponent = biased - 1023;
  if (exponent < P::min_exponent) exponent = P::min_exponent;
  const int shifted = exponent - P::mantissa_bits;
  if (shifted < -1022) return std::ldexp(1.0, shifted);
  const uint64_t power = static_cast<uint64_t>(shifted + 1023) << 52;
  double ulp;
  std::memcpy(&ulp, &power, sizeof ulp);
  return ulp;
}

// How many ulp a unit is at a value: infinitely many where a double cannot say, none at infinities and NaN.
template <class P>
double ulps_in_1(double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  const int biased = static_cast<int>(bits >> 52 & 0x7ff);
  if (biased == 0x7ff) return 0;
  const int exponent = biased - 1023 < P::min_exponent ? P::min_exponent : biased - 1023;
  const int power = P::mantissa_bits - exponent + 1023;
  bits = static_cast<uint64_t>(power < 0x7ff ? power : 0x7ff) << 52;
  double ulps;
  std::memcpy(&ulps, &bits, sizeof ulps);
  return ulps;
}

// The nearest number of the element type.
template <class P>
double rounded(double value) {
  if (!std::isfinite(value)) return value;
  const double ulp = ulp_at<P>(value);
  const double nearest = std::nearbyint(value / ulp) * ulp;
  return std::fabs(nearest) > P::max ? std::copysign(INFINITY, value) : nearest;
}

}  // namespace leeway
