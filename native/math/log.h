// log1p(x) = log(1 + x)
// Domain: [-1, +inf]; NaN below. Errors: bounds.def. NaN stays NaN, -0 stays -0, log1p(-1) = -inf.
//
// 1 + x = 2^k m with m between sqrt(1/2) and sqrt(2), f = m - 1, s = f / (2 + f):
// log(1 + x) = k ln 2 + log(m), log(m) = f - f^2/2 + s (f^2/2 + s^2 P(s^2)), and what rounding took from 1 + x is put back.
#pragma once

#include "exp.h"
#include "generated/log.h"

LEEWAY_ISA_BEGIN

template <class Element>
struct LogConstants;

template <>
struct LogConstants<float> {
  static constexpr auto& polynomial = coefficients::log_polynomial_f32;
  static constexpr auto& of_fraction = coefficients::log_polynomial_of_fraction_f32;
  static constexpr float sqrt_two = 0x1.6a09e6p0f;
  // OR-ed under a biased exponent it makes the float 2^23 + exponent.
  static constexpr float integer_magic = 0x1p23f;
};

template <>
struct LogConstants<double> {
  static constexpr auto& polynomial = coefficients::log_polynomial_f64;
  static constexpr auto& of_fraction = coefficients::log_polynomial_of_fraction_f64;
  static constexpr double sqrt_two = 0x1.6a09e667f3bcdp0;
  static constexpr double integer_magic = 0x1p52;
};

// How exactly log(m) is to be known: P of the series.
struct ExactLog {
  template <class V>
  static LEEWAY_INLINE V series(V t) {
    return polynomial(t, LogConstants<typename V::element>::polynomial);
  }
};

#define LEEWAY_LOG_TIER(Name, tier)                              \
  struct Name {                                                  \
    template <class V>                                           \
    static LEEWAY_INLINE V series(V t) {                         \
      return polynomial(t, coefficients::log_polynomial_##tier); \
    }                                                            \
  };
LEEWAY_LOG_TIER(Log1e10, tier_1e_10)
LEEWAY_LOG_TIER(Log1e6, tier_1e_6)
LEEWAY_LOG_TIER(Log1e4, tier_1e_4)
#undef LEEWAY_LOG_TIER

// u = 2^k m
template <class V>
struct LogParts {
  V k, m;
};

template <class V>
LEEWAY_INLINE LogParts<V> log_parts(V u) {
  using E = typename V::element;
  using F = Format<E>;
  using C = LogConstants<E>;
  const V exponent = shift_right<F::mantissa_bits>(u) | V(C::integer_magic);
  const V mantissa_mask = V::from_bits((typename V::bits(1) << F::mantissa_bits) - 1);
  const V in_one_to_two = (u & mantissa_mask) | V(E(1));
  const auto large = less(V(C::sqrt_two), in_one_to_two);
  const V m = in_one_to_two * select(large, V(E(0.5)), V(E(1)));
  const V k =
      exponent - V(C::integer_magic + E(F::exponent_bias)) + select(large, V(E(1)), V(E(0)));
  return {k, m};
}

// log(u + correction) for a normal u > 0 and a correction below its last place.
template <class V>
LEEWAY_INLINE V log_with_correction(V u, V correction) {
  using E = typename V::element;
  const auto [k, m] = log_parts(u);
  const V f = m - V(E(1));
  const V s = f / (V(E(2)) + f);
  const V t = s * s;
  const V half_square = V(E(0.5)) * f * f;
  const V series = s * (half_square + t * ExactLog::series(t));
  const V low = mul_add(k, V(ExpConstants<E>::ln2_low), correction / u);
  return mul_add(k, V(ExpConstants<E>::ln2_high), f - (half_square - (series + low)));
}

// log(u) for a normal u > 0, right in absolute terms.
template <class Accuracy, class V>
LEEWAY_INLINE V rough_log(V u) {
  using E = typename V::element;
  const auto [k, m] = log_parts(u);
  const V f = m - V(E(1));
  const V s = f / (V(E(2)) + f);
  const V t = s * s;
  constexpr E ln2 = ExpConstants<E>::ln2_high + ExpConstants<E>::ln2_low;
  return mul_add(k, V(ln2), s * mul_add(t, Accuracy::series(t), V(E(2))));
}

// What log1p is where there is nothing to compute.
template <class V>
LEEWAY_INLINE V with_ends_of_log1p(V x, V inside) {
  using E = typename V::element;
  const V infinity(static_cast<E>(__builtin_huge_val()));
  V y = select(less(x, infinity), inside | sign_of(x), x);  // +inf and NaN
  y = select(equal(x, V(E(-1))), V(E(0)) - infinity, y);
  return select(less(x, V(E(-1))), infinity - infinity, y);
}

template <class V>
LEEWAY_INLINE V log1p(V x) {
  using E = typename V::element;
  const V one(E(1));
  const V u = one + x;
  const V correction = select(less(one, x), one - (u - x), x - (u - one));
  return with_ends_of_log1p(x, log_with_correction(u, correction));
}

template <class V>
struct Log1pGradient {
  using E = typename V::element;
  LEEWAY_INLINE V derivative(V x) const { return V(E(1)) / (V(E(1)) + x); }
};

template <class V>
struct Log1pExact : Log1pGradient<V> {
  explicit Log1pExact(double) {}
  LEEWAY_INLINE V value(V x) const { return log1p(x); }
};

// Without what rounding took from 1 + x: a result near zero is right in absolute terms only.
template <class V, class Accuracy>
struct Log1pBy : Log1pGradient<V> {
  using E = typename V::element;
  explicit Log1pBy(double) {}
  LEEWAY_INLINE V value(V x) const {
    return with_ends_of_log1p(x, rough_log<Accuracy>(V(E(1)) + x));
  }
};
template <class V>
using Log1pTier1e10 = Log1pBy<V, Log1e10>;
template <class V>
using Log1pTier1e6 = Log1pBy<V, Log1e6>;
template <class V>
using Log1pTier1e4 = Log1pBy<V, Log1e4>;

LEEWAY_ISA_END
