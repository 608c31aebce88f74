// Sweeps a kernel over bit patterns and compares it with the oracle.

#include <cmath>
#include <vector>

#include "dispatch/dispatch.h"
#include "precision.h"
#include "reference.h"

namespace leeway {
namespace {

constexpr size_t block = 1024;

// Where the true value rounds to infinity, infinity is exact.
template <class P>
double error_of(double got, const Reference& want) {
  if (got == want.high) return std::isinf(got) ? 0.0 : std::fabs(want.low);
  if (std::isinf(got) && std::fabs(want.high) >= P::max)
    return std::signbit(got) == std::signbit(want.high) ? 0.0 : INFINITY;
  return std::fabs((got - want.high) - want.low);
}

// The true values of a block, and how many ulp a unit of error is at each.
struct Wanted {
  double high[block], low[block], per_ulp[block];
  // Whether all are finite and not so large that a kernel may rightly answer infinity: then comparing is plain arithmetic.
  bool ordinary;
};

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
struct Block {
  typename P::stored x[block], y[block], ones[block], gradient[block];
  double at[block];                   // x as numbers
  typename P::number numbers[block];  // room to decode results
  Wanted value, derivative;
  size_t n = 0;
};

template <class P>
void set(Wanted& w, size_t i, Reference r) {
  w.high[i] = r.high;
  w.low[i] = r.low;
  w.per_ulp[i] = std::isfinite(r.high) ? 1 / ulp_at<P>(r.high) : 0;
  w.ordinary &= std::fabs(r.high) < P::max && std::isfinite(w.per_ulp[i]);
}

template <class P>
void compare_one(double got, const Wanted& want, size_t i, double x, Worst abs, Worst ulp,
                 leeway_measurement* m) {
  if (std::isnan(got) || std::isnan(want.high[i])) {
    if (std::isnan(got) != std::isnan(want.high[i])) {
      m->nan_mismatches++;
      m->nan_mismatch_at = x;
    }
    return;
  }
  const double error = error_of<P>(got, {want.high[i], want.low[i]});
  if (error == 0) return;
  abs.raise(error, x);
  // An infinite error where the truth is infinite too has no ulp to be counted in.
  ulp.raise(want.per_ulp[i] > 0 ? error / ulp_at<P>(want.high[i]) : INFINITY, x);
}

// A sweep spends its time here: the plain loop looks for the worst errors only, and which x they belong to is asked when a
// block has set a record.
template <class P>
void compare(const typename P::number* got, const Wanted& want, const double* x, size_t n,
             Worst abs, Worst ulp, leeway_measurement* m) {
  bool careful = !want.ordinary;
  if (!careful) {
    double worst_abs = 0, worst_ulp = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
      const double error = std::fabs((got[i] - want.high[i]) - want.low[i]);
      const double in_ulp = error * want.per_ulp[i];
      worst_abs = error > worst_abs ? error : worst_abs;
      worst_ulp = in_ulp > worst_ulp ? in_ulp : worst_ulp;
      sum += error;
    }
    // The sum shows a NaN or an infinity among the results, which comparisons may have passed over.
    careful = !std::isfinite(sum) || worst_abs > *abs.value || worst_ulp > *ulp.value;
  }
  if (!careful) return;
  for (size_t i = 0; i < n; i++) compare_one<P>(got[i], want, i, x[i], abs, ulp, m);
}

// Counts results beyond the limits where the truth is not, and steps against the direction of the function, between neighbours.
template <class P>
void check_order(const Block<P>& b, const typename P::number* y, double low, double high,
                 leeway_measurement* m) {
  uint64_t outside = 0, back = 0;
  for (size_t i = 0; i < b.n; i++)
    outside += (y[i] < low && b.value.high[i] >= low) | (y[i] > high && b.value.high[i] <= high);
  for (size_t i = 1; i < b.n; i++)
    back += (b.value.high[i] > b.value.high[i - 1] && y[i] < y[i - 1]) ||
            (b.value.high[i] < b.value.high[i - 1] && y[i] > y[i - 1]);
  m->outside_range += outside;
  m->not_monotonic += back;
  for (size_t i = 0; outside > 0 && i < b.n; i++)
    if ((y[i] < low && b.value.high[i] >= low) || (y[i] > high && b.value.high[i] <= high))
      m->outside_range_at = b.at[i];
  for (size_t i = 1; back > 0 && i < b.n; i++)
    if ((b.value.high[i] - b.value.high[i - 1]) * (y[i] - y[i - 1]) < 0)
      m->not_monotonic_at = b.at[i];
}

template <class P>
void measure_block(const Block<P>& b, Block<P>& scratch, const leeway_functions& f, double alpha,
                   double low, double high, leeway_measurement* m) {
  f.forward(b.x, scratch.y, b.n, alpha);
  m->inputs += b.n;
  const auto* y = P::decode(scratch.y, scratch.numbers, b.n);
  compare<P>(y, b.value, b.at, b.n, {&m->max_abs_error, &m->max_abs_error_at},
             {&m->max_ulp, &m->max_ulp_at}, m);
  check_order(b, y, low, high, m);
  const Worst abs = {&m->derivative_max_abs_error, &m->derivative_max_abs_error_at};
  const Worst ulp = {&m->derivative_max_ulp, &m->derivative_max_ulp_at};
  const auto compare_gradient = [&] {
    const auto* gradient = P::decode(scratch.gradient, scratch.numbers, b.n);
    compare<P>(gradient, b.derivative, b.at, b.n, abs, ulp, m);
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

template <leeway_element element>
void measure(const Op& op, const std::vector<Target>& targets, double alpha, uint64_t first,
             uint64_t stride, uint64_t count, leeway_measurement* measurements) {
  using P = Precision<element>;
  const double a = op.limit_low(alpha), b = op.limit_high(alpha);
  // Rounded like the results. A function that is NaN towards -inf (rsqrt) has no lower limit, nor has one that dips below
  // it on its way (silu).
  const bool dips = op.value_f64(-1, alpha) < std::fmin(a, b);
  const double low = std::isnan(a) || dips ? -INFINITY : rounded<P>(std::fmin(a, b));
  const double high = std::isnan(a) ? INFINITY : rounded<P>(std::fmax(a, b));
  std::vector<Block<P>> storage(2);
  Block<P>& in = storage[0];
  for (size_t i = 0; i < block; i++) in.ones[i] = P::one();
  for (uint64_t done = 0; done < count;) {
    in.n = 0;
    in.value.ordinary = in.derivative.ordinary = true;
    for (; in.n < block && done < count; done++) {
      const auto stored = P::from_bits(static_cast<typename P::bits>(first + done * stride));
      typename P::number room;
      const double x = *P::decode(&stored, &room, 1);
      const bool below = x < targets[0].low || (targets[0].low == 0 && std::signbit(x) && x == 0);
      if (below || x > targets[0].high) continue;
      in.x[in.n] = stored;
      in.at[in.n] = x;
      set<P>(in.value, in.n, reference_value(op, element, x, alpha));
      set<P>(in.derivative, in.n, reference_derivative(op, element, x, alpha));
      in.n++;
    }
    for (size_t t = 0; t < targets.size(); t++)
      measure_block<P>(in, storage[1], targets[t].functions, alpha, low, high, &measurements[t]);
  }
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
                             leeway_measurement* measurements) {
  using namespace leeway;
  if (target_count == 0) return LEEWAY_OK;
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
  measure_of(lead.element)(op, resolved, alpha, first, stride, count, measurements);
  return LEEWAY_OK;
}
