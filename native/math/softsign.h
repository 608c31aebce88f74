// softsign(x) = x / (1 + |x|)
// Domain: everywhere; saturates at ±1. Errors: bounds.def. NaN stays NaN, -0 stays -0.
#pragma once

#include "rsqrt.h"

LEEWAY_ISA_BEGIN

template <class V>
struct Softsign {
  using E = typename V::element;
  explicit Softsign(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V limit(Format<E>::max);  // infinity over infinity is no number
    const V c = min(limit, max(V(E(0)) - limit, x));
    return c / (V(E(1)) + abs(c));
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V r = V(E(1)) / (V(E(1)) + abs(x));
    return r * r;
  }
  LEEWAY_INLINE V derivative_from_output(V y) const {
    const V r = V(E(1)) - abs(y);
    return r * r;
  }
};

// x r^2 with r = 1 / sqrt(1 + |x|), which the hardware knows where it does not know 1 / (1 + |x|). r overflows nothing:
// for the largest |x| it is 2^-64.
template <class V, int steps>
struct SoftsignByEstimate : Softsign<V> {
  using E = typename V::element;
  using Softsign<V>::Softsign;
  LEEWAY_INLINE V value(V x) const {
    const V limit(Format<E>::max);
    const V c = min(limit, max(V(E(0)) - limit, x));
    const V v = V(E(1)) + abs(c);
    const V r = refined_rsqrt<steps>(v, steps == 0 ? rsqrt_estimate(v) : rsqrt_estimate_11_bits(v));
    // Too large an estimate would lead beyond 1.
    return min(V(E(1)), max(V(E(-1)), c * r * r));
  }
};
template <class V>
using SoftsignEstimate = SoftsignByEstimate<V, 0>;
template <class V>
using SoftsignNewton = SoftsignByEstimate<V, 1>;

LEEWAY_ISA_END
