// tanh(x) in float64, from tanh at the whole step c of 1/128 nearest to x and the theorem of addition, d = x - c:
//
//   tanh(c + d) = (T + u) / (1 + T u)                      with T = tanh(c), u = tanh(d)
//               = T + u (1 - (T^2 + p) / (1 + p))          with p = T u
//
// T is looked up in memory; |p| is so small that a few terms of the geometric series do for the quotient, so that nothing is
// divided. What is added to T is at most half of it, and T is exact at 0: that is what makes tiny results as exact as others.
// Steps of 1/64 take a term more in both series, 9 to 12 % of the time, for half of the table's 20 KB.
#pragma once

#include "generated/tanh_steps.h"
#include "tanh_gradient.h"
#include "tanh_steps.h"

LEEWAY_ISA_BEGIN

// What both ways below start from.
template <class V>
struct TanhNearStep {
  V at_step, near_0;  // T and u, of |x|

  template <class Coefficients>
  LEEWAY_INLINE TanhNearStep(V x, const double* steps, const Coefficients& coefficients) {
    const auto c = nearest<tanh_steps_per_unit_bits>(abs(x), tanh_steps_end);
    at_step = gather_step(steps, c.step);
    const V square = c.rest * c.rest;
    near_0 = c.rest * mul_add(square, polynomial(square, coefficients), V(1.0));
  }
};

template <class V>
struct TanhBySteps : TanhGradient<V, TanhBySteps<V>> {
  const double* steps = tanh_steps;
  explicit TanhBySteps(double) {}

  LEEWAY_INLINE V value(V x) const {
    const TanhNearStep<V> part(x, steps, coefficients::tanh_near_0_exact);
    const V T = part.at_step, u = part.near_0, one(1.0);
    const V p = T * u, square = p * p;
    // 1 / (1 + p) = (1 - p) (1 + p^2 + p^4 + …)
    const V rest = neg_mul_add(T, u, one);
    const V quotient = mul_add(rest, mul_add(square, square, square), rest);
    return mul_add(u, neg_mul_add(mul_add(T, T, p), quotient, one), T) | sign_of(x);
  }
};

// The same with fewer terms, and the slope as (1 - T^2) / (1 + p).
template <class V>
struct TanhByStepsRoughly : TanhGradient<V, TanhByStepsRoughly<V>> {
  const double* steps = tanh_steps;
  explicit TanhByStepsRoughly(double) {}

  LEEWAY_INLINE V value(V x) const {
    const TanhNearStep<V> part(x, steps, coefficients::tanh_near_0_tier_1e_10);
    const V T = part.at_step, u = part.near_0, one(1.0);
    const V slope = neg_mul_add(T, T, one) * neg_mul_add(T * u, neg_mul_add(T, u, one), one);
    return mul_add(u, slope, T) | sign_of(x);
  }
};

// Which of two float64 has, by whether there are tables of steps.
template <class V, class With, class Without>
struct ByStepTables {
  template <bool has, class None>
  struct Choice {
    using type = Without;
  };
  template <class None>
  struct Choice<true, None> {
    using type = With;
  };
  using type = typename Choice<sizeof(typename V::element) == 8 && has_step_tables, void>::type;
};

LEEWAY_ISA_END
