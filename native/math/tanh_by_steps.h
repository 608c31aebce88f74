// tanh(x) in float64, from T = tanh(c) at the whole step c of 1/128 nearest to x and the theorem of addition, d = x - c:
//
//   tanh(c + d) = (T + tanh(d)) / (1 + T tanh(d))
//               = T + (1 - T^2) / (T + 1 / tanh(d))          1 / tanh(d) = 1 / d + d (1/3 - d^2/45 + …)
//               = T + d (1 - T^2) / (1 + e)                  e = d (T + d (1/3 - d^2/45 + …))
//               = T + d (1 - (T^2 + e) / (1 + e))
//
// T is looked up in memory; |e| is so small that a few terms of the geometric series do for the quotient, so that nothing is
// divided. What is added to T is at most half of it, d is exact, and so is T at 0: that is what makes tiny results as exact as
// others. Steps of 1/64 take more terms in both series, 9 to 12 % of the time, for half of the table's 20 KB.
#pragma once

#include "generated/tanh_steps.h"
#include "tanh_gradient.h"
#include "tanh_steps.h"

LEEWAY_ISA_BEGIN

template <class V>
struct TanhBySteps : TanhGradient<V, TanhBySteps<V>> {
  const double* steps = tanh_steps;
  explicit TanhBySteps(double) {}

  LEEWAY_INLINE V value(V x) const {
    const auto c = nearest<tanh_steps_per_unit_bits>(abs(x), tanh_steps_end);
    const V T = gather_step(steps, c.step), d = c.rest, one(1.0);
    const V e = d * mul_add(d, polynomial(d * d, coefficients::coth_rest_exact), T);
    // 1 / (1 + e) = (1 - e) (1 + e^2 + e^4 + …)
    const V rest = one - e, square = e * e;
    const V quotient = mul_add(rest, mul_add(square, square, square), rest);
    return mul_add(d, neg_mul_add(mul_add(T, T, e), quotient, one), T) | sign_of(x);
  }
};

// The same with fewer terms.
template <class V>
struct TanhByStepsRoughly : TanhGradient<V, TanhByStepsRoughly<V>> {
  const double* steps = tanh_steps;
  explicit TanhByStepsRoughly(double) {}

  LEEWAY_INLINE V value(V x) const {
    const auto c = nearest<tanh_steps_per_unit_bits>(abs(x), tanh_steps_end);
    const V T = gather_step(steps, c.step), d = c.rest, one(1.0);
    const V e = d * mul_add(d, V(coefficients::coth_rest_tier_1e_10[0]), T);
    const V slope = neg_mul_add(T, T, one) * neg_mul_add(e, one - e, one);
    return mul_add(d, slope, T) | sign_of(x);
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
