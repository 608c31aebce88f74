// tanh by one polynomial of degree 16, as studied in a text classifier (docs/performance.md, the sources' tables).
//   poly16       on [0, 1]: as exact as a polynomial of that degree is. Outside, x counts as the nearer end.
//   poly16_full  everywhere: odd, and saturating where the fit ends.
// Errors: bounds.def. NaN stays NaN; poly16_full keeps -0.
#pragma once

#include "generated/tanh_poly16.h"
#include "tanh.h"

LEEWAY_ISA_BEGIN

template <class Element>
struct Poly16Constants;

template <>
struct Poly16Constants<float> {
  static constexpr auto& unit = coefficients::tanh_poly16_f32;
  static constexpr auto& full = coefficients::tanh_poly16_full_f32;
  static constexpr float limit = coefficients::tanh_poly16_full_limit_f32;
};

template <>
struct Poly16Constants<double> {
  static constexpr auto& unit = coefficients::tanh_poly16_f64;
  static constexpr auto& full = coefficients::tanh_poly16_full_f64;
  static constexpr double limit = coefficients::tanh_poly16_full_limit_f64;
};

template <class V>
struct TanhPoly16 : TanhGradient<V, TanhPoly16<V>> {
  using E = typename V::element;
  explicit TanhPoly16(double) {}
  LEEWAY_INLINE V value(V x) const {
    return polynomial(min(V(E(1)), max(V(E(0)), x)), Poly16Constants<E>::unit);
  }
};

template <class V>
struct TanhPoly16Full : TanhGradient<V, TanhPoly16Full<V>> {
  using E = typename V::element;
  explicit TanhPoly16Full(double) {}
  LEEWAY_INLINE V value(V x) const {
    const V a = min(V(Poly16Constants<E>::limit), abs(x));
    const V t = mul_add(a, V(E(2) / Poly16Constants<E>::limit), V(E(-1)));
    return (a * polynomial(t, Poly16Constants<E>::full)) | sign_of(x);
  }
};

LEEWAY_ISA_END
