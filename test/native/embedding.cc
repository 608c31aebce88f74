// leeway_kernels in a C++ program without Node: the most accurate tanh on the best instruction set keeps its bound against
// std::tanh, in float32 and float16. Built and run by CMake (`npm run build:cmake`, then ctest --test-dir build-cmake).

#include <stdint.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <vector>

#include "leeway.h"

// The first row of an op and element type is its most accurate kernel.
static size_t find_kernel(const char* name, leeway_element element) {
  for (size_t k = 0; k < leeway_kernel_count(); k++) {
    leeway_kernel_info kernel;
    leeway_op_info op;
    leeway_kernel(k, &kernel);
    leeway_op(kernel.op, &op);
    if (kernel.element == element && std::strcmp(op.name, name) == 0) return k;
  }
  return leeway_kernel_count();
}

// tanh of x, whose numbers the element type has, within its promise.
bool keeps_its_bound(leeway_element element, const std::vector<float>& x, std::vector<float>& y,
                     const char* name) {
  const leeway_isa isa = leeway_isa_best();
  leeway_bound bound;
  if (leeway_kernel_bound(find_kernel("tanh", element), isa, &bound) != LEEWAY_OK) return false;
  double worst = 0;
  size_t beyond = 0;
  for (size_t i = 0; i < x.size(); i++) {
    const double error = std::fabs(y[i] - std::tanh(static_cast<double>(x[i])));
    if (!(error <= bound.max_abs_error)) beyond++;  // NaN too
    worst = std::max(worst, error);
  }
  std::printf("tanh %s on %s: max error %.2e, promised %.2e, %zu of %zu beyond\n", name,
              leeway_isa_name(isa), worst, bound.max_abs_error, beyond, x.size());
  return beyond == 0;
}

int main() {
  const leeway_isa isa = leeway_isa_best();
  leeway_functions single, half;
  leeway_forward to_half, from_half;
  if (leeway_resolve(find_kernel("tanh", LEEWAY_FLOAT32), isa, &single) != LEEWAY_OK ||
      leeway_resolve(find_kernel("tanh", LEEWAY_FLOAT16), isa, &half) != LEEWAY_OK ||
      leeway_resolve_conversion(LEEWAY_FLOAT32, LEEWAY_FLOAT16, isa, &to_half) != LEEWAY_OK ||
      leeway_resolve_conversion(LEEWAY_FLOAT16, LEEWAY_FLOAT32, isa, &from_half) != LEEWAY_OK) {
    std::fprintf(stderr, "expected tanh and conversions for %s, found none\n",
                 leeway_isa_name(isa));
    return 1;
  }

  std::vector<float> x(100003), y(x.size());
  for (size_t i = 0; i < x.size(); i++) x[i] = -12 + 24 * static_cast<float>(i) / x.size();
  single.forward(x.data(), y.data(), x.size(), 0);
  bool good = keeps_its_bound(LEEWAY_FLOAT32, x, y, "float32");

  std::vector<uint16_t> patterns(x.size());
  to_half(x.data(), patterns.data(), x.size(), 0);
  from_half(patterns.data(), x.data(), x.size(), 0);
  half.forward(patterns.data(), patterns.data(), x.size(), 0);
  from_half(patterns.data(), y.data(), x.size(), 0);
  good &= keeps_its_bound(LEEWAY_FLOAT16, x, y, "float16");
  return good ? 0 : 1;
}
