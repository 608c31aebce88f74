#include "catalogue.h"

#include <math.h>

#include <cmath>

#include "bounds.h"
#include "dispatch/dispatch.h"

namespace leeway {
namespace {

// The oracle's functions, by the C library. Named here one by one so that an expression of kernels.def that uses anything
// else fails to compile instead of rounding to double in silence. (sqrt(2) would: SQRT1_2 is a number of the type.)
using std::abs;
using std::cosh;
using std::erf;
using std::erfc;
using std::exp;
using std::expm1;
using std::log;
using std::log1p;
using std::pow;
using std::sqrt;
using std::tanh;

enum OpIndex : size_t {
#define LEEWAY_OP(op, ...) op_##op,
#define LEEWAY_KERNEL(...)
#include "kernels.def"
};

// Clang makes a maximum instruction of `x < 0 ? 0 : x`, which loses the sign of zero (LLVM 16, on WebAssembly and arm64).
#if defined(__clang__)
#define LEEWAY_AS_WRITTEN __attribute__((optnone))
#else
#define LEEWAY_AS_WRITTEN
#endif

#define LEEWAY_OP(op, parameter, value, derivative, low, high, source)                     \
  template <class T>                                                                       \
  LEEWAY_AS_WRITTEN T value_of_##op([[maybe_unused]] T x, [[maybe_unused]] T alpha) {      \
    [[maybe_unused]] const T SQRT1_2 = sqrt(T(0.5));                                       \
    return static_cast<T>(value);                                                          \
  }                                                                                        \
  template <class T>                                                                       \
  LEEWAY_AS_WRITTEN T derivative_of_##op([[maybe_unused]] T x, [[maybe_unused]] T alpha) { \
    [[maybe_unused]] const T SQRT1_2 = sqrt(T(0.5));                                       \
    return static_cast<T>(derivative);                                                     \
  }                                                                                        \
  double low_of_##op([[maybe_unused]] double alpha) { return static_cast<double>(low); }   \
  double high_of_##op([[maybe_unused]] double alpha) { return static_cast<double>(high); }
#define LEEWAY_KERNEL(...)
#include "kernels.def"

#define NO_ALPHA 0, 1
#define ALPHA(default_value) 1, default_value

const Op ops[] = {
#define LEEWAY_OP(op, parameter, value, derivative, low, high, source) \
  {{#op, #value, #derivative, source, parameter},                      \
   &value_of_##op<double>,                                             \
   &derivative_of_##op<double>,                                        \
   &value_of_##op<Extended>,                                           \
   &derivative_of_##op<Extended>,                                      \
   &low_of_##op,                                                       \
   &high_of_##op},
#define LEEWAY_KERNEL(...)
#include "kernels.def"
};

constexpr leeway_element f32 = LEEWAY_FLOAT32;
constexpr leeway_element f64 = LEEWAY_FLOAT64;
constexpr leeway_element f16 = LEEWAY_FLOAT16;
constexpr leeway_element bf16 = LEEWAY_BFLOAT16;

const leeway_kernel_info kernels[] = {
#define LEEWAY_OP(...)
#define LEEWAY_KERNEL(op, method, element, Formula, low, high) \
  {op_##op, #method, element, low, high, 0, 0},
#include "kernels.def"
};

constexpr Bounds bounds = read_bounds();

}  // namespace

size_t op_count() { return sizeof ops / sizeof *ops; }
const Op& op_at(size_t i) { return ops[i]; }
size_t kernel_count() { return sizeof kernels / sizeof *kernels; }
const leeway_kernel_info& kernel_at(size_t i) { return kernels[i]; }

}  // namespace leeway

using namespace leeway;

size_t leeway_op_count(void) { return op_count(); }

leeway_status leeway_op(size_t op, leeway_op_info* info) {
  if (op >= op_count()) return LEEWAY_NO_SUCH_KERNEL;
  *info = op_at(op).info;
  return LEEWAY_OK;
}

leeway_status leeway_op_limits(size_t op, double alpha, double* low, double* high) {
  if (op >= op_count()) return LEEWAY_NO_SUCH_KERNEL;
  *low = op_at(op).limit_low(alpha);
  *high = op_at(op).limit_high(alpha);
  return LEEWAY_OK;
}

size_t leeway_kernel_count(void) { return kernel_count(); }

leeway_status leeway_kernel(size_t kernel, leeway_kernel_info* info) {
  if (kernel >= kernel_count()) return LEEWAY_NO_SUCH_KERNEL;
  *info = kernel_at(kernel);
  // Which gradients a formula has is known where it is compiled; the portable table always is.
  const KernelEntry& entry = table_of(LEEWAY_ISA_SCALAR)->kernels[kernel];
  info->backward_from_output = entry.functions.backward_from_output != nullptr;
  info->alpha_per_channel = entry.channels.backward != nullptr;
  return LEEWAY_OK;
}

leeway_status leeway_kernel_bound(size_t kernel, leeway_isa isa, leeway_bound* bound) {
  if (kernel >= kernel_count()) return LEEWAY_NO_SUCH_KERNEL;
  if (isa < 0 || isa >= LEEWAY_ISA_COUNT) return LEEWAY_NO_SUCH_ISA;
  *bound = bounds.of[kernel][isa];
  return LEEWAY_OK;
}

leeway_status leeway_resolve(size_t kernel, leeway_isa isa, leeway_functions* functions) {
  if (kernel >= kernel_count()) return LEEWAY_NO_SUCH_KERNEL;
  const IsaTable* table = table_of(isa);
  if (!table) return LEEWAY_ISA_UNAVAILABLE;
  *functions = table->kernels[kernel].functions;
  return LEEWAY_OK;
}

leeway_status leeway_resolve_channels(size_t kernel, leeway_isa isa,
                                      leeway_channel_functions* functions) {
  if (kernel >= kernel_count()) return LEEWAY_NO_SUCH_KERNEL;
  const IsaTable* table = table_of(isa);
  if (!table) return LEEWAY_ISA_UNAVAILABLE;
  *functions = table->kernels[kernel].channels;
  return functions->backward ? LEEWAY_OK : LEEWAY_NO_GRADIENT;
}
