// rsqrt(x) = 1 / sqrt(x)
// Domain: [0, +inf]; NaN below. Errors: bounds.def. rsqrt(±0) = ±inf, rsqrt(+inf) = 0, subnormals exact to the same ulp.
#pragma once

LEEWAY_ISA_BEGIN

// rsqrt' = -1 / (2 x sqrt(x)) = -y^3 / 2
template <class V, class Self>
struct RsqrtGradient {
  LEEWAY_INLINE V derivative_from_output(V y) const {
    return y * y * (y * V(typename V::element(-0.5)));
  }
  LEEWAY_INLINE V derivative(V x) const {
    return derivative_from_output(static_cast<const Self*>(this)->value(x));
  }
};

template <class V>
struct RsqrtExact : RsqrtGradient<V, RsqrtExact<V>> {
  explicit RsqrtExact(double) {}
  LEEWAY_INLINE V value(V x) const { return V(typename V::element(1)) / sqrt(x); }
};

// How far the hardware's estimate r is from 1/sqrt(v): Newton's step is r + r e/2 with e = 1 - v r^2.
template <class V>
LEEWAY_INLINE V rsqrt_residual(V v, V r) {
  return neg_mul_add(v * r, r, V(typename V::element(1)));
}

// An 8-bit estimate (NEON) takes one step to join the others at 11 bits or more, so that the last step ends at 22.
template <class V>
LEEWAY_INLINE V rsqrt_estimate_11_bits(V v) {
  using E = typename V::element;
  V r = rsqrt_estimate(v);
  if (V::rsqrt_bits < 11) r = mul_add(r * V(E(0.5)), rsqrt_residual(v, r), r);
  return r;
}

// r + r e / 2, where there is still something to gain.
template <int steps, class V>
LEEWAY_INLINE V refined_rsqrt(V v, V r) {
  for (int step = 0; step < steps; step++)
    r = mul_add(r * V(typename V::element(0.5)), rsqrt_residual(v, r), r);
  return r;
}

// rsqrt of any x from one of normal numbers: subnormals are scaled up by 2^(2 k), their result by 2^k.
template <class V, class Normal>
LEEWAY_INLINE V rsqrt_of_any(V x, Normal of_normal) {
  using E = typename V::element;
  constexpr E up = sizeof(E) == 4 ? E(0x1p24) : E(0x1p54);
  constexpr E back = sizeof(E) == 4 ? E(0x1p12) : E(0x1p27);
  const auto subnormal = less(x, V(Format<E>::min_normal));
  const V v = x * select(subnormal, V(up), V(E(1)));
  return of_normal(v) * select(subnormal, V(back), V(E(1)));
}

// By the hardware's estimate. An 8-bit one (NEON) takes one step first, so that a step leads to 22 bits everywhere.
template <class V, int steps>
struct RsqrtByEstimate : RsqrtGradient<V, RsqrtByEstimate<V, steps>> {
  explicit RsqrtByEstimate(double) {}

  LEEWAY_INLINE V value(V x) const {
    return rsqrt_of_any(x, [](V v) LEEWAY_LAMBDA_INLINE {
      const V r = rsqrt_estimate(v);
      if (steps == 0 || V::rsqrt_bits >= 23) return r;
      const V better = refined_rsqrt<steps>(v, rsqrt_estimate_11_bits(v));
      // 0 and inf give a NaN; there the estimate itself is right.
      return select(equal(better, better), better, r);
    });
  }
};
template <class V>
using RsqrtEstimate = RsqrtByEstimate<V, 0>;
template <class V>
using RsqrtNewton = RsqrtByEstimate<V, 1>;
template <class V>
using RsqrtNewton2 = RsqrtByEstimate<V, 2>;

// By halving the exponent: the bits of x, shifted, off a constant ("K method"; Lomont, Fast inverse square root, 2003).
template <class V, int steps>
struct RsqrtByBitTrick : RsqrtGradient<V, RsqrtByBitTrick<V, steps>> {
  using E = typename V::element;
  explicit RsqrtByBitTrick(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V infinity(static_cast<E>(__builtin_huge_val()));
    const V y = rsqrt_of_any(x, [](V v) LEEWAY_LAMBDA_INLINE {
      constexpr auto magic =
          static_cast<typename V::bits>(sizeof(E) == 4 ? 0x5f375a86u : 0x5fe6eb50c7b537a9u);
      return refined_rsqrt<steps>(v, subtract_bits(V::from_bits(magic), shift_right<1>(v)));
    });
    const V end = select(equal(x, V(E(0))), infinity | sign_of(x), infinity - infinity);
    const V positive = select(less(x, infinity), y, select(equal(x, infinity), V(E(0)), x));
    return select(less(V(E(0)), x), positive, select(equal(x, x), end, x));
  }
};
template <class V>
using RsqrtBitTrick = RsqrtByBitTrick<V, 0>;
template <class V>
using RsqrtBitTrickNewton = RsqrtByBitTrick<V, 1>;
template <class V>
using RsqrtBitTrickNewton2 = RsqrtByBitTrick<V, 2>;

LEEWAY_ISA_END
