#include "cpu.h"

#if defined(__x86_64__) || defined(_M_X64)

#include <stdint.h>
#if defined(_MSC_VER)
#include <intrin.h>
#else
#include <cpuid.h>
#endif

namespace leeway {
namespace {

struct Registers {
  uint32_t eax, ebx, ecx, edx;
};

Registers cpuid(uint32_t leaf, uint32_t subleaf) {
  Registers r{};
#if defined(_MSC_VER)
  int out[4];
  __cpuidex(out, static_cast<int>(leaf), static_cast<int>(subleaf));
  r = {static_cast<uint32_t>(out[0]), static_cast<uint32_t>(out[1]), static_cast<uint32_t>(out[2]),
       static_cast<uint32_t>(out[3])};
#else
  __cpuid_count(leaf, subleaf, r.eax, r.ebx, r.ecx, r.edx);
#endif
  return r;
}

// Which register files the operating system saves. Asked by CPUID and XGETBV, not by /proc/cpuinfo: under emulation that
// shows the host.
uint64_t saved_state(const Registers& leaf1) {
  constexpr uint32_t osxsave = 1u << 27;
  if (!(leaf1.ecx & osxsave)) return 0;
#if defined(_MSC_VER)
  return _xgetbv(0);
#else
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return static_cast<uint64_t>(high) << 32 | low;
#endif
}

bool has(uint64_t word, uint64_t bits) { return (word & bits) == bits; }

}  // namespace

bool cpu_runs(leeway_isa isa) {
  if (isa == LEEWAY_ISA_SCALAR || isa == LEEWAY_ISA_SSE2) return true;
  if (cpuid(0, 0).eax < 7) return false;
  const Registers leaf1 = cpuid(1, 0);
  const Registers leaf7 = cpuid(7, 0);
  const uint64_t state = saved_state(leaf1);
  constexpr uint32_t fma = 1u << 12, avx = 1u << 28, f16c = 1u << 29;
  constexpr uint32_t avx2 = 1u << 5, f = 1u << 16, dq = 1u << 17, bw = 1u << 30, vl = 1u << 31;
  const bool runs_avx2 =
      has(state, 0x6) && has(leaf1.ecx, fma | avx | f16c) && has(leaf7.ebx, avx2);
  if (isa == LEEWAY_ISA_AVX2) return runs_avx2;
  if (isa == LEEWAY_ISA_AVX512)
    return runs_avx2 && has(state, 0xe6) && has(leaf7.ebx, f | dq | bw | vl);
  return false;
}

bool cpu_permutes_bytes() {
  // Asked once: a hypervisor takes its time to answer.
  constexpr uint32_t vbmi = 1u << 1;
  static const bool permutes = cpu_runs(LEEWAY_ISA_AVX512) && has(cpuid(7, 0).ecx, vbmi);
  return permutes;
}

}  // namespace leeway

#else

namespace leeway {

// Every arm64 CPU has NEON, and an engine that compiled the module has its SIMD; elsewhere only the portable code runs.
bool cpu_runs(leeway_isa isa) {
#if defined(__aarch64__) || defined(_M_ARM64)
  if (isa == LEEWAY_ISA_NEON) return true;
#elif defined(__wasm__)
  if (isa == LEEWAY_ISA_WASM) return true;
#endif
  return isa == LEEWAY_ISA_SCALAR;
}

bool cpu_permutes_bytes() { return false; }

}  // namespace leeway

#endif
