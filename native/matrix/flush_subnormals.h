// Flushes subnormals to zero on this thread while it lives, then restores what was set. Training drifts into subnormal
// gradients once a loss has converged, and each costs a hundred cycles or more.
#pragma once

#include <stdint.h>

#if defined(__x86_64__) || defined(_M_X64)
#include <xmmintrin.h>
#endif

namespace leeway {

class FlushSubnormals {
 public:
  FlushSubnormals() : saved_(read()) { write(saved_ | flush_bits); }
  ~FlushSubnormals() { write(saved_); }
  FlushSubnormals(const FlushSubnormals&) = delete;
  FlushSubnormals& operator=(const FlushSubnormals&) = delete;

 private:
#if defined(__x86_64__) || defined(_M_X64)
  static constexpr uint64_t flush_bits = 0x8040;  // FTZ and DAZ
  static uint64_t read() { return _mm_getcsr(); }
  static void write(uint64_t v) { _mm_setcsr(static_cast<unsigned>(v)); }
#elif defined(__aarch64__) && !defined(_MSC_VER)
  static constexpr uint64_t flush_bits = 1u << 24;  // FPCR.FZ
  static uint64_t read() {
    uint64_t v;
    __asm__ volatile("mrs %0, fpcr" : "=r"(v));
    return v;
  }
  static void write(uint64_t v) { __asm__ volatile("msr fpcr, %0" : : "r"(v)); }
#else
  static constexpr uint64_t flush_bits = 0;
  static uint64_t read() { return 0; }
  static void write(uint64_t) {}
#endif

  uint64_t saved_;
};

}  // namespace leeway
