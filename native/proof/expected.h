// A block of a sweep: what its results should be, and what a first glance says of those they are.
#pragma once

#include <stddef.h>

namespace leeway {

// The true values, as unevaluated sums; how many ulp a unit of error is at each; and which way the function went from the one
// before: 1, -1, or 0.
struct Expected {
  const double *high, *low, *per_ulp, *direction;
};

// The largest errors; the sum of all, which shows a NaN or an infinity among them; the least and the greatest result, or 0; and
// how many results went against the direction of the function.
struct Glance {
  double abs_error, ulp, sum, least, greatest, back;
};

// Of n results, a multiple of 16, the one before the first being readable.
struct Comparisons {
  Glance (*f32)(const float* y, const Expected& want, size_t n);
  Glance (*f64)(const double* y, const Expected& want, size_t n);
};

}  // namespace leeway
