// The units that gate x by a sigmoid of it: silu, gelu_tanh, mish.
// Domain: everywhere; 0 towards -inf, x towards +inf. Errors: kernels.def. NaN stays NaN, -0 stays -0.
#pragma once

#include "exp.h"
#include "sigmoid.h"

LEEWAY_ISA_BEGIN

// Where the gate has closed for good: a product with it must not meet an infinity.
template <class V>
LEEWAY_INLINE V from_where_open(V x) {
  using E = typename V::element;
  return max(V(E(2) * ExpLimits<E>::underflow), x);
}

// x sigmoid(u): on the left the product comes before the scale is taken off, so that it is rounded once where it is
// subnormal; on the right a huge x would overflow that way.
template <class V>
LEEWAY_INLINE V gated(V x, V u) {
  using E = typename V::element;
  const V unscale(SigmoidConstants<E>::unscale);
  const V s = scaled_sigmoid(u);
  return select(less(x, V(E(0))), (x * s) * unscale, x * (s * unscale));
}

// silu(x) = x sigmoid(x)
template <class V>
struct SiluExact {
  using E = typename V::element;
  explicit SiluExact(double) {}
  LEEWAY_INLINE V value(V x) const {
    const V c = from_where_open(x);
    return gated(c, c);
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V c = from_where_open(x);
    const V s = SigmoidExact<V>(0).value(c);
    const V other = SigmoidExact<V>(0).value(V(E(0)) - c);  // 1 - s, without cancelling
    const V towards_one = min(V(E(2) * ExpLimits<E>::overflow), c);
    return s * mul_add(towards_one, other, V(E(1)));
  }
};

// gelu_tanh(x) = x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) = x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3))
template <class V>
struct GeluTanhExact {
  using E = typename V::element;
  static constexpr double scale = 1.5957691216057308, cubic = 0.044715;
  explicit GeluTanhExact(double) {}

  // Beyond ±16 (±64 in float64) the gate is shut or open, and the cube stays small.
  LEEWAY_INLINE V clamp(V x) const {
    const V limit(E(sizeof(E) == 4 ? 16 : 64));
    return min(limit, max(V(E(0)) - limit, x));
  }
  LEEWAY_INLINE V argument(V c) const {
    return V(static_cast<E>(scale)) * mul_add(c * c * c, V(static_cast<E>(cubic)), c);
  }
  LEEWAY_INLINE V value(V x) const {
    const V c = clamp(x);
    return gated(max(c, x), argument(c));
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V c = clamp(x);
    const V u = argument(c);
    const V s = SigmoidExact<V>(0).value(u);
    const V other = SigmoidExact<V>(0).value(V(E(0)) - u);
    const V slope =
        V(static_cast<E>(scale)) * mul_add(c * c, V(static_cast<E>(3 * cubic)), V(E(1)));
    return s * mul_add(c * other, slope, V(E(1)));
  }
};

// mish(x) = x tanh(softplus(x)) = x n / (n + 2) with e = exp(x), n = e (e + 2)
template <class V>
struct MishExact {
  using E = typename V::element;
  explicit MishExact(double) {}

  // Beyond 20 (40 in float64) n / (n + 2) rounds to 1; e^2 must not overflow.
  LEEWAY_INLINE V clamp(V x) const {
    return min(V(E(sizeof(E) == 4 ? 20 : 40)), from_where_open(x));
  }
  LEEWAY_INLINE V value(V x) const {
    const V c = clamp(x);
    const auto halves = exp_halves(c);
    const V e = halves.part * halves.power;
    const V q = (e + V(E(2))) / mul_add(e, e + V(E(2)), V(E(2)));
    return select(less(x, V(E(0))), c * halves.part * q * halves.power, max(c, x) * (e * q));
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V c = clamp(x);
    const V e = exp(c);
    const V n = e * (e + V(E(2)));
    const V rest = V(E(2)) / (n + V(E(2)));  // 1 - tanh
    const V gate = n / (n + V(E(2)));
    const V s = e / (V(E(1)) + e);
    return mul_add(c * rest * (V(E(1)) + gate), s, gate);
  }
};

LEEWAY_ISA_END
