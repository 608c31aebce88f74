// tanh(x)
// Domain: everywhere; saturates at ±1. Errors: bounds.def. NaN stays NaN, -0 stays -0, subnormals pass unchanged or
// scaled by the rational's leading coefficient.
#pragma once

#include "exp.h"
#include "generated/tanh_rational.h"
#include "generated/tanh_small.h"
#include "generated/tanh_table.h"
#include "register_table.h"
#include "tanh_by_steps.h"

LEEWAY_ISA_BEGIN

template <class Element>
struct TanhConstants;

template <>
struct TanhConstants<float> {
  static constexpr auto& small = coefficients::tanh_small_f32;
  static constexpr float threshold = coefficients::tanh_small_threshold_f32;
  static constexpr float saturation = 9.1f;  // tanh rounds to 1 from 9.011 on
};

template <>
struct TanhConstants<double> {
  static constexpr auto& small = coefficients::tanh_small_f64;
  static constexpr double threshold = coefficients::tanh_small_threshold_f64;
  static constexpr double saturation = 19.1;  // tanh rounds to 1 from 19.062 on
};

// Two ways side by side, chosen per element: near zero x + x^3 P(x^2), where 1 - 2/(e+1) would cancel; beyond, where the
// quotient is at most half of the result, its error counts half.
template <class V>
struct TanhByExp : TanhGradient<V, TanhByExp<V>> {
  using E = typename V::element;
  using C = TanhConstants<E>;
  explicit TanhByExp(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(C::saturation), abs(x));
    const V square = a * a;
    const V small = mul_add(a * square, polynomial(square, C::small), a);
    const V large = V(E(1)) - V(E(2)) / (exp_of_moderate(a + a) + V(E(1)));
    return select(less(a, V(C::threshold)), small, large) | sign_of(x);
  }
};

// Right in absolute terms only: no second way near zero.
template <class V, class Accuracy>
struct TanhByRoughExp : TanhGradient<V, TanhByRoughExp<V, Accuracy>> {
  using E = typename V::element;
  explicit TanhByRoughExp(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(TanhConstants<E>::saturation), abs(x));
    const V power = exp_of_moderate<Accuracy>(a + a);
    return (V(E(1)) - V(E(2)) / (power + V(E(1)))) | sign_of(x);
  }
};

template <class V>
using TanhTier1e10 =
    typename ByStepTables<V, TanhByStepsRoughly<V>, TanhByRoughExp<V, Exp1e10>>::type;

// x P(x^2) / Q(x^2) on a clamped x: minimax rationals.
template <class V, class Coefficients>
LEEWAY_INLINE V tanh_rational(V x) {
  using E = typename V::element;
  const V limit(static_cast<E>(Coefficients::limit));
  const V c = min(limit, max(V(static_cast<E>(-Coefficients::limit)), x));
  const V t = c * c;
  return c * polynomial(t, Coefficients::p) / polynomial(t, Coefficients::q);
}

#define LEEWAY_TANH_RATIONAL(Name, name)                                   \
  template <class Element>                                                 \
  struct Name##Coefficients;                                               \
  template <>                                                              \
  struct Name##Coefficients<float> {                                       \
    static constexpr auto& p = coefficients::name##_numerator_f32;         \
    static constexpr auto& q = coefficients::name##_denominator_f32;       \
    static constexpr float limit = coefficients::name##_clamp_f32;         \
  };                                                                       \
  template <>                                                              \
  struct Name##Coefficients<double> {                                      \
    static constexpr auto& p = coefficients::name##_numerator_f64;         \
    static constexpr auto& q = coefficients::name##_denominator_f64;       \
    static constexpr double limit = coefficients::name##_clamp_f64;        \
  };                                                                       \
  template <class V>                                                       \
  struct Name : TanhGradient<V, Name<V>> {                                 \
    explicit Name(double) {}                                               \
    LEEWAY_INLINE V value(V x) const {                                     \
      return tanh_rational<V, Name##Coefficients<typename V::element>>(x); \
    }                                                                      \
  };

LEEWAY_TANH_RATIONAL(TanhRational54, tanh_rational_5_4)
LEEWAY_TANH_RATIONAL(TanhRational76, tanh_rational_7_6)
LEEWAY_TANH_RATIONAL(TanhRational98, tanh_rational_9_8)
#undef LEEWAY_TANH_RATIONAL

template <class V, class Table>
struct TanhTable : TanhGradient<V, TanhTable<V, Table>> {
  RegisterTable<V, Table> table;
  explicit TanhTable(double) {}

  LEEWAY_INLINE V value(V x) const { return table.at(min(V(Table::limit), abs(x))) | sign_of(x); }
};

// In powers of x - centre: small enough that rounding them is no more than rounding the result.
template <class V, class Table>
struct TanhCentredTable : TanhGradient<V, TanhCentredTable<V, Table>> {
  RegisterTable<V, Table> table;
  FloatTable centres;
  explicit TanhCentredTable(double) : centres(Table::centres) {}

  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(Table::limit), abs(x));
    const V index = table.index(a);
    return table.at(a - lookup(centres, index), index) | sign_of(x);
  }
};

LEEWAY_UNIFORM_TABLE(TanhTable32Degree1, tanh, 32, 1)
LEEWAY_UNIFORM_TABLE(TanhTable32Degree2, tanh, 32, 2)
LEEWAY_UNIFORM_TABLE(TanhTable32Degree3, tanh, 32, 3)
LEEWAY_LOG_TABLE_32(TanhTable32LogDegree3, tanh, 3)
LEEWAY_LOG_TABLE_32(TanhTable32LogDegree4Values, tanh, 4)
LEEWAY_UNIFORM_TABLE(TanhTable16Degree2, tanh, 16, 2)
LEEWAY_UNIFORM_TABLE(TanhTable16Degree3, tanh, 16, 3)
LEEWAY_UNIFORM_TABLE(TanhTable16Degree4, tanh, 16, 4)
LEEWAY_UNIFORM_TABLE(TanhTable8Degree2, tanh, 8, 2)
LEEWAY_LOG_TABLE_8(TanhTable8LogDegree3, tanh, 3)
LEEWAY_LOG_TABLE_8(TanhTable8LogDegree4, tanh, 4)

struct TanhTable32LogDegree4 : TanhTable32LogDegree4Values {
  static constexpr const float* centres = coefficients::tanh_table32_log_degree4_centres;
};

// Beyond 16 entries a table is faster than two ways, and as exact.
template <class V>
using TanhExact =
    typename ByTableEntries<V, TanhCentredTable<V, TanhTable32LogDegree4>, TanhByExp<V>,
                            TanhByExp<V>,
                            typename ByStepTables<V, TanhBySteps<V>, TanhByExp<V>>::type>::type;
template <class V>
using TanhTier1e3 =
    typename ByTableEntries<V, TanhTable<V, TanhTable32Degree1>, TanhTable<V, TanhTable16Degree2>,
                            TanhTable<V, TanhTable8Degree2>, TanhRational54<V>>::type;
template <class V>
using TanhTier5e5 =
    typename ByTableEntries<V, TanhTable<V, TanhTable32Degree2>, TanhTable<V, TanhTable16Degree3>,
                            TanhTable<V, TanhTable8LogDegree3>, TanhRational54<V>>::type;
template <class V>
using TanhTier3e6 =
    typename ByTableEntries<V, TanhTable<V, TanhTable32Degree3>, TanhTable<V, TanhTable16Degree4>,
                            TanhTable<V, TanhTable8LogDegree4>, TanhRational76<V>>::type;
// Eight entries take a degree 5 to get here, which costs what the division of the rational does.
template <class V>
using TanhTier1e6 =
    typename ByTableEntries<V, TanhTable<V, TanhTable32LogDegree3>, TanhRational76<V>,
                            TanhRational76<V>, TanhRational76<V>>::type;

LEEWAY_ISA_END
