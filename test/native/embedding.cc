// leeway_kernels in a C++ program without Node: the most accurate float32 tanh on the best instruction set keeps its bound
// against std::tanh. Built and run by CMake (`npm run build:cmake`, then ctest --test-dir build-cmake).

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

int main() {
  const leeway_isa isa = leeway_isa_best();
  const size_t kernel = find_kernel("tanh", LEEWAY_FLOAT32);
  leeway_functions functions;
  leeway_bound bound;
  if (leeway_resolve(kernel, isa, &functions) != LEEWAY_OK ||
      leeway_kernel_bound(kernel, isa, &bound) != LEEWAY_OK) {
    std::fprintf(stderr, "expected a float32 tanh for %s, found none\n", leeway_isa_name(isa));
    return 1;
  }

  std::vector<float> x(100003), y(x.size());
  for (size_t i = 0; i < x.size(); i++) x[i] = -12 + 24 * static_cast<float>(i) / x.size();
  functions.forward(x.data(), y.data(), x.size(), 0);

  double worst = 0;
  size_t beyond = 0;
  for (size_t i = 0; i < x.size(); i++) {
    const double error = std::fabs(y[i] - std::tanh(static_cast<double>(x[i])));
    if (!(error <= bound.max_abs_error)) beyond++;  // NaN too
    worst = std::max(worst, error);
  }
  std::printf("tanh float32 on %s: max error %.2e, promised %.2e, %zu of %zu beyond\n",
              leeway_isa_name(isa), worst, bound.max_abs_error, beyond, x.size());
  return beyond == 0 ? 0 : 1;
}
