// erf(x) = 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x
// Domain: everywhere; saturates at -1 and 1. Errors: bounds.def. NaN stays NaN, -0 stays -0.
//
// Below 3/4 in size its Taylor series; above, 1 less gelu's tail, which is small there: erfc(x) = 2 tail(sqrt(2) x).
#pragma once

#include "gelu.h"

LEEWAY_ISA_BEGIN

constexpr double two_over_sqrt_pi = 1.1283791670955126;

// erf(x) / x by powers of x^2: the n-th coefficient is 2 / sqrt(pi) (-1)^n / (n! (2n + 1)).
template <class Element, int terms>
struct ErfSeries {
  Element c[terms];
  constexpr ErfSeries() : c() {
    double power = two_over_sqrt_pi;
    for (int n = 0; n < terms; n++) {
      c[n] = static_cast<Element>(power / (2 * n + 1));
      power /= -(n + 1);
    }
  }
};

// limit: where exp(-x^2), and with it the derivative, has become 0. As many terms as 3/4 needs.
template <class Element>
struct ErfConstants;

template <>
struct ErfConstants<float> {
  static constexpr float limit = 10.5f;
  static constexpr ErfSeries<float, 9> series{};
};

template <>
struct ErfConstants<double> {
  static constexpr double limit = 28.0;
  static constexpr ErfSeries<double, 16> series{};
};

template <class V>
struct Erf {
  using E = typename V::element;
  using C = ErfConstants<E>;
  explicit Erf(double) {}

  LEEWAY_INLINE V value(V x) const {
    constexpr double sqrt_two = 1.4142135623730951;
    const V a = min(V(C::limit), abs(x));
    const V small = x * polynomial(a * a, C::series.c);
    const V b = a * V(static_cast<E>(sqrt_two));
    const V tail = tail_over_bell<ExactGeluTail>(b) * scaled_bell<ExactExp>(b);
    const V large = mul_add(tail, V(E(-2) * SigmoidConstants<E>::unscale), V(E(1)));
    return select(less(a, V(E(0.75))), small, large | sign_of(x));
  }
  LEEWAY_INLINE V derivative(V x) const {
    const V a = min(V(C::limit), abs(x));
    const V bell = scaled_exp_of_square<ExactExp>(a, V(E(-1)));
    return bell * V(static_cast<E>(two_over_sqrt_pi)) * V(SigmoidConstants<E>::unscale);
  }
};

LEEWAY_ISA_END
