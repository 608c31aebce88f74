// Sweeps a kernel over bit patterns and compares it with the oracle.

#include <memory>
#include <vector>

#include "block.h"
#include "dispatch/dispatch.h"

namespace leeway {
namespace {

// Where the true value rounds to infinity, infinity is exact.
template <class P>
double error_of(double got, double high, double low) {
  if (got == high) return std::isinf(got) ? 0.0 : std::fabs(low);
  if (std::isinf(got) && std::fabs(high) >= P::max)
    return std::signbit(got) == std::signbit(high) ? 0.0 : INFINITY;
  return std::fabs((got - high) - low);
}

// Where a figure of the measurement is kept, and the x of its worst case.
struct Worst {
  double *value, *at;
  void raise(double candidate, double x) {
    if (candidate > *value) {
      *value = candidate;
      *at = x;
    }
  }
};

template <class P>
void compare_one(double got, const TrueValues& want, size_t i, double x, Worst abs, Worst ulp,
                 leeway_measurement* m) {
  if (std::isnan(got) || std::isnan(want.high[i])) {
    if (std::isnan(got) != std::isnan(want.high[i])) {
      m->nan_mismatches++;
      m->nan_mismatch_at = x;
    }
    return;
  }
  const double error = error_of<P>(got, want.high[i], want.low[i]);
  if (error == 0) return;
  abs.raise(error, x);
  // An infinite error where the truth is infinite too has no ulp to be counted in.
  ulp.raise(want.per_ulp[i] > 0 ? error / ulp_at<P>(want.high[i]) : INFINITY, x);
}

// A sweep spends its time at the glance, on the fastest instruction set there is: which x an error belongs to is asked only when
// a block has set a record.
Glance glance_at(const float* y, const Expected& want, size_t n) {
  static const auto compare = table_of(leeway_isa_best())->comparisons.f32;
  return compare(y, want, n);
}
Glance glance_at(const double* y, const Expected& want, size_t n) {
  static const auto compare = table_of(leeway_isa_best())->comparisons.f64;
  return compare(y, want, n);
}

template <class P>
Glance compare(const typename P::number* got, const TrueValues& want, const Inputs<P>& in,
               Worst abs, Worst ulp, leeway_measurement* m) {
  const Glance g = glance_at(got, want.expected(), TrueValues::whole_vectors(in.n));
  if (!want.ordinary || !std::isfinite(g.sum) || g.abs_error > *abs.value || g.ulp > *ulp.value)
    for (size_t i = 0; i < in.n; i++) compare_one<P>(got[i], want, i, in.at[i], abs, ulp, m);
  return g;
}

// Results beyond the limits where the truth is not.
template <class P>
void count_outside(const Inputs<P>& in, const typename P::number* y, double low, double high,
                   leeway_measurement* m) {
  for (size_t i = 0; i < in.n; i++) {
    const double truth = in.value.high[i];
    if ((y[i] < low && truth >= low) || (y[i] > high && truth <= high)) {
      m->outside_range++;
      m->outside_range_at = in.at[i];
    }
  }
}

// Steps against the direction of the function, between neighbours: where the first is.
template <class P>
double first_step_back(const Inputs<P>& in, const typename P::number* y) {
  size_t i = 1;
  while (!((y[i] - y[i - 1]) * in.value.direction[i] < 0)) i++;
  return in.at[i];
}

struct Target {
  leeway_functions functions;
  double low, high;
};

// A function's limits at the infinities, rounded like the results, where they bound it.
struct Limits {
  double low, high;
};

template <class P>
Limits limits_of(const Op& op, double alpha) {
  const double a = op.limit_low(alpha), b = op.limit_high(alpha);
  // A function that is NaN towards -inf (rsqrt) has no lower limit, nor has one that dips below it on its way (silu).
  const bool dips = op.value_f64(-1, alpha) < std::fmin(a, b);
  const double low = std::isnan(a) || dips ? -INFINITY : rounded<P>(std::fmin(a, b));
  return {low, std::isnan(a) ? INFINITY : rounded<P>(std::fmax(a, b))};
}

template <class P>
void measure_values(const Inputs<P>& in, Results<P>& results, const leeway_functions& f,
                    double alpha, Limits limits, leeway_measurement* m) {
  f.forward(in.x, results.stored(), in.n, alpha);
  m->inputs += in.n;
  const auto* y = results.numbers(in.n);
  const Glance g = compare<P>(y, in.value, in, {&m->max_abs_error, &m->max_abs_error_at},
                              {&m->max_ulp, &m->max_ulp_at}, m);
  if (g.least < limits.low || g.greatest > limits.high)
    count_outside(in, y, limits.low, limits.high, m);
  if (g.back > 0 && m->not_monotonic == 0) m->not_monotonic_at = first_step_back(in, y);
  m->not_monotonic += static_cast<uint64_t>(g.back);
}

// After the values, which one of the gradients is computed from.
template <class P>
void measure_gradients(const Inputs<P>& in, Results<P>& values, Results<P>& gradients,
                       const leeway_functions& f, double alpha, leeway_measurement* m) {
  const Worst abs = {&m->derivative_max_abs_error, &m->derivative_max_abs_error_at};
  const Worst ulp = {&m->derivative_max_ulp, &m->derivative_max_ulp_at};
  f.backward(in.x, in.ones, gradients.stored(), in.n, alpha);
  compare<P>(gradients.numbers(in.n), in.derivative, in, abs, ulp, m);
  if (!f.backward_from_output) return;
  f.backward_from_output(values.stored(), in.ones, gradients.stored(), in.n, alpha);
  compare<P>(gradients.numbers(in.n), in.derivative, in, abs, ulp, m);
}

// Kernels that fall back on one formula are one function, which need not be swept twice.
size_t first_alike(const std::vector<Target>& targets, size_t t) {
  const leeway_functions& f = targets[t].functions;
  size_t i = 0;
  while (targets[i].functions.forward != f.forward || targets[i].functions.backward != f.backward)
    i++;
  return i;
}

template <leeway_element element>
void measure(const Op& op, const std::vector<Target>& targets, double alpha, uint64_t first,
             uint64_t stride, uint64_t count, uint64_t gradient_every,
             leeway_measurement* measurements) {
  using P = Precision<element>;
  const Limits limits = limits_of<P>(op, alpha);
  const auto in = std::make_unique<Inputs<P>>();
  std::vector<Results<P>> results(2);
  for (uint64_t block = 0; block * block_inputs < count; block++) {
    const uint64_t done = block * block_inputs, left = count - done;
    in->fill(op, element, targets[0].low, targets[0].high, alpha, first + done * stride, stride,
             left < block_inputs ? left : block_inputs);
    const bool with_gradients = block % gradient_every == 0;
    if (with_gradients) in->fill_derivative(op, element, alpha);
    for (size_t t = 0; t < targets.size(); t++) {
      if (first_alike(targets, t) < t) continue;
      const leeway_functions& f = targets[t].functions;
      measure_values(*in, results[0], f, alpha, limits, &measurements[t]);
      if (with_gradients)
        measure_gradients(*in, results[0], results[1], f, alpha, &measurements[t]);
    }
  }
  for (size_t t = 0; t < targets.size(); t++)
    measurements[t] = measurements[first_alike(targets, t)];
}

using Measure = decltype(&measure<LEEWAY_FLOAT32>);

Measure measure_of(leeway_element element) {
  switch (element) {
    case LEEWAY_FLOAT32: return &measure<LEEWAY_FLOAT32>;
    case LEEWAY_FLOAT64: return &measure<LEEWAY_FLOAT64>;
    case LEEWAY_FLOAT16: return &measure<LEEWAY_FLOAT16>;
    case LEEWAY_BFLOAT16: return &measure<LEEWAY_BFLOAT16>;
  }
  return nullptr;
}

}  // namespace
}  // namespace leeway

leeway_status leeway_measure(const leeway_measure_target* targets, size_t target_count,
                             double alpha, uint64_t first, uint64_t stride, uint64_t count,
                             uint64_t gradient_every, leeway_measurement* measurements) {
  using namespace leeway;
  if (target_count == 0) return LEEWAY_OK;
  if (gradient_every == 0) return LEEWAY_BAD_ARGUMENT;
  std::vector<Target> resolved(target_count);
  for (size_t i = 0; i < target_count; i++) {
    if (targets[i].kernel >= kernel_count()) return LEEWAY_NO_SUCH_KERNEL;
    const leeway_kernel_info& info = kernel_at(targets[i].kernel);
    const leeway_kernel_info& lead = kernel_at(targets[0].kernel);
    if (info.op != lead.op || info.element != lead.element || info.low != lead.low ||
        info.high != lead.high)
      return LEEWAY_BAD_ARGUMENT;
    const leeway_status status =
        leeway_resolve(targets[i].kernel, targets[i].isa, &resolved[i].functions);
    if (status != LEEWAY_OK) return status;
    resolved[i].low = info.low;
    resolved[i].high = info.high;
  }
  const leeway_kernel_info& lead = kernel_at(targets[0].kernel);
  const Op& op = op_at(lead.op);
  measure_of(lead.element)(op, resolved, alpha, first, stride, count, gradient_every, measurements);
  return LEEWAY_OK;
}
