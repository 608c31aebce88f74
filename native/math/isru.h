// isru(x) = x / sqrt(1 + alpha x^2), the inverse square root unit
// isrlu(x) = x < 0 ? isru(x) : x, the inverse square root linear unit
// Domain: everywhere; saturates at ±1/sqrt(alpha). Errors: bounds.def. NaN stays NaN, -0 stays -0; no overflow for huge
// |x|: x is clamped where alpha x^2 = 2^60, far beyond the last x that changes the result.
//
// alpha can be learnt (Carlile et al., arXiv 1710.09967, section 2: a hyper-parameter or trained):
//   d isru / d alpha = x * -1/2 (1 + alpha x^2)^(-3/2) * x^2 = -y^3 / 2   with y = isru(x)
// and for isrlu the same left of 0, 0 on the right. It needs the root that the gradient by x needs, and no other;
// its roundings, three times over in the cube, come to 16 ulp at worst (9.5 found).
#pragma once

#include "rsqrt.h"

LEEWAY_ISA_BEGIN

// alpha, the same or another in every lane, and the clamp, shared by both units.
template <class V>
struct IsruParameter {
  using E = typename V::element;
  V alpha, limit, negative_limit;

  explicit IsruParameter(double a) : IsruParameter(V(static_cast<E>(a))) {}
  explicit IsruParameter(V a)
      : alpha(a),
        limit(min(V(Format<E>::max), V(E(0x1p30)) / sqrt(a))),
        negative_limit(V(E(-0.0)) - limit) {}

  LEEWAY_INLINE V radicand(V x) const { return mul_add(alpha * x, x, V(E(1))); }
};

template <class V>
LEEWAY_INLINE V minus_half_cube(V y) {
  return y * y * (y * V(typename V::element(-0.5)));
}

// Roots of what gradients need: by the instructions that round correctly, and take 20 cycles and more a vector,
template <class V>
struct ExactRoots {
  using E = typename V::element;
  static LEEWAY_INLINE V inverse(V v) { return V(E(1)) / sqrt(v); }
  static LEEWAY_INLINE V cube(V v) { return v * sqrt(v); }
};

// or by the hardware's estimate, where there is one, and Newton's steps to the last bits, for kernels that compute by it: as exact to
// an ulp or so.
template <class V>
struct EstimatedRoots {
  using E = typename V::element;
  static LEEWAY_INLINE V inverse(V v) {
    if (V::rsqrt_bits >= 23) return ExactRoots<V>::inverse(v);
    constexpr int steps = 2 * V::rsqrt_bits > Format<E>::mantissa_bits + 1 ? 1 : 2;
    return refined_rsqrt<steps>(v, rsqrt_estimate_11_bits(v));
  }
  static LEEWAY_INLINE V cube(V v) {
    if (V::rsqrt_bits >= 23) return ExactRoots<V>::cube(v);
    // The estimate of a 0 is infinite.
    return v * v * inverse(max(V(E(0x1p-100)), v));
  }
};

// isru' = (1 + alpha x^2)^(-3/2); with y = isru(x) this is (1 - alpha y^2)^(3/2).
template <class V, class Roots>
struct IsruGradient : IsruParameter<V> {
  using E = typename V::element;
  using IsruParameter<V>::IsruParameter;

  LEEWAY_INLINE V clamp(V x) const { return min(this->limit, max(this->negative_limit, x)); }

  LEEWAY_INLINE V inverse_root(V x) const { return Roots::inverse(this->radicand(clamp(x))); }
  LEEWAY_INLINE V derivative(V x) const {
    const V r = inverse_root(x);
    return r * r * r;
  }
  LEEWAY_INLINE V derivative_by_alpha(V x) const {
    return minus_half_cube(clamp(x) * inverse_root(x));
  }
  LEEWAY_INLINE V derivative_from_output(V y) const {
    return Roots::cube(max(V(E(0)), neg_mul_add(this->alpha * y, y, V(E(1)))));
  }
};

template <class V>
struct IsruExact : IsruGradient<V, ExactRoots<V>> {
  using IsruGradient<V, ExactRoots<V>>::IsruGradient;
  LEEWAY_INLINE V value(V x) const {
    const V c = this->clamp(x);
    return c / sqrt(this->radicand(c));
  }
};

// x / sqrt(v) by the hardware's estimate of the reciprocal root, the last of Newton's steps on the product: y + y e / 2.
template <int steps, class V>
LEEWAY_INLINE V times_rsqrt(V x, V v) {
  if (steps == 0 || V::rsqrt_bits >= 23) return x * rsqrt_estimate(v);
  const V r = refined_rsqrt<(steps > 0 ? steps - 1 : 0)>(v, rsqrt_estimate_11_bits(v));
  const V y = x * r;
  return mul_add(y * V(typename V::element(0.5)), rsqrt_residual(v, r), y);
}

template <class V, int steps>
struct IsruByEstimate : IsruGradient<V, EstimatedRoots<V>> {
  using IsruGradient<V, EstimatedRoots<V>>::IsruGradient;
  LEEWAY_INLINE V value(V x) const {
    const V c = this->clamp(x);
    return times_rsqrt<steps>(c, this->radicand(c));
  }
};
template <class V>
using IsruEstimate = IsruByEstimate<V, 0>;
template <class V>
using IsruNewton = IsruByEstimate<V, 1>;
template <class V>
using IsruNewton2 = IsruByEstimate<V, 2>;

// The linear half needs no choosing: with min(0, x) under the root, it is x / sqrt(1).
template <class V, class Roots>
struct IsrluGradient : IsruParameter<V> {
  using E = typename V::element;
  using IsruParameter<V>::IsruParameter;

  LEEWAY_INLINE V clamp(V x) const { return max(this->negative_limit, x); }
  LEEWAY_INLINE V negative_part(V x) const { return min(V(E(0)), x); }

  LEEWAY_INLINE V inverse_root(V x) const {
    return Roots::inverse(this->radicand(negative_part(clamp(x))));
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V r = inverse_root(x);
    return r * r * r;
  }
  LEEWAY_INLINE V derivative_by_alpha(V x) const {
    return minus_half_cube(negative_part(clamp(x)) * inverse_root(x));
  }
  LEEWAY_INLINE V derivative_from_output(V y) const {
    const V n = negative_part(y);
    return Roots::cube(max(V(E(0)), neg_mul_add(this->alpha * n, n, V(E(1)))));
  }
};

template <class V>
struct IsrluExact : IsrluGradient<V, ExactRoots<V>> {
  using IsrluGradient<V, ExactRoots<V>>::IsrluGradient;
  LEEWAY_INLINE V value(V x) const {
    const V c = this->clamp(x);
    return c / sqrt(this->radicand(this->negative_part(c)));
  }
};

template <class V, int steps>
struct IsrluByEstimate : IsrluGradient<V, EstimatedRoots<V>> {
  using IsrluGradient<V, EstimatedRoots<V>>::IsrluGradient;
  LEEWAY_INLINE V value(V x) const {
    const V c = this->clamp(x);
    const V y = times_rsqrt<steps>(c, this->radicand(this->negative_part(c)));
    return select(less(c, V(typename V::element(0))), y, c);
  }
};
template <class V>
using IsrluEstimate = IsrluByEstimate<V, 0>;
template <class V>
using IsrluNewton = IsrluByEstimate<V, 1>;
template <class V>
using IsrluNewton2 = IsrluByEstimate<V, 2>;

LEEWAY_ISA_END
