#include "reference.h"

#include <cfloat>
#include <cmath>

namespace leeway {
namespace {

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

}  // namespace

Reference reference_value(const Op& op, leeway_element element, double x, double alpha) {
  if (std::isinf(x)) return {x < 0 ? op.limit_low(alpha) : op.limit_high(alpha), 0.0};
  if (element != LEEWAY_FLOAT64) return {op.value_f64(x, alpha), 0.0};
  return split(op.value_extended(x, alpha));
}

namespace {

Reference derivative_at(const Op& op, leeway_element element, double x, double alpha) {
  if (element != LEEWAY_FLOAT64) return {op.derivative_f64(x, alpha), 0.0};
  return split(op.derivative_extended(x, alpha));
}

}  // namespace

Reference reference_derivative(const Op& op, leeway_element element, double x, double alpha) {
  const Reference r = derivative_at(op, element, x, alpha);
  if (!std::isinf(x) || !std::isnan(r.high)) return r;
  // The expression meets infinity times zero: its limit is what it is at the largest finite number.
  const double largest = element == LEEWAY_FLOAT64 ? DBL_MAX : 0x1.fffffep127;
  return derivative_at(op, element, std::copysign(largest, x), alpha);
}

}  // namespace leeway

leeway_status leeway_reference(size_t op, leeway_element element, int derivative, const double* x,
                               double* high, double* low, size_t n, double alpha) {
  if (op >= leeway::op_count()) return LEEWAY_NO_SUCH_KERNEL;
  const auto f = derivative ? &leeway::reference_derivative : &leeway::reference_value;
  for (size_t i = 0; i < n; i++) {
    const leeway::Reference r = f(leeway::op_at(op), element, x[i], alpha);
    high[i] = r.high;
    low[i] = r.low;
  }
  return LEEWAY_OK;
}
