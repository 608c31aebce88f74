// softplus(x) = log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))
// Domain: everywhere; 0 towards -inf, x towards +inf. Errors: bounds.def. NaN stays NaN.
#pragma once

#include "generated/softplus_table.h"
#include "log.h"
#include "sigmoid.h"

LEEWAY_ISA_BEGIN

template <class V, class Slope>
struct SoftplusGradient {
  using E = typename V::element;
  LEEWAY_INLINE V derivative(V x) const { return Slope(0).value(x); }
  LEEWAY_INLINE V derivative_from_output(V y) const { return V(E(0)) - expm1(V(E(0)) - y); }
};

// log(1 + e) for 0 <= e <= 1 as 2 atanh(s), s = e / (2 + e) <= 1/3: 1 + e need not be rounded.
template <class V>
LEEWAY_INLINE V log1p_of_fraction(V e) {
  using E = typename V::element;
  const V s = e / (V(E(2)) + e);
  const V t = s * s;
  return mul_add(s * t, polynomial(t, LogConstants<E>::of_fraction), s + s);
}

template <class V>
struct SoftplusExact : SoftplusGradient<V, SigmoidExact<V>> {
  using E = typename V::element;
  explicit SoftplusExact(double) {}
  LEEWAY_INLINE V value(V x) const {
    return max(V(E(0)), x) + log1p_of_fraction(exp(V(E(0)) - abs(x)));
  }
};

// 1 + exp(-|x|) is between 1 and 2: nothing of it is lost that counts in absolute terms.
template <class V, class RoughExp, class RoughLog, class Slope>
struct SoftplusBy : SoftplusGradient<V, Slope> {
  using E = typename V::element;
  explicit SoftplusBy(double) {}
  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(ExpLimits<E>::normal), abs(x));
    const V u = V(E(1)) + exp_of_moderate<RoughExp>(V(E(0)) - a);
    return max(V(E(0)), x) + rough_log<RoughLog>(u);
  }
};

template <class V, class Table, class Slope>
struct SoftplusByTable : SoftplusGradient<V, Slope> {
  RegisterTable<V, Table> table;
  explicit SoftplusByTable(double) {}
  LEEWAY_INLINE V value(V x) const {
    return max(V(0.0f), x) + table.at(min(V(Table::limit), abs(x)));
  }
};

LEEWAY_UNIFORM_TABLE(SoftplusTable32Degree2, softplus, 32, 2)
LEEWAY_UNIFORM_TABLE(SoftplusTable32Degree3, softplus, 32, 3)
LEEWAY_UNIFORM_TABLE(SoftplusTable16Degree3, softplus, 16, 3)
LEEWAY_UNIFORM_TABLE(SoftplusTable16Degree4, softplus, 16, 4)
LEEWAY_UNIFORM_TABLE(SoftplusTable8Degree3, softplus, 8, 3)
LEEWAY_LOG_TABLE_8(SoftplusTable8LogDegree4, softplus, 4)

template <class V>
using SoftplusTier1e10 = SoftplusBy<V, Exp1e10, Log1e10, SigmoidTier1e10<V>>;
template <class V>
using SoftplusTier1e5 =
    typename ByTableEntries<V, SoftplusByTable<V, SoftplusTable32Degree3, SigmoidTier1e5<V>>,
                            SoftplusByTable<V, SoftplusTable16Degree4, SigmoidTier1e5<V>>,
                            SoftplusByTable<V, SoftplusTable8LogDegree4, SigmoidTier1e5<V>>,
                            SoftplusBy<V, Exp1e5, Log1e6, SigmoidByRoughExp<V, Exp1e5>>>::type;
template <class V>
using SoftplusTier1e4 =
    typename ByTableEntries<V, SoftplusByTable<V, SoftplusTable32Degree2, SigmoidTier1e5<V>>,
                            SoftplusByTable<V, SoftplusTable16Degree3, SigmoidTier1e5<V>>,
                            SoftplusByTable<V, SoftplusTable8Degree3, SigmoidTier1e5<V>>,
                            SoftplusBy<V, Exp1e5, Log1e4, SigmoidByRoughExp<V, Exp1e5>>>::type;

LEEWAY_ISA_END
