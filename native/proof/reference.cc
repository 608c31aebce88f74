#include "reference.h"

#include <cfloat>
#include <cmath>

namespace leeway {
namespace {

struct Reference {
  double high, low;
};

[[maybe_unused]] Reference split(const DoubleDouble& v) {
  Reference r;
  v.split(&r.high, &r.low);
  return r;
}

[[maybe_unused]] Reference split(long double v) {
  const double high = static_cast<double>(v);
  const double low = std::isfinite(high) ? static_cast<double>(v - high) : 0.0;
  return {high, low};
}

// The expression at a number, or, where it meets infinity times zero, at the largest finite one.
Reference derivative_at_infinity(const Op& op, leeway_element element, double x, double alpha) {
  const double largest = element == LEEWAY_FLOAT64 ? DBL_MAX : 0x1.fffffep127;
  const auto at = [&](double argument) -> Reference {
    if (element != LEEWAY_FLOAT64) return {op.derivative_f64(argument, alpha), 0.0};
    return split(op.derivative_extended(argument, alpha));
  };
  const Reference r = at(x);
  return std::isnan(r.high) ? at(std::copysign(largest, x)) : r;
}

template <class Infinite>
void evaluate(leeway_element element, double (*f64)(double, double),
              Extended (*extended)(Extended, Extended), Infinite at_infinity, const double* x,
              size_t n, double alpha, double* high, double* low) {
  for (size_t i = 0; i < n; i++) {
    Reference r;
    if (std::isinf(x[i]))
      r = at_infinity(x[i]);
    else if (element == LEEWAY_FLOAT64)
      r = split(extended(x[i], alpha));
    else
      r = {f64(x[i], alpha), 0.0};
    high[i] = r.high;
    low[i] = r.low;
  }
}

}  // namespace

void reference_values(const Op& op, leeway_element element, const double* x, size_t n, double alpha,
                      double* high, double* low) {
  const auto limit = [&](double infinity) -> Reference {
    return {infinity < 0 ? op.limit_low(alpha) : op.limit_high(alpha), 0.0};
  };
  evaluate(element, op.value_f64, op.value_extended, limit, x, n, alpha, high, low);
}

void reference_derivatives(const Op& op, leeway_element element, const double* x, size_t n,
                           double alpha, double* high, double* low) {
  const auto limit = [&](double infinity) {
    return derivative_at_infinity(op, element, infinity, alpha);
  };
  evaluate(element, op.derivative_f64, op.derivative_extended, limit, x, n, alpha, high, low);
}

}  // namespace leeway

leeway_status leeway_reference(size_t op, leeway_element element, int derivative, const double* x,
                               double* high, double* low, size_t n, double alpha) {
  if (op >= leeway::op_count()) return LEEWAY_NO_SUCH_KERNEL;
  const auto f = derivative ? &leeway::reference_derivatives : &leeway::reference_values;
  f(leeway::op_at(op), element, x, n, alpha, high, low);
  return LEEWAY_OK;
}
