// The units that gate x by a sigmoid of it: silu, gelu_tanh, mish.
// Domain: everywhere; 0 towards -inf, x towards +inf. Errors: bounds.def. NaN stays NaN, -0 stays -0.
#pragma once

#include "exp.h"
#include "generated/gelu_tanh_table.h"
#include "generated/silu_table.h"
#include "ramp.h"
#include "sigmoid.h"

LEEWAY_ISA_BEGIN

// Where the gate has closed for good: a product with it must not meet an infinity.
template <class V>
LEEWAY_INLINE V from_where_open(V x) {
  using E = typename V::element;
  return max(V(E(2) * ExpLimits<E>::underflow), x);
}

// x sigmoid(u) for a u of x's sign, as max(0, x) - |x| sigmoid(-|u|): what is subtracted is rounded as finely as it is small,
// and scaled down last, so that a tiny result is rounded once.
template <class V>
LEEWAY_INLINE V gated(V x, V closed_from, V u) {
  using E = typename V::element;
  const V lacking = min(closed_from, abs(x)) * scaled_sigmoid_of_negative(abs(u));
  return max(V(E(0)), x) - lacking * V(SigmoidConstants<E>::unscale);
}

// The same within the normal numbers, right in absolute terms.
template <class Accuracy, class V>
LEEWAY_INLINE V roughly_gated(V x, V u) {
  using E = typename V::element;
  return max(V(E(0)) - V(ExpLimits<E>::normal), x) / one_over_rough_sigmoid<Accuracy>(u);
}

// silu(x) = x sigmoid(x)
template <class V>
struct SiluExact {
  using E = typename V::element;
  explicit SiluExact(double) {}
  LEEWAY_INLINE V value(V x) const { return gated(x, V(E(-2) * ExpLimits<E>::underflow), x); }
  LEEWAY_INLINE V derivative(V x) const {
    const V c = from_where_open(x);
    const V s = SigmoidExact<V>(0).value(c);
    const V other = SigmoidExact<V>(0).value(V(E(0)) - c);  // 1 - s, without cancelling
    const V towards_one = min(V(E(2) * ExpLimits<E>::overflow), c);
    return s * mul_add(towards_one, other, V(E(1)));
  }
};

// The gradients of the faster ones are the exact ones: what a sigmoid is off would be multiplied by x.
template <class V, class Accuracy>
struct SiluBy : SiluExact<V> {
  using SiluExact<V>::SiluExact;
  LEEWAY_INLINE V value(V x) const { return roughly_gated<Accuracy>(x, x); }
};
template <class V>
using SiluTier1e10 = SiluBy<V, Exp1e10>;
LEEWAY_RAMP_TIERS(Silu, silu, SiluBy)

// gelu_tanh(x) = x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) = x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3))
template <class V>
struct GeluTanhExact {
  using E = typename V::element;
  static constexpr double scale = 1.5957691216057308, cubic = 0.044715;
  explicit GeluTanhExact(double) {}

  // Beyond ±16 (±64 in float64) the gate is shut or open, and the cube stays small.
  static LEEWAY_INLINE V limit() { return V(E(sizeof(E) == 4 ? 16 : 64)); }
  LEEWAY_INLINE V clamp(V x) const { return min(limit(), max(V(E(0)) - limit(), x)); }
  LEEWAY_INLINE V argument(V c) const {
    return V(static_cast<E>(scale)) * mul_add(c * c * c, V(static_cast<E>(cubic)), c);
  }
  LEEWAY_INLINE V value(V x) const { return gated(x, limit(), argument(clamp(x))); }
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

template <class V, class Accuracy>
struct GeluTanhBy : GeluTanhExact<V> {
  using GeluTanhExact<V>::GeluTanhExact;
  LEEWAY_INLINE V value(V x) const {
    const V c = this->clamp(x);
    return roughly_gated<Accuracy>(max(c, x), this->argument(c));
  }
};
template <class V>
using GeluTanhTier1e10 = GeluTanhBy<V, Exp1e10>;
LEEWAY_RAMP_TIERS(GeluTanh, gelu_tanh, GeluTanhBy)

// mish(x) = x tanh(softplus(x)) = x n / (n + 2) = x - 2 x / (n + 2) with e = exp(x), n = e (e + 2)
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
    const V e_and_two = e + V(E(2));
    const V r = V(E(1)) / mul_add(e, e_and_two, V(E(2)));
    const V left = c * halves.part * (e_and_two * r) * halves.power;
    const V right = select(less(c, x), x, neg_mul_add(c, r + r, c));
    return select(less(V(E(0)), x), right, left);
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

template <class V, class Accuracy>
struct MishBy : MishExact<V> {
  using E = typename V::element;
  using MishExact<V>::MishExact;
  LEEWAY_INLINE V value(V x) const {
    const V lowest = V(E(0)) - V(ExpLimits<E>::normal);
    const V open = max(lowest, x);
    const V e = exp_of_moderate<Accuracy>(min(V(E(sizeof(E) == 4 ? 20 : 40)), open));
    const V n = e * (e + V(E(2)));
    return open * (n / (n + V(E(2))));
  }
};
template <class V>
using MishTier1e10 = MishBy<V, Exp1e10>;
template <class V>
using MishTier1e5 = MishBy<V, Exp1e5>;
template <class V>
using MishTier1e4 = MishBy<V, Exp1e3>;

LEEWAY_ISA_END
