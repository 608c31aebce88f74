// exp(x) and expm1(x) = exp(x) - 1
// Domain: everywhere; exp saturates at 0 and +inf, expm1 at -1 and +inf. Errors: bounds.def. NaN stays NaN, expm1 keeps
// -0, results underflow gradually.
//
// Underneath, exp(x) in two halves: a reduced polynomial and a power of two, so that callers can scale late (subnormal results,
// a following division) without a second rounding.
//
//   n = round(x / ln 2),  r = x - n ln 2 in two parts (Cody & Waite),  exp(x) = 2^n (1 + r + r^2 Q(r))
#pragma once

#include "generated/exp.h"

LEEWAY_ISA_BEGIN

template <class Element>
struct ExpConstants;

template <>
struct ExpConstants<float> {
  static constexpr auto& q = coefficients::exp_polynomial_f32;
  static constexpr float log2_e = coefficients::log2_e_f32;
  static constexpr float ln2_high = coefficients::ln2_hi_f32;
  static constexpr float ln2_low = coefficients::ln2_lo_f32;
};

template <>
struct ExpConstants<double> {
  static constexpr auto& q = coefficients::exp_polynomial_f64;
  static constexpr double log2_e = coefficients::log2_e_f64;
  static constexpr double ln2_high = coefficients::ln2_hi_f64;
  static constexpr double ln2_low = coefficients::ln2_lo_f64;
};

// How exactly exp(r) is to be known: tail(r) is exp(r) - 1 - r.
struct ExactExp {
  template <class V>
  static LEEWAY_INLINE V tail(V r) {
    return r * r * polynomial(r, ExpConstants<typename V::element>::q);
  }
};

#define LEEWAY_EXP_TIER(Name, tier)                                      \
  struct Name {                                                          \
    template <class V>                                                   \
    static LEEWAY_INLINE V tail(V r) {                                   \
      return r * r * polynomial(r, coefficients::exp_polynomial_##tier); \
    }                                                                    \
  };
LEEWAY_EXP_TIER(Exp1e10, tier_1e_10)
LEEWAY_EXP_TIER(Exp1e5, tier_1e_5)
LEEWAY_EXP_TIER(Exp1e3, tier_1e_3)
#undef LEEWAY_EXP_TIER

// Name<V>Exact, Tier1e10 and so on of a formula NameBy<V, Accuracy>, for kernels.def.
#define LEEWAY_METHODS_BY_EXP(Name)            \
  template <class V>                           \
  using Name##Exact = Name##By<V, ExactExp>;   \
  template <class V>                           \
  using Name##Tier1e10 = Name##By<V, Exp1e10>; \
  template <class V>                           \
  using Name##Tier1e5 = Name##By<V, Exp1e5>;   \
  template <class V>                           \
  using Name##Tier1e3 = Name##By<V, Exp1e3>;

template <class V>
struct ReducedExp {
  V above_one;    // exp(r) - 1, in [-0.30, 0.42]
  V significand;  // exp(r), in [0.70, 1.42]
  V rounded;      // n + round_magic, the form power_of_two() takes
};

// x - n ln 2
template <class V>
LEEWAY_INLINE V less_powers(V x, V n) {
  using C = ExpConstants<typename V::element>;
  return neg_mul_add(n, V(C::ln2_low), neg_mul_add(n, V(C::ln2_high), x));
}

template <class Accuracy, class V>
LEEWAY_INLINE ReducedExp<V> from_reduced(V r, V rounded) {
  using E = typename V::element;
  const V above_one = r + Accuracy::tail(r);
  return {above_one, V(E(1)) + above_one, rounded};
}

template <class Accuracy = ExactExp, class V>
LEEWAY_INLINE ReducedExp<V> reduced_exp(V x) {
  using E = typename V::element;
  using C = ExpConstants<E>;
  const V magic(Format<E>::round_magic);
  const V rounded = mul_add(x, V(C::log2_e), magic);
  return from_reduced<Accuracy>(less_powers(x, rounded - magic), rounded);
}

// exp(x + low) for a low much smaller than x, which need not fit into one number with it.
template <class Accuracy = ExactExp, class V>
LEEWAY_INLINE ReducedExp<V> reduced_exp_of_sum(V x, V low) {
  using E = typename V::element;
  using C = ExpConstants<E>;
  const V magic(Format<E>::round_magic);
  const V rounded = mul_add(x + low, V(C::log2_e), magic);
  return from_reduced<Accuracy>(less_powers(x, rounded - magic) + low, rounded);
}

template <class Element>
struct ExpLimits;

template <>
struct ExpLimits<float> {
  static constexpr float underflow = -150.0f;  // exp is 0 from -104 on; a product with it, later
  static constexpr float overflow = 89.0f;     // to +inf above
  static constexpr float normal = 87.0f;       // exp of ±87 is a normal number
};

template <>
struct ExpLimits<double> {
  static constexpr double underflow = -1100.0;
  static constexpr double overflow = 710.0;
  static constexpr double normal = 708.0;
};

// exp(x) = part * power, both normal numbers and power one of two: callers who go on multiplying take the power last, so
// that a tiny result is rounded once.
template <class V>
struct ExpHalves {
  V part, power;
};

template <class Accuracy = ExactExp, class V>
LEEWAY_INLINE ExpHalves<V> exp_halves(V x) {
  using E = typename V::element;
  const V magic(Format<E>::round_magic);
  const V c = min(V(ExpLimits<E>::overflow), max(V(ExpLimits<E>::underflow), x));
  const auto e = reduced_exp<Accuracy>(c);
  const V n = e.rounded - magic;
  const V half = mul_add(n, V(E(0.5)), magic);
  const V rest = n - (half - magic) + magic;
  return {e.significand * power_of_two(half), power_of_two(rest)};
}

template <class Accuracy = ExactExp, class V>
LEEWAY_INLINE V exp(V x) {
  const auto e = exp_halves<Accuracy>(x);
  return e.part * e.power;
}

// exp(x) for an x between ±ExpLimits::normal.
template <class Accuracy = ExactExp, class V>
LEEWAY_INLINE V exp_of_moderate(V x) {
  const auto e = reduced_exp<Accuracy>(x);
  return e.significand * power_of_two(e.rounded);
}

// exp(x) - 1 = 2 (2^(n-1) p + (2^(n-1) - 1/2)) with p = exp(r) - 1; halved, because 2^128 is no float.
template <class Accuracy = ExactExp, class V>
LEEWAY_INLINE V expm1(V x) {
  using E = typename V::element;
  const V magic(Format<E>::round_magic);
  const V c = min(V(ExpLimits<E>::overflow), max(V(E(-64)), x));
  const auto e = reduced_exp<Accuracy>(c);
  const V half = power_of_two(e.rounded - V(E(1)));
  const V scaled = mul_add(half, e.above_one, half - V(E(0.5)));
  const V whole = scaled + scaled;
  // With n = 0 it is p itself, down to the subnormals.
  return select(equal(e.rounded, magic), e.above_one, whole) | sign_of(c);
}

template <class V, class Accuracy>
struct ExpBy {
  explicit ExpBy(double) {}
  LEEWAY_INLINE V value(V x) const { return exp<Accuracy>(x); }
  LEEWAY_INLINE V derivative(V x) const { return exp<Accuracy>(x); }
  LEEWAY_INLINE V derivative_from_output(V y) const { return y; }
};

template <class V, class Accuracy>
struct Expm1By {
  explicit Expm1By(double) {}
  LEEWAY_INLINE V value(V x) const { return expm1<Accuracy>(x); }
  LEEWAY_INLINE V derivative(V x) const { return exp<Accuracy>(x); }
  LEEWAY_INLINE V derivative_from_output(V y) const { return y + V(typename V::element(1)); }
};

LEEWAY_METHODS_BY_EXP(Exp)
LEEWAY_METHODS_BY_EXP(Expm1)

LEEWAY_ISA_END
