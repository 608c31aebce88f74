// log1p(x) = log(1 + x)
// Domain: [-1, +inf]; NaN below. Errors: kernels.def. NaN stays NaN, -0 stays -0, log1p(-1) = -inf.
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
  static constexpr float sqrt_two = 0x1.6a09e6p0f;
  // OR-ed under a biased exponent it makes the float 2^23 + exponent.
  static constexpr float integer_magic = 0x1p23f;
};

template <>
struct LogConstants<double> {
  static constexpr auto& polynomial = coefficients::log_polynomial_f64;
  static constexpr double sqrt_two = 0x1.6a09e667f3bcdp0;
  static constexpr double integer_magic = 0x1p52;
};

// log(u + correction) for a normal u > 0 and a correction below its last place.
template <class V>
LEEWAY_INLINE V log_with_correction(V u, V correction) {
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

  const V f = m - V(E(1));
  const V s = f / (V(E(2)) + f);
  const V t = s * s;
  const V half_square = V(E(0.5)) * f * f;
  const V series = s * (half_square + t * polynomial(t, C::polynomial));
  const V low = mul_add(k, V(ExpConstants<E>::ln2_low), correction / u);
  return mul_add(k, V(ExpConstants<E>::ln2_high), f - (half_square - (series + low)));
}

template <class V>
LEEWAY_INLINE V log1p(V x) {
  using E = typename V::element;
  const V one(E(1)), infinity(static_cast<E>(__builtin_huge_val()));
  const V u = one + x;
  const V correction = select(less(one, x), one - (u - x), x - (u - one));
  V y = log_with_correction(u, correction) | sign_of(x);
  y = select(less(x, infinity), y, x);  // +inf and NaN
  y = select(equal(x, V(E(-1))), V(E(0)) - infinity, y);
  return select(less(x, V(E(-1))), infinity - infinity, y);
}

template <class V>
struct Log1pExact {
  using E = typename V::element;
  explicit Log1pExact(double) {}
  LEEWAY_INLINE V value(V x) const { return log1p(x); }
  LEEWAY_INLINE V derivative(V x) const { return V(E(1)) / (V(E(1)) + x); }
};

// softplus(x) = log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))
// Domain: everywhere; 0 towards -inf, x towards +inf. Errors: kernels.def. NaN stays NaN.
template <class V>
struct SoftplusExact {
  using E = typename V::element;
  explicit SoftplusExact(double) {}
  LEEWAY_INLINE V value(V x) const { return max(V(E(0)), x) + log1p(exp(V(E(0)) - abs(x))); }
  LEEWAY_INLINE V derivative(V x) const { return SigmoidExact<V>(0).value(x); }
  LEEWAY_INLINE V derivative_from_output(V y) const { return V(E(0)) - expm1(V(E(0)) - y); }
};

LEEWAY_ISA_END
