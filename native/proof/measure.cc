// Sweeps a kernel over bit patterns and compares it with the oracle.

#include <cmath>
#include <cstring>
#include <vector>

#include "dispatch/dispatch.h"
#include "reference.h"

namespace leeway {
namespace {

constexpr size_t block = 1024;

template <class E>
struct Precision;
template <>
struct Precision<float> {
  using bits = uint32_t;
  static constexpr int min_exponent = -126, mantissa_bits = 23;
  static constexpr double max = 0x1.fffffep127;
};
template <>
struct Precision<double> {
  using bits = uint64_t;
  static constexpr int min_exponent = -1022, mantissa_bits = 52;
  static constexpr double max = 0x1.fffffffffffffp1023;
};

template <class E>
double ulp_at(double value) {
  int exponent = Precision<E>::min_exponent;
  if (value != 0) {
    int e;
    std::frexp(value, &e);
    if (e - 1 > exponent) exponent = e - 1;
  }
  return std::ldexp(1.0, exponent - Precision<E>::mantissa_bits);
}

// Where the true value rounds to infinity, infinity is exact.
template <class E>
double error_of(double got, const Reference& want) {
  if (got == want.high) return std::isinf(got) ? 0.0 : std::fabs(want.low);
  if (std::isinf(got) && std::fabs(want.high) >= Precision<E>::max)
    return std::signbit(got) == std::signbit(want.high) ? 0.0 : INFINITY;
  return std::fabs((got - want.high) - want.low);
}

void raise(double value, double at, double* max, double* max_at) {
  if (value > *max) {
    *max = value;
    *max_at = at;
  }
}

template <class E>
void compare(double got, const Reference& want, double x, double* abs_error, double* abs_at,
             double* ulp, double* ulp_at_x, leeway_measurement* m) {
  if (std::isnan(got) || std::isnan(want.high)) {
    if (std::isnan(got) != std::isnan(want.high)) {
      m->nan_mismatches++;
      m->nan_mismatch_at = x;
    }
    return;
  }
  const double error = error_of<E>(got, want);
  if (error == 0) return;
  raise(error, x, abs_error, abs_at);
  raise(error / ulp_at<E>(want.high), x, ulp, ulp_at_x);
}

template <class E>
struct Block {
  E x[block], y[block], ones[block], gradient[block];
  Reference value[block], derivative[block];
  size_t n = 0;
};

template <class E>
void measure_block(const Block<E>& b, Block<E>& scratch, const leeway_functions& f, double alpha,
                   double low, double high, leeway_measurement* m) {
  f.forward(b.x, scratch.y, b.n, alpha);
  m->inputs += b.n;
  for (size_t i = 0; i < b.n; i++) {
    const double x = b.x[i], y = scratch.y[i];
    compare<E>(y, b.value[i], x, &m->max_abs_error, &m->max_abs_error_at, &m->max_ulp,
               &m->max_ulp_at, m);
    if (y < low || y > high) {
      m->outside_range++;
      m->outside_range_at = x;
    }
    if (i > 0) {
      const double step = b.value[i].high - b.value[i - 1].high;
      const double taken = y - static_cast<double>(scratch.y[i - 1]);
      if (step * taken < 0 || (step == 0 && taken != 0 && b.value[i].low == b.value[i - 1].low)) {
        m->not_monotonic++;
        m->not_monotonic_at = x;
      }
    }
  }
  const auto compare_gradient = [&] {
    for (size_t i = 0; i < b.n; i++)
      compare<E>(scratch.gradient[i], b.derivative[i], b.x[i], &m->derivative_max_abs_error,
                 &m->derivative_max_abs_error_at, &m->derivative_max_ulp, &m->derivative_max_ulp_at,
                 m);
  };
  f.backward(b.x, b.ones, scratch.gradient, b.n, alpha);
  compare_gradient();
  if (f.backward_from_output) {
    f.backward_from_output(scratch.y, b.ones, scratch.gradient, b.n, alpha);
    compare_gradient();
  }
}

struct Target {
  leeway_functions functions;
  double low, high;
};

template <class E>
void measure(const Op& op, leeway_element element, const std::vector<Target>& targets, double alpha,
             uint64_t first, uint64_t stride, uint64_t count, leeway_measurement* measurements) {
  using Bits = typename Precision<E>::bits;
  const double a = op.limit_low(alpha), b = op.limit_high(alpha);
  // A function that is NaN towards -inf (rsqrt) is bounded by its values at 0 and +inf instead.
  const double low = std::isnan(a) ? b : std::fmin(a, b);
  const double high = std::isnan(a) ? INFINITY : std::fmax(a, b);
  std::vector<Block<E>> storage(2);
  Block<E>& in = storage[0];
  for (size_t i = 0; i < block; i++) in.ones[i] = 1;
  for (uint64_t done = 0; done < count;) {
    in.n = 0;
    for (; in.n < block && done < count; done++) {
      const Bits bits = static_cast<Bits>(first + done * stride);
      E x;
      std::memcpy(&x, &bits, sizeof x);
      const bool below = x < targets[0].low || (targets[0].low == 0 && std::signbit(x) && x == 0);
      if (below || x > targets[0].high) continue;
      in.x[in.n] = x;
      in.value[in.n] = reference_value(op, element, x, alpha);
      in.derivative[in.n] = reference_derivative(op, element, x, alpha);
      in.n++;
    }
    for (size_t t = 0; t < targets.size(); t++)
      measure_block<E>(in, storage[1], targets[t].functions, alpha, low, high, &measurements[t]);
  }
}

}  // namespace
}  // namespace leeway

leeway_status leeway_measure(const leeway_measure_target* targets, size_t target_count,
                             double alpha, uint64_t first, uint64_t stride, uint64_t count,
                             leeway_measurement* measurements) {
  using namespace leeway;
  if (target_count == 0) return LEEWAY_OK;
  std::vector<Target> resolved(target_count);
  for (size_t i = 0; i < target_count; i++) {
    if (targets[i].kernel >= kernel_count()) return LEEWAY_NO_SUCH_KERNEL;
    const leeway_kernel_info& info = kernel_at(targets[i].kernel).info;
    const leeway_kernel_info& lead = kernel_at(targets[0].kernel).info;
    if (info.op != lead.op || info.element != lead.element || info.low != lead.low ||
        info.high != lead.high)
      return LEEWAY_BAD_ARGUMENT;
    const leeway_status status =
        leeway_resolve(targets[i].kernel, targets[i].isa, &resolved[i].functions);
    if (status != LEEWAY_OK) return status;
    resolved[i].low = info.low;
    resolved[i].high = info.high;
  }
  const leeway_kernel_info& lead = kernel_at(targets[0].kernel).info;
  const Op& op = op_at(lead.op);
  if (lead.element == LEEWAY_FLOAT32)
    measure<float>(op, lead.element, resolved, alpha, first, stride, count, measurements);
  else
    measure<double>(op, lead.element, resolved, alpha, first, stride, count, measurements);
  return LEEWAY_OK;
}
