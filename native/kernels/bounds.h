// What each kernel promises on each instruction set, as bounds.def says.
#pragma once

#include <math.h>

#include "leeway.h"

namespace leeway {

constexpr double UNBOUNDED = HUGE_VAL;

enum KernelIndex : size_t {
#define LEEWAY_OP(...)
#define LEEWAY_KERNEL(op, method, element, ...) kernel_##op##_##method##_##element,
#include "kernels.def"
  kernel_index_end
};

struct Bounds {
  leeway_bound of[kernel_index_end][LEEWAY_ISA_COUNT];
};

constexpr leeway_bound promised(double a, double u, double da, double du) { return {a, u, da, du}; }

// A kernel that was never measured promises nothing.
constexpr Bounds read_bounds() {
  constexpr leeway_isa scalar = LEEWAY_ISA_SCALAR, sse2 = LEEWAY_ISA_SSE2, avx2 = LEEWAY_ISA_AVX2,
                       avx512 = LEEWAY_ISA_AVX512, neon = LEEWAY_ISA_NEON, wasm = LEEWAY_ISA_WASM;
  Bounds b{};
  for (auto& kernel : b.of)
    for (leeway_bound& one : kernel) one = promised(UNBOUNDED, UNBOUNDED, UNBOUNDED, UNBOUNDED);
#define LEEWAY_BOUND(op, method, element, isa, promise, found) \
  b.of[kernel_##op##_##method##_##element][isa] = promise;
#include "bounds.def"
  return b;
}

}  // namespace leeway
