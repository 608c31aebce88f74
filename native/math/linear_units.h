// The units that are linear on the right: leaky_relu, elu, selu.
// Domain: everywhere. Errors: kernels.def. NaN stays NaN, -0 stays -0.
#pragma once

#include "exp.h"

LEEWAY_ISA_BEGIN

// left where the sign bit is set, right elsewhere, NaN where x is. -0 counts as left: it is what a tiny negative x may have
// been rounded to, so that a derivative from the output comes out like the one from the input.
template <class V>
LEEWAY_INLINE V by_sign(V x, V left, V right) {
  using E = typename V::element;
  const auto negative = less(sign_of(x) | V(E(1)), V(E(0)));
  return select(equal(x, x), select(negative, left, right), x);
}

// leaky_relu(x) = x < 0 ? alpha x : x
template <class V>
struct LeakyRelu {
  using E = typename V::element;
  V alpha;
  explicit LeakyRelu(double a) : alpha(static_cast<E>(a)) {}

  LEEWAY_INLINE V value(V x) const { return select(less(x, V(E(0))), alpha * x, x); }
  LEEWAY_INLINE V derivative(V x) const { return by_sign(x, alpha, V(E(1))); }
  LEEWAY_INLINE V derivative_from_output(V y) const { return derivative(y); }
};

// elu(x) = x < 0 ? alpha (exp(x) - 1) : x
template <class V>
struct EluExact {
  using E = typename V::element;
  V alpha;
  explicit EluExact(double a) : alpha(static_cast<E>(a)) {}

  LEEWAY_INLINE V value(V x) const {
    return select(less(x, V(E(0))), alpha * expm1(min(V(E(0)), x)), x);
  }
  LEEWAY_INLINE V derivative(V x) const {
    return by_sign(x, alpha * exp(min(V(E(0)), x)), V(E(1)));
  }
  LEEWAY_INLINE V derivative_from_output(V y) const { return by_sign(y, y + alpha, V(E(1))); }
};

// selu(x) = scale (x < 0 ? alpha (exp(x) - 1) : x), scale and alpha those of Klambauer et al.
template <class V>
struct SeluExact {
  using E = typename V::element;
  static constexpr double scale = 1.0507009873554805, alpha = 1.6732632423543772;
  explicit SeluExact(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V left = V(static_cast<E>(scale * alpha)) * expm1(min(V(E(0)), x));
    return select(less(x, V(E(0))), left, V(static_cast<E>(scale)) * x);
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V left = V(static_cast<E>(scale * alpha)) * exp(min(V(E(0)), x));
    return by_sign(x, left, V(static_cast<E>(scale)));
  }
  LEEWAY_INLINE V derivative_from_output(V y) const {
    return by_sign(y, y + V(static_cast<E>(scale * alpha)), V(static_cast<E>(scale)));
  }
};

LEEWAY_ISA_END
