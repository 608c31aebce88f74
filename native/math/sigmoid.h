// sigmoid(x) = 1 / (1 + exp(-x))
// Domain: everywhere; saturates at 0 and 1. Errors: bounds.def. NaN stays NaN; the left tail of `exact` is accurate down
// to the last subnormal, that of `rational_5_4` in absolute terms only.
#pragma once

#include "exp.h"
#include "generated/sigmoid_table.h"
#include "tanh.h"

LEEWAY_ISA_BEGIN

template <class V, class Self>
struct SigmoidGradient {
  LEEWAY_INLINE V derivative_from_output(V y) const { return neg_mul_add(y, y, y); }
  LEEWAY_INLINE V derivative(V x) const {
    return derivative_from_output(static_cast<const Self*>(this)->value(x));
  }
};

template <class Element>
struct SigmoidConstants;

template <>
struct SigmoidConstants<float> {
  static constexpr float underflow = 112.0f;  // even 208 exp(-112) rounds to 0: silu's product too
  static constexpr float scale = 0x1p64f, unscale = 0x1p-64f;
  static constexpr float scale_exponent = 64;
};

template <>
struct SigmoidConstants<double> {
  static constexpr double underflow = 760.0;
  static constexpr double scale = 0x1p512, unscale = 0x1p-512;
  static constexpr double scale_exponent = 512;
};

// sigmoid(-a) for a >= 0 as e / (1 + e) with e = exp(-a), times SigmoidConstants::scale: callers who go on multiplying lose
// nothing of a tiny result.
template <class V>
LEEWAY_INLINE V scaled_sigmoid_of_negative(V a) {
  using E = typename V::element;
  using C = SigmoidConstants<E>;
  const auto e = reduced_exp(V(E(0)) - min(V(C::underflow), a));
  const V scaled = e.significand * power_of_two(e.rounded + V(C::scale_exponent));
  return scaled / mul_add(scaled, V(C::unscale), V(E(1)));
}

// On the right it is 1 less that of -x, which is at most a half: its error counts half or less.
template <class V>
struct SigmoidExact : SigmoidGradient<V, SigmoidExact<V>> {
  using E = typename V::element;
  explicit SigmoidExact(double) {}
  LEEWAY_INLINE V value(V x) const {
    const V s = scaled_sigmoid_of_negative(abs(x)) * V(SigmoidConstants<E>::unscale);
    return select(less(x, V(E(0))), s, V(E(1)) - s);
  }
};

// sigmoid(x) = (1 + tanh(x / 2)) / 2: half the error of the tanh, exactly 1/2 at 0; the left tail in absolute terms only.
template <class V, class Tanh>
struct SigmoidByTanh : SigmoidGradient<V, SigmoidByTanh<V, Tanh>> {
  using E = typename V::element;
  Tanh tanh;
  explicit SigmoidByTanh(double a) : tanh(a) {}

  LEEWAY_INLINE V value(V x) const {
    const V half(E(0.5));
    return mul_add(half, tanh.value(x * half), half);
  }
};

// The same with both halvings in the coefficients: powers of two cost no accuracy.
template <class V, class Table>
struct SigmoidByTanhTable : SigmoidGradient<V, SigmoidByTanhTable<V, Table>> {
  RegisterTable<V, Table> table;
  explicit SigmoidByTanhTable(double) : table(0.5f, 0.5f) {}

  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(2 * Table::limit), abs(x));
    return (table.at(a, table.index(a, 0.5f)) | sign_of(x)) + V(0.5f);
  }
};

// A table for both signs: none to take off and put back.
template <class V, class Table>
struct SigmoidBySignedTable : SigmoidGradient<V, SigmoidBySignedTable<V, Table>> {
  RegisterTable<V, Table> table;
  explicit SigmoidBySignedTable(double) {}

  LEEWAY_INLINE V value(V x) const {
    return table.at(min(V(Table::limit), max(V(-Table::limit), x)));
  }
};

LEEWAY_SIGNED_TABLE(SigmoidTable32Degree1, sigmoid, 32, 1)
LEEWAY_SIGNED_TABLE(SigmoidTable32Degree2, sigmoid, 32, 2)
LEEWAY_SIGNED_TABLE(SigmoidTable32Degree3, sigmoid, 32, 3)

// 1 + exp(-x), right in absolute terms: the tails end where exp does.
template <class Accuracy, class V>
LEEWAY_INLINE V one_over_rough_sigmoid(V x) {
  using E = typename V::element;
  const V limit(ExpLimits<E>::normal);
  const V c = min(limit, max(V(E(0)) - limit, x));
  return exp_of_moderate<Accuracy>(V(E(0)) - c) + V(E(1));
}

template <class V, class Accuracy>
struct SigmoidByRoughExp : SigmoidGradient<V, SigmoidByRoughExp<V, Accuracy>> {
  using E = typename V::element;
  explicit SigmoidByRoughExp(double) {}

  LEEWAY_INLINE V value(V x) const { return V(E(1)) / one_over_rough_sigmoid<Accuracy>(x); }
};

template <class V>
using SigmoidTier1e10 = SigmoidByRoughExp<V, Exp1e10>;
template <class V>
using SigmoidTier1e6 = SigmoidByTanh<V, TanhTier1e6<V>>;
template <class V>
using SigmoidTier1e5 = typename ByTableEntries<
    V, SigmoidBySignedTable<V, SigmoidTable32Degree3>, SigmoidByTanhTable<V, TanhTable16Degree4>,
    SigmoidByTanhTable<V, TanhTable8LogDegree4>, SigmoidByTanh<V, TanhRational76<V>>>::type;
template <class V>
using SigmoidTier1e4 = typename ByTableEntries<
    V, SigmoidBySignedTable<V, SigmoidTable32Degree2>, SigmoidByTanhTable<V, TanhTable16Degree3>,
    SigmoidByTanhTable<V, TanhTable8LogDegree3>, SigmoidByTanh<V, TanhRational54<V>>>::type;
template <class V>
using SigmoidTier1e3 = typename ByTableEntries<
    V, SigmoidBySignedTable<V, SigmoidTable32Degree1>, SigmoidByTanhTable<V, TanhTable16Degree2>,
    SigmoidByTanhTable<V, TanhTable8Degree2>, SigmoidByTanh<V, TanhRational54<V>>>::type;
template <class V>
using SigmoidRational54 = SigmoidByTanh<V, TanhRational54<V>>;
template <class V>
using SigmoidRational76 = SigmoidByTanh<V, TanhRational76<V>>;
template <class V>
using SigmoidRational98 = SigmoidByTanh<V, TanhRational98<V>>;

LEEWAY_ISA_END
