// The vocabulary of kernels.def's bounds.
#pragma once

#include <math.h>

#include "leeway.h"

namespace leeway {

constexpr double UNBOUNDED = HUGE_VAL;

struct Bounds {
  leeway_bound of_isa[LEEWAY_ISA_COUNT];
};

// (max abs error, max ulp, max abs error of the derivative, its max ulp)
constexpr leeway_bound unfused(double a, double u, double da, double du) { return {a, u, da, du}; }
constexpr leeway_bound fused(double a, double u, double da, double du) { return {a, u, da, du}; }

constexpr Bounds by_fma(leeway_bound without, leeway_bound with) {
  Bounds b{};
  for (leeway_bound& one : b.of_isa) one = without;
  b.of_isa[LEEWAY_ISA_AVX2] = b.of_isa[LEEWAY_ISA_AVX512] = b.of_isa[LEEWAY_ISA_NEON] = with;
  return b;
}

// For kernels that look coefficients up in registers of 8 (AVX2), 16 (NEON) or 32 (AVX-512) entries, or have none.
constexpr Bounds by_table(leeway_bound none, leeway_bound with_8, leeway_bound with_16,
                          leeway_bound with_32) {
  Bounds b = by_fma(none, none);
  b.of_isa[LEEWAY_ISA_AVX2] = with_8;
  b.of_isa[LEEWAY_ISA_NEON] = with_16;
  b.of_isa[LEEWAY_ISA_AVX512] = with_32;
  return b;
}

constexpr leeway_bound entries(double a, double u, double da, double du) { return {a, u, da, du}; }

constexpr Bounds same(double a, double u, double da, double du) {
  return by_fma({a, u, da, du}, {a, u, da, du});
}

}  // namespace leeway
