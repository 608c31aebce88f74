// The units that are linear on the right: leaky_relu, elu, selu.
// Domain: everywhere. Errors: bounds.def. NaN stays NaN, -0 stays -0.
#pragma once

#include "exp.h"
#include "generated/elu_table.h"
#include "register_table.h"

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
  explicit LeakyRelu(V a) : alpha(a) {}

  LEEWAY_INLINE V value(V x) const { return select(less(x, V(E(0))), alpha * x, x); }
  LEEWAY_INLINE V derivative(V x) const { return by_sign(x, alpha, V(E(1))); }
  LEEWAY_INLINE V derivative_from_output(V y) const { return derivative(y); }
  LEEWAY_INLINE V derivative_by_alpha(V x) const { return min(V(E(0)), x); }
};

// exp(x) - 1 for x <= 0, by exp or by a table of 1 - exp(-x).
template <class V, class Accuracy>
struct NegativeExpm1 {
  LEEWAY_INLINE V value(V x) const { return expm1<Accuracy>(x); }
  LEEWAY_INLINE V derivative(V x) const { return exp<Accuracy>(x); }
};

template <class V, class Table>
struct NegativeExpm1ByTable {
  // The first constant is -0, so that -0 stays -0.
  RegisterTable<V, Table> table{-1.0f, -1.0f};
  LEEWAY_INLINE V value(V x) const {
    const V c = max(V(-Table::limit), x);
    return table.at(c, table.index(c, -1.0f));
  }
  LEEWAY_INLINE V derivative(V x) const { return value(x) + V(1.0f); }
};

// elu(x) = x < 0 ? alpha (exp(x) - 1) : x
template <class V, class Left>
struct EluBy {
  using E = typename V::element;
  V alpha;
  Left left;
  explicit EluBy(double a) : alpha(static_cast<E>(a)) {}
  explicit EluBy(V a) : alpha(a) {}

  // The halves side by side: on either side of zero the other one is a zero, of a sign that changes nothing.
  LEEWAY_INLINE V value(V x) const {
    return mul_add(alpha, left.value(min(V(E(0)), x)), max(V(E(-0.0)), x));
  }
  LEEWAY_INLINE V derivative(V x) const {
    return by_sign(x, alpha * left.derivative(min(V(E(0)), x)), V(E(1)));
  }
  LEEWAY_INLINE V derivative_from_output(V y) const { return by_sign(y, y + alpha, V(E(1))); }
  LEEWAY_INLINE V derivative_by_alpha(V x) const { return left.value(min(V(E(0)), x)); }
};

// selu(x) = scale (x < 0 ? alpha (exp(x) - 1) : x), scale and alpha those of Klambauer et al.
template <class V, class Left>
struct SeluBy {
  using E = typename V::element;
  static constexpr double scale = 1.0507009873554805, alpha = 1.6732632423543772;
  Left left;
  explicit SeluBy(double) {}

  LEEWAY_INLINE V value(V x) const {
    return mul_add(V(static_cast<E>(scale * alpha)), left.value(min(V(E(0)), x)),
                   V(static_cast<E>(scale)) * max(V(E(-0.0)), x));
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V slope = V(static_cast<E>(scale * alpha)) * left.derivative(min(V(E(0)), x));
    return by_sign(x, slope, V(static_cast<E>(scale)));
  }
  LEEWAY_INLINE V derivative_from_output(V y) const {
    return by_sign(y, y + V(static_cast<E>(scale * alpha)), V(static_cast<E>(scale)));
  }
};

LEEWAY_UNIFORM_TABLE(EluTable32Degree2, elu, 32, 2)
LEEWAY_UNIFORM_TABLE(EluTable32Degree3, elu, 32, 3)
LEEWAY_UNIFORM_TABLE(EluTable16Degree3, elu, 16, 3)
LEEWAY_UNIFORM_TABLE(EluTable16Degree4, elu, 16, 4)
LEEWAY_LOG_TABLE_8(EluTable8LogDegree3, elu, 3)
LEEWAY_UNIFORM_TABLE(EluTable8Degree5, elu, 8, 5)

template <class V>
using NegativeExpm1Tier1e4 = typename ByTableEntries<
    V, NegativeExpm1ByTable<V, EluTable32Degree2>, NegativeExpm1ByTable<V, EluTable16Degree3>,
    NegativeExpm1ByTable<V, EluTable8LogDegree3>, NegativeExpm1<V, Exp1e5>>::type;
template <class V>
using NegativeExpm1Tier1e5 = typename ByTableEntries<
    V, NegativeExpm1ByTable<V, EluTable32Degree3>, NegativeExpm1ByTable<V, EluTable16Degree4>,
    NegativeExpm1ByTable<V, EluTable8Degree5>, NegativeExpm1<V, Exp1e5>>::type;

template <class V>
using EluExact = EluBy<V, NegativeExpm1<V, ExactExp>>;
template <class V>
using EluTier1e10 = EluBy<V, NegativeExpm1<V, Exp1e10>>;
template <class V>
using EluTier1e5 = EluBy<V, NegativeExpm1Tier1e5<V>>;
template <class V>
using EluTier1e4 = EluBy<V, NegativeExpm1Tier1e4<V>>;
template <class V>
using SeluExact = SeluBy<V, NegativeExpm1<V, ExactExp>>;
template <class V>
using SeluTier1e10 = SeluBy<V, NegativeExpm1<V, Exp1e10>>;
template <class V>
using SeluTier1e5 = SeluBy<V, NegativeExpm1Tier1e5<V>>;
template <class V>
using SeluTier1e4 = SeluBy<V, NegativeExpm1Tier1e4<V>>;

LEEWAY_ISA_END
