// tanh(x)
// Domain: everywhere; saturates at ±1. Errors: kernels.def. NaN stays NaN, -0 stays -0, subnormals pass unchanged or
// scaled by the rational's leading coefficient.
#pragma once

#include "exp.h"
#include "generated/tanh_rational.h"
#include "generated/tanh_small.h"

LEEWAY_ISA_BEGIN

// tanh' = 1 - tanh^2, whichever way tanh was computed.
template <class V, class Self>
struct TanhGradient {
  LEEWAY_INLINE V derivative_from_output(V y) const {
    return neg_mul_add(y, y, V(typename V::element(1)));
  }
  LEEWAY_INLINE V derivative(V x) const {
    return derivative_from_output(static_cast<const Self*>(this)->value(x));
  }
};

template <class Element>
struct TanhConstants;

template <>
struct TanhConstants<float> {
  static constexpr auto& small = coefficients::tanh_small_f32;
  static constexpr float threshold = coefficients::tanh_small_threshold_f32;
  static constexpr float saturation = 9.1f;  // tanh rounds to 1 from 9.011 on
};

template <>
struct TanhConstants<double> {
  static constexpr auto& small = coefficients::tanh_small_f64;
  static constexpr double threshold = coefficients::tanh_small_threshold_f64;
  static constexpr double saturation = 19.1;  // tanh rounds to 1 from 19.062 on
};

// Two ways side by side, chosen per element: near zero x + x^3 P(x^2), where 1 - 2/(e+1) would cancel; beyond, where the
// quotient is at most half of the result, its error counts half.
template <class V>
struct TanhExact : TanhGradient<V, TanhExact<V>> {
  using E = typename V::element;
  using C = TanhConstants<E>;
  explicit TanhExact(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(C::saturation), abs(x));
    const V square = a * a;
    const V small = mul_add(a * square, polynomial(square, C::small), a);
    const auto e = reduced_exp(a + a);
    const V power = e.significand * power_of_two(e.rounded);
    const V large = V(E(1)) - V(E(2)) / (power + V(E(1)));
    return select(less(a, V(C::threshold)), small, large) | sign_of(x);
  }
};

// x P(x^2) / Q(x^2) on a clamped x: minimax rationals.
template <class V, class Coefficients>
LEEWAY_INLINE V tanh_rational(V x) {
  using E = typename V::element;
  const V limit(static_cast<E>(Coefficients::limit));
  const V c = min(limit, max(V(static_cast<E>(-Coefficients::limit)), x));
  const V t = c * c;
  return c * polynomial(t, Coefficients::p) / polynomial(t, Coefficients::q);
}

#define LEEWAY_TANH_RATIONAL(Name, name)                                   \
  template <class Element>                                                 \
  struct Name##Coefficients;                                               \
  template <>                                                              \
  struct Name##Coefficients<float> {                                       \
    static constexpr auto& p = coefficients::name##_numerator_f32;         \
    static constexpr auto& q = coefficients::name##_denominator_f32;       \
    static constexpr float limit = coefficients::name##_clamp_f32;         \
  };                                                                       \
  template <>                                                              \
  struct Name##Coefficients<double> {                                      \
    static constexpr auto& p = coefficients::name##_numerator_f64;         \
    static constexpr auto& q = coefficients::name##_denominator_f64;       \
    static constexpr double limit = coefficients::name##_clamp_f64;        \
  };                                                                       \
  template <class V>                                                       \
  struct Name : TanhGradient<V, Name<V>> {                                 \
    explicit Name(double) {}                                               \
    LEEWAY_INLINE V value(V x) const {                                     \
      return tanh_rational<V, Name##Coefficients<typename V::element>>(x); \
    }                                                                      \
  };

LEEWAY_TANH_RATIONAL(TanhRational54, tanh_rational_5_4)
LEEWAY_TANH_RATIONAL(TanhRational76, tanh_rational_7_6)
LEEWAY_TANH_RATIONAL(TanhRational98, tanh_rational_9_8)
#undef LEEWAY_TANH_RATIONAL

LEEWAY_ISA_END
