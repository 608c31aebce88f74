// tanh' = 1 - tanh^2, whichever way tanh was computed.
#pragma once

LEEWAY_ISA_BEGIN

template <class V, class Self>
struct TanhGradient {
  LEEWAY_INLINE V derivative_from_output(V y) const {
    return neg_mul_add(y, y, V(typename V::element(1)));
  }
  LEEWAY_INLINE V derivative(V x) const {
    return derivative_from_output(static_cast<const Self*>(this)->value(x));
  }
};

LEEWAY_ISA_END
