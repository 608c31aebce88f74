// What a sweep asks of every result, over the vocabulary: a first pass without branches, which says whether a block holds
// anything worth a closer look. Included where an instruction set's table is compiled.
#pragma once

#include "proof/expected.h"

LEEWAY_ISA_BEGIN

// The vectors of doubles that a vector of results makes.
LEEWAY_INLINE Doubles as_doubles(const float* y) { return widen(f32::load(y)); }
struct OneDouble {
  static constexpr int parts = 1;
  f64 part[1];
};
LEEWAY_INLINE OneDouble as_doubles(const double* y) { return {{f64::load(y)}}; }

template <class Combine>
LEEWAY_INLINE double across(f64 v, Combine combine) {
  double lanes[f64::lanes];
  v.store(lanes);
  double result = lanes[0];
  for (int i = 1; i < f64::lanes; i++) result = combine(result, lanes[i]);
  return result;
}

// A double's true value has a second half, `low`; that of a narrower type is known by a double to far below its ulp.
template <class Number>
Glance compare(const Number* y, const Expected& want, size_t n) {
  const f64 zero(0.0), one(1.0);
  f64 abs_error = zero, ulp = zero, sum = zero, back = zero, least = zero, greatest = zero;
  for (size_t i = 0; i < n;) {
    const auto here = as_doubles(y + i), before = as_doubles(y + i - 1);
    for (int part = 0; part < here.parts; part++, i += f64::lanes) {
      const f64 got = here.part[part];
      f64 error = got - f64::load(want.high + i);
      if constexpr (sizeof(Number) == sizeof(double)) error = error - f64::load(want.low + i);
      error = abs(error);
      // The variable stands first: it is passed over where it is NaN, which the sum keeps.
      abs_error = max(error, abs_error);
      ulp = max(error * f64::load(want.per_ulp + i), ulp);
      sum = sum + error;
      least = min(got, least);
      greatest = max(got, greatest);
      const f64 step = (got - before.part[part]) * f64::load(want.direction + i);
      back = back + select(less(step, zero), one, zero);
    }
  }
  const auto larger = [](double a, double b) { return a > b ? a : b; };
  const auto smaller = [](double a, double b) { return a < b ? a : b; };
  const auto plus = [](double a, double b) { return a + b; };
  return {across(abs_error, larger), across(ulp, larger),      across(sum, plus),
          across(least, smaller),    across(greatest, larger), across(back, plus)};
}

LEEWAY_ISA_END
