// sigmoid(x) = 1 / (1 + exp(-x))
// Domain: everywhere; saturates at 0 and 1. Errors: kernels.def. NaN stays NaN; the left tail of `exact` is accurate down
// to the last subnormal, that of `rational_5_4` in absolute terms only.
#pragma once

#include "exp.h"
#include "tanh.h"

LEEWAY_ISA_BEGIN

template <class V, class Self>
struct SigmoidGradient {
  LEEWAY_INLINE V derivative_from_output(V y) const { return neg_mul_add(y, y, y); }
  LEEWAY_INLINE V derivative(V x) const {
    return derivative_from_output(static_cast<const Self*>(this)->value(x));
  }
};

template <class Element>
struct SigmoidConstants;

template <>
struct SigmoidConstants<float> {
  static constexpr float underflow = 104.0f;  // exp(-104) rounds to 0
  static constexpr float scale = 0x1p64f, unscale = 0x1p-64f;
  static constexpr float scale_exponent = 64;
};

template <>
struct SigmoidConstants<double> {
  static constexpr double underflow = 746.0;  // exp(-746) rounds to 0
  static constexpr double scale = 0x1p512, unscale = 0x1p-512;
  static constexpr double scale_exponent = 512;
};

template <class V>
struct SigmoidExact : SigmoidGradient<V, SigmoidExact<V>> {
  using E = typename V::element;
  using C = SigmoidConstants<E>;
  explicit SigmoidExact(double) {}

  // With e = exp(-|x|): e / (1 + e) on the left, 1 / (1 + e) on the right. The numerator is kept scaled up until the end,
  // so that a subnormal result is rounded once.
  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(C::underflow), abs(x));
    const auto e = reduced_exp(V(E(0)) - a);
    const V scaled = e.significand * power_of_two(e.rounded + V(C::scale_exponent));
    const V power = scaled * V(C::unscale);
    const V denominator = power + V(E(1));
    const auto left = less(x, V(E(0)));
    const V y = select(left, scaled, V(C::scale)) / denominator * V(C::unscale);
    // Rounding the exponential is a step in x of residual / significand, and on the left rounding the denominator is one of
    // its own residual: sigmoid' times the steps brings the left tail from 2.3 to 1.5 ulp. 2 - s is 1/s to 17 %, near
    // enough for a correction.
    const V step = e.residual * (V(E(2)) - e.significand);
    const V denominator_residual = power - (denominator - V(E(1)));
    return mul_add(neg_mul_add(y, y, y), select(left, step - denominator_residual, V(E(0)) - step),
                   y);
  }
};

template <class V>
struct SigmoidRational54 : SigmoidGradient<V, SigmoidRational54<V>> {
  using E = typename V::element;
  explicit SigmoidRational54(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V half(E(0.5));
    return mul_add(half, tanh_rational<V, TanhRational54Coefficients<E>>(x * half), half);
  }
};

LEEWAY_ISA_END
