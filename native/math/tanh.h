// tanh(x)
// Domain: everywhere; saturates at ±1. Errors: kernels.def. NaN stays NaN, -0 stays -0, subnormals pass unchanged or
// scaled by the rational's leading coefficient.
#pragma once

#include "exp.h"
#include "generated/tanh_rational.h"
#include "generated/tanh_small.h"
#include "generated/tanh_table.h"

LEEWAY_ISA_BEGIN

// tanh' = 1 - tanh^2, whichever way tanh was computed.
template <class V, class Self>
struct TanhGradient {
  LEEWAY_INLINE V derivative_from_output(V y) const {
    return neg_mul_add(y, y, V(typename V::element(1)));
  }
  LEEWAY_INLINE V derivative(V x) const {
    return derivative_from_output(static_cast<const Self*>(this)->value(x));
  }
};

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
struct TanhExact : TanhGradient<V, TanhExact<V>> {
  using E = typename V::element;
  using C = TanhConstants<E>;
  explicit TanhExact(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(C::saturation), abs(x));
    const V square = a * a;
    const V small = mul_add(a * square, polynomial(square, C::small), a);
    const auto e = reduced_exp(a + a);
    const V power = e.significand * power_of_two(e.rounded);
    const V large = V(E(1)) - V(E(2)) / (power + V(E(1)));
    return select(less(a, V(C::threshold)), small, large) | sign_of(x);
  }
};

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

// A polynomial per interval, its coefficients looked up in registers: fewer operations than a rational, no division.
//   uniform      the index is x / w rounded, in the low bits of a float made large enough
//   logarithmic  the index is the top bits of the float 1 + x / d: exponent, then mantissa
template <class V, class Table>
struct TanhTable : TanhGradient<V, TanhTable<V, Table>> {
  FloatTable coefficients[Table::degree + 1];

  explicit TanhTable(double) {
    for (int power = 0; power <= Table::degree; power++)
      coefficients[power] = FloatTable(Table::coefficients + power * Table::entries);
  }

  LEEWAY_INLINE V index(V a) const {
    const V per_unit(Table::per_unit);
    if (Table::octaves == 0) return mul_add(a, per_unit, V(Format<float>::round_magic));
    return shift_right<Table::shift>(mul_add(a, per_unit, V(1.0f)));
  }

  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(Table::limit), abs(x));
    const V entry = index(a);
    V sum = lookup(coefficients[Table::degree], entry);
    for (int power = Table::degree - 1; power >= 0; power--)
      sum = mul_add(sum, a, lookup(coefficients[power], entry));
    return sum | sign_of(x);
  }
};

#define LEEWAY_TANH_TABLE(Name, name, entry_count, polynomial_degree, octave_count, index_shift) \
  struct Name {                                                                                  \
    static constexpr int entries = entry_count, degree = polynomial_degree;                      \
    static constexpr int octaves = octave_count, shift = index_shift;                            \
    static constexpr const float* coefficients = coefficients::name##_coefficients;              \
    static constexpr float limit = coefficients::name##_limit;                                   \
    static constexpr float per_unit = coefficients::name##_per_unit;                             \
  };

LEEWAY_TANH_TABLE(Table32Degree1, tanh_table32_degree1, 32, 1, 0, 0)
LEEWAY_TANH_TABLE(Table32Degree2, tanh_table32_degree2, 32, 2, 0, 0)
LEEWAY_TANH_TABLE(Table32Degree3, tanh_table32_degree3, 32, 3, 0, 0)
LEEWAY_TANH_TABLE(Table32LogDegree3, tanh_table32_log_degree3, 32, 3, 4, 20)
LEEWAY_TANH_TABLE(Table16Degree2, tanh_table16_degree2, 16, 2, 0, 0)
LEEWAY_TANH_TABLE(Table16Degree3, tanh_table16_degree3, 16, 3, 0, 0)
LEEWAY_TANH_TABLE(Table16Degree4, tanh_table16_degree4, 16, 4, 0, 0)
LEEWAY_TANH_TABLE(Table8Degree2, tanh_table8_degree2, 8, 2, 0, 0)
LEEWAY_TANH_TABLE(Table8LogDegree3, tanh_table8_log_degree3, 8, 3, 2, 21)
LEEWAY_TANH_TABLE(Table8LogDegree4, tanh_table8_log_degree4, 8, 4, 2, 21)
#undef LEEWAY_TANH_TABLE

// What an accuracy tier runs on registers of 32, 16 or 8 entries, and on none.
template <int entries, class With32, class With16, class With8, class Without>
struct ByTableEntries {
  using type = Without;
};
template <class With32, class With16, class With8, class Without>
struct ByTableEntries<32, With32, With16, With8, Without> {
  using type = With32;
};
template <class With32, class With16, class With8, class Without>
struct ByTableEntries<16, With32, With16, With8, Without> {
  using type = With16;
};
template <class With32, class With16, class With8, class Without>
struct ByTableEntries<8, With32, With16, With8, Without> {
  using type = With8;
};

template <class V>
using TanhTier1e3 = typename ByTableEntries<float_table_entries, TanhTable<V, Table32Degree1>,
                                            TanhTable<V, Table16Degree2>,
                                            TanhTable<V, Table8Degree2>, TanhRational54<V>>::type;
template <class V>
using TanhTier5e5 =
    typename ByTableEntries<float_table_entries, TanhTable<V, Table32Degree2>,
                            TanhTable<V, Table16Degree3>, TanhTable<V, Table8LogDegree3>,
                            TanhRational54<V>>::type;
template <class V>
using TanhTier3e6 =
    typename ByTableEntries<float_table_entries, TanhTable<V, Table32Degree3>,
                            TanhTable<V, Table16Degree4>, TanhTable<V, Table8LogDegree4>,
                            TanhRational76<V>>::type;
// Eight entries take a degree 5 to get here, which costs what the division of the rational does.
template <class V>
using TanhTier1e6 =
    typename ByTableEntries<float_table_entries, TanhTable<V, Table32LogDegree3>, TanhRational76<V>,
                            TanhRational76<V>, TanhRational76<V>>::type;

LEEWAY_ISA_END
