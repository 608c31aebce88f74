// relu(x) = x < 0 ? 0 : x
// Domain: everywhere. Error: none. NaN stays NaN, -0 stays -0.
#pragma once

LEEWAY_ISA_BEGIN

template <class V>
struct Relu {
  using element = typename V::element;
  explicit Relu(double) {}

  LEEWAY_INLINE V value(V x) const { return max(V(element(0)), x); }

  LEEWAY_INLINE V derivative(V x) const {
    const V nan_or_zero = select(equal(x, x), V(element(0)), x);
    return select(less(V(element(0)), x), V(element(1)), nan_or_zero);
  }
  LEEWAY_INLINE V derivative_from_output(V y) const { return derivative(y); }
};

LEEWAY_ISA_END
