// rsqrt(x) = 1 / sqrt(x)
// Domain: [0, +inf]; NaN below. Errors: kernels.def. rsqrt(±0) = ±inf, rsqrt(+inf) = 0, subnormals exact to the same ulp.
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

template <class V>
struct RsqrtNewton : RsqrtGradient<V, RsqrtNewton<V>> {
  using E = typename V::element;
  explicit RsqrtNewton(double) {}

  LEEWAY_INLINE V value(V x) const {
    // The estimate takes subnormals for zeros: scale them up by 2^24, the result by 2^12.
    const auto subnormal = less(x, V(Format<E>::min_normal));
    const V v = x * select(subnormal, V(E(0x1p24)), V(E(1)));
    const V r = rsqrt_estimate(v);
    V better = r;
    if (V::rsqrt_bits < 11) better = rsqrt_estimate_11_bits(v);
    const V e = rsqrt_residual(v, better);
    better = mul_add(better * V(E(0.5)), e, better);
    // 0 and inf give a NaN residual; there the estimate itself is right.
    const V y = select(equal(e, e), better, r);
    return y * select(subnormal, V(E(0x1p12)), V(E(1)));
  }
};

LEEWAY_ISA_END
