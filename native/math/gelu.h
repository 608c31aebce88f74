// gelu(x) = x erfc(-x / sqrt(2)) / 2 = max(0, x) - |x| tail(|x|), tail(a) = erfc(a / sqrt(2)) / 2
// Domain: everywhere; 0 towards -inf, x towards +inf. Errors: bounds.def. NaN stays NaN, -0 stays -0.
//
// tail(a) = exp(-a^2 / 2) P(q) / (1 + slope a) with q = (a - middle) / (a + middle): all of [0, inf) on [-1, 1], as in
// Shepherd & Laframboise, Mathematics of Computation 36 (1981). a^2 is taken in two parts, as exp makes an absolute error
// in it a relative one of the tail.
#pragma once

#include "exp.h"
#include "generated/gelu.h"
#include "generated/gelu_table.h"
#include "ramp.h"
#include "sigmoid.h"

LEEWAY_ISA_BEGIN

template <class Element>
struct GeluConstants;

template <>
struct GeluConstants<float> {
  static constexpr auto& tail = coefficients::gelu_tail_f32;
  static constexpr float limit = coefficients::gelu_tail_limit_f32;
  static constexpr float slope = coefficients::gelu_tail_slope_f32;
  static constexpr float middle = coefficients::gelu_tail_middle_f32;
  static constexpr uint32_t upper_half =
      0xfffff000u;  // 12 bits of a significand: its square is exact
};

template <>
struct GeluConstants<double> {
  static constexpr auto& tail = coefficients::gelu_tail_f64;
  static constexpr double limit = coefficients::gelu_tail_limit_f64;
  static constexpr double slope = coefficients::gelu_tail_slope_f64;
  static constexpr double middle = coefficients::gelu_tail_middle_f64;
  static constexpr uint64_t upper_half = 0xfffffffff8000000u;  // 26 bits
};

struct ExactGeluTail {
  template <class V>
  static LEEWAY_INLINE V polynomial_in(V q) {
    return polynomial(q, GeluConstants<typename V::element>::tail);
  }
};
struct GeluTail1e5 {
  template <class V>
  static LEEWAY_INLINE V polynomial_in(V q) {
    return polynomial(q, coefficients::gelu_tail_tier_1e_5);
  }
};

// exp(factor a^2) times SigmoidConstants::scale, for a >= 0 and a power of two < 0: callers who multiply lose nothing of a tiny
// result.
template <class Accuracy, class V>
LEEWAY_INLINE V scaled_exp_of_square(V a, V factor) {
  using E = typename V::element;
  const V high = a & V::from_bits(GeluConstants<E>::upper_half);
  const V rest = (a - high) * (a + high);
  const auto e = reduced_exp_of_sum<Accuracy>(high * high * factor, rest * factor);
  return e.significand * power_of_two(e.rounded + V(SigmoidConstants<E>::scale_exponent));
}

template <class Accuracy, class V>
LEEWAY_INLINE V scaled_bell(V a) {
  return scaled_exp_of_square<Accuracy>(a, V(typename V::element(-0.5)));
}

// tail(a) / exp(-a^2 / 2)
template <class Accuracy, class V>
LEEWAY_INLINE V tail_over_bell(V a) {
  using E = typename V::element;
  using C = GeluConstants<E>;
  const V q = (a - V(C::middle)) / (a + V(C::middle));
  return Accuracy::polynomial_in(q) / mul_add(a, V(C::slope), V(E(1)));
}

template <class V, class Exp, class Tail>
struct GeluBy {
  using E = typename V::element;
  explicit GeluBy(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(GeluConstants<E>::limit), abs(x));
    const V scaled = a * tail_over_bell<Tail>(a) * scaled_bell<Exp>(a);
    return max(V(E(0)), x) - scaled * V(SigmoidConstants<E>::unscale);
  }
  // gelu' is the share of the normal distribution below x, and x times its density.
  LEEWAY_INLINE V derivative(V x) const {
    constexpr double inverse_sqrt_two_pi = 0.3989422804014327;
    const V a = min(V(GeluConstants<E>::limit), abs(x));
    const V bell = scaled_bell<ExactExp>(a) * V(SigmoidConstants<E>::unscale);
    const V density = V(static_cast<E>(inverse_sqrt_two_pi)) * a;
    const V left = (tail_over_bell<ExactGeluTail>(a) - density) * bell;
    return select(less(x, V(E(0))), left, V(E(1)) - left);
  }
};

template <class V>
using GeluExact = GeluBy<V, ExactExp, ExactGeluTail>;

template <class V, class Exp>
using GeluByRoughTail = GeluBy<V, Exp, GeluTail1e5>;
LEEWAY_RAMP_TIERS(Gelu, gelu, GeluByRoughTail)

LEEWAY_ISA_END
