// exp(x) in two halves: a reduced polynomial and a power of two, so that callers can scale late (subnormal results,
// a following division) without a second rounding.
//
//   n = round(x / ln 2),  r = x - n ln 2 in two parts (Cody & Waite),  exp(x) = 2^n (1 + r + r^2 Q(r))
#pragma once

#include "generated/exp.h"

LEEWAY_ISA_BEGIN

template <class Element>
struct ExpConstants;

template <>
struct ExpConstants<float> {
  static constexpr auto& q = coefficients::exp_polynomial_f32;
  static constexpr float log2_e = coefficients::log2_e_f32;
  static constexpr float ln2_high = coefficients::ln2_hi_f32;
  static constexpr float ln2_low = coefficients::ln2_lo_f32;
};

template <>
struct ExpConstants<double> {
  static constexpr auto& q = coefficients::exp_polynomial_f64;
  static constexpr double log2_e = coefficients::log2_e_f64;
  static constexpr double ln2_high = coefficients::ln2_hi_f64;
  static constexpr double ln2_low = coefficients::ln2_lo_f64;
};

template <class V>
struct ReducedExp {
  V significand;  // exp(r), in [0.70, 1.42]
  V residual;     // what rounding took from the significand, to first order
  V rounded;      // n + round_magic, the form power_of_two() takes
};

template <class V>
LEEWAY_INLINE ReducedExp<V> reduced_exp(V x) {
  using E = typename V::element;
  using C = ExpConstants<E>;
  const V magic(Format<E>::round_magic);
  const V rounded = mul_add(x, V(C::log2_e), magic);
  const V n = rounded - magic;
  V r = neg_mul_add(n, V(C::ln2_high), x);
  r = neg_mul_add(n, V(C::ln2_low), r);
  const V tail = r * r * polynomial(r, C::q);
  const V above_one = r + tail;
  const V significand = V(E(1)) + above_one;
  return {significand, above_one - (significand - V(E(1))), rounded};
}

LEEWAY_ISA_END
