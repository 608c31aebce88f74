// The piecewise linear stand-ins: relu6, hard_tanh, hard_sigmoid, hard_swish.
// Domain: everywhere. Errors: bounds.def. NaN stays NaN. At a corner the derivative is that of the flat side
// (relu6, hard_tanh, hard_sigmoid), of the curved one (hard_swish).
#pragma once

LEEWAY_ISA_BEGIN

// relu6(x) = min(6, max(0, x)), -0 for -0
template <class V>
struct Relu6 {
  using E = typename V::element;
  explicit Relu6(double) {}
  LEEWAY_INLINE V value(V x) const { return min(V(E(6)), max(V(E(0)), x)); }
  LEEWAY_INLINE V derivative(V x) const {
    const V below_six = select(less(x, V(E(6))), V(E(1)), V(E(0)));
    const V zero_or_nan = select(equal(x, x), V(E(0)), x);
    return select(less(V(E(0)), x), below_six, zero_or_nan);
  }
  LEEWAY_INLINE V derivative_from_output(V y) const { return derivative(y); }
};

// hard_tanh(x) = min(1, max(-1, x))
template <class V>
struct HardTanh {
  using E = typename V::element;
  explicit HardTanh(double) {}
  LEEWAY_INLINE V value(V x) const { return min(V(E(1)), max(V(E(-1)), x)); }
  LEEWAY_INLINE V derivative(V x) const {
    const V zero_or_nan = select(equal(x, x), V(E(0)), x);
    return select(less(abs(x), V(E(1))), V(E(1)), zero_or_nan);
  }
  LEEWAY_INLINE V derivative_from_output(V y) const { return derivative(y); }
};

// hard_sigmoid(x) = min(1, max(0, x / 6 + 1/2))
template <class V>
struct HardSigmoid {
  using E = typename V::element;
  explicit HardSigmoid(double) {}
  LEEWAY_INLINE V value(V x) const {
    const V c = min(V(E(3)), max(V(E(-3)), x));
    return (c + V(E(3))) * V(E(1) / E(6));
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V zero_or_nan = select(equal(x, x), V(E(0)), x);
    return select(less(abs(x), V(E(3))), V(E(1) / E(6)), zero_or_nan);
  }
};

// hard_swish(x) = x hard_sigmoid(x)
template <class V>
struct HardSwish {
  using E = typename V::element;
  explicit HardSwish(double) {}
  LEEWAY_INLINE V value(V x) const {
    const V c = max(V(E(-3)), x);
    const V middle = c * ((c + V(E(3))) * V(E(1) / E(6)));
    return select(less(c, V(E(3))), middle, c);
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V inside = mul_add(x, V(E(1) / E(3)), V(E(0.5)));
    const V right = select(less(V(E(3)), x), V(E(1)), inside);
    return select(less(x, V(E(-3))), V(E(0)), right);
  }
};

LEEWAY_ISA_END
