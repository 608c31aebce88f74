// Loops of integer operations element by element, which compilers turn into vectors of bytes or words themselves.
//
// Also compiled for storage of 32 bits, by wide.cc.
#pragma once

// In place is no dependence from one element to the next: without this the loop checks, and goes one by one.
#if defined(__clang__)
#define LEEWAY_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define LEEWAY_INDEPENDENT _Pragma("GCC ivdep")
#elif defined(_MSC_VER)
#define LEEWAY_INDEPENDENT __pragma(loop(ivdep))
#endif

LEEWAY_ISA_BEGIN

// Typed arrays may sit at any address in a shared buffer.
#if defined(_MSC_VER)
template <class S>
using Anywhere = S;
#else
template <class S>
struct AnywhereOf;
template <>
struct AnywhereOf<uint8_t> {
  typedef uint8_t type;
};
template <>
struct AnywhereOf<uint16_t> {
  typedef uint16_t type __attribute__((aligned(1), may_alias));
};
template <>
struct AnywhereOf<uint32_t> {
  typedef uint32_t type __attribute__((aligned(1), may_alias));
};
template <class S>
using Anywhere = typename AnywhereOf<S>::type;
#endif

// c ? a : b by masks: of nested conditional expressions compilers make branches, and then no vectors.
template <class S>
LEEWAY_INLINE S pick(bool c, S a, S b) {
  const S mask = static_cast<S>(S(0) - static_cast<S>(c));
  return static_cast<S>((a & mask) | (b & S(~mask)));
}

template <class A, class R, class F>
LEEWAY_INLINE void each(F f, const void* inputs, void* output, size_t n) {
  const Anywhere<A>* a = static_cast<const Anywhere<A>*>(inputs);
  Anywhere<R>* out = static_cast<Anywhere<R>*>(output);
  LEEWAY_INDEPENDENT
  for (size_t i = 0; i < n; i++) out[i] = f(static_cast<A>(a[i]));
}

template <class S, class R, class F>
LEEWAY_INLINE void each(F f, const void* first, const void* second, void* output, size_t n) {
  const Anywhere<S>* a = static_cast<const Anywhere<S>*>(first);
  const Anywhere<S>* b = static_cast<const Anywhere<S>*>(second);
  Anywhere<R>* out = static_cast<Anywhere<R>*>(output);
  LEEWAY_INDEPENDENT
  for (size_t i = 0; i < n; i++) out[i] = f(static_cast<S>(a[i]), static_cast<S>(b[i]));
}

LEEWAY_ISA_END
