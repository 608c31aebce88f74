// softsign(x) = x / (1 + |x|)
// Domain: everywhere; saturates at ±1. Errors: kernels.def. NaN stays NaN, -0 stays -0.
#pragma once

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

LEEWAY_ISA_END
