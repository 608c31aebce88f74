// The vocabulary on one element at a time: the portable instruction set, and the slow row of every benchmark.
#pragma once
#define LEEWAY_ISA scalar
#include "vocabulary.h"
#include <math.h>

LEEWAY_ISA_BEGIN

template <class Element>
struct Scalar {
  using element = Element;
  using bits = typename Format<Element>::bits;
  using mask = bool;
  static constexpr int lanes = 1;
  static constexpr int registers = 16;
  static constexpr bool fused = false;
  static constexpr int rsqrt_bits = Format<Element>::mantissa_bits;

  Element v;

  Scalar() = default;
  LEEWAY_INLINE explicit Scalar(Element c) : v(c) {}
  static LEEWAY_INLINE Scalar from_bits(bits b) {
    Scalar x;
    memcpy(&x.v, &b, sizeof b);
    return x;
  }
  LEEWAY_INLINE bits to_bits() const {
    bits b;
    memcpy(&b, &v, sizeof b);
    return b;
  }
  static LEEWAY_INLINE Scalar load(const Element* p) {
    Scalar x;
    memcpy(&x.v, p, sizeof x.v);  // typed arrays may sit at any address in a shared buffer
    return x;
  }
  LEEWAY_INLINE void store(Element* p) const { memcpy(p, &v, sizeof v); }
  static constexpr bool streams = false;
  static LEEWAY_INLINE Scalar load_partial(const Element*, size_t) { return Scalar(0); }
  LEEWAY_INLINE void store_partial(Element*, size_t) const {}

  friend LEEWAY_INLINE Scalar operator+(Scalar a, Scalar b) { return Scalar(a.v + b.v); }
  friend LEEWAY_INLINE Scalar operator-(Scalar a, Scalar b) { return Scalar(a.v - b.v); }
  friend LEEWAY_INLINE Scalar operator*(Scalar a, Scalar b) { return Scalar(a.v * b.v); }
  friend LEEWAY_INLINE Scalar operator/(Scalar a, Scalar b) { return Scalar(a.v / b.v); }
  friend LEEWAY_INLINE Scalar mul_add(Scalar a, Scalar b, Scalar c) { return a * b + c; }
  friend LEEWAY_INLINE Scalar neg_mul_add(Scalar a, Scalar b, Scalar c) { return c - a * b; }
  friend LEEWAY_INLINE Scalar min(Scalar a, Scalar b) {
    bool m = a.v < b.v;
    LEEWAY_KEEP_SELECT("+r", m);
    return m ? a : b;
  }
  friend LEEWAY_INLINE Scalar max(Scalar a, Scalar b) {
    bool m = a.v > b.v;
    LEEWAY_KEEP_SELECT("+r", m);
    return m ? a : b;
  }
  friend LEEWAY_INLINE Scalar operator&(Scalar a, Scalar b) {
    return from_bits(a.to_bits() & b.to_bits());
  }
  friend LEEWAY_INLINE Scalar operator|(Scalar a, Scalar b) {
    return from_bits(a.to_bits() | b.to_bits());
  }
  friend LEEWAY_INLINE Scalar operator^(Scalar a, Scalar b) {
    return from_bits(a.to_bits() ^ b.to_bits());
  }
  friend LEEWAY_INLINE Scalar and_not(Scalar a, Scalar b) {
    return from_bits(~a.to_bits() & b.to_bits());
  }
  friend LEEWAY_INLINE Scalar subtract_bits(Scalar a, Scalar b) {
    return from_bits(a.to_bits() - b.to_bits());
  }
  friend LEEWAY_INLINE bool less(Scalar a, Scalar b) { return a.v < b.v; }
  friend LEEWAY_INLINE bool equal(Scalar a, Scalar b) { return a.v == b.v; }
  friend LEEWAY_INLINE Scalar select(bool m, Scalar a, Scalar b) { return m ? a : b; }
};

using f32 = Scalar<float>;
using f64 = Scalar<double>;

#if defined(_MSC_VER)
LEEWAY_INLINE f32 sqrt(f32 a) { return f32(::sqrtf(a.v)); }
LEEWAY_INLINE f64 sqrt(f64 a) { return f64(::sqrt(a.v)); }
#else
// The builtins: <math.h>'s overloads come through <cmath> and may leave a mergeable copy behind.
LEEWAY_INLINE f32 sqrt(f32 a) { return f32(__builtin_sqrtf(a.v)); }
LEEWAY_INLINE f64 sqrt(f64 a) { return f64(__builtin_sqrt(a.v)); }
#endif

template <class Element>
LEEWAY_INLINE Scalar<Element> rsqrt_estimate(Scalar<Element> a) {
  return Scalar<Element>(1) / sqrt(a);
}

template <int k, class Element>
LEEWAY_INLINE Scalar<Element> shift_left(Scalar<Element> a) {
  return Scalar<Element>::from_bits(a.to_bits() << k);
}
template <int k, class Element>
LEEWAY_INLINE Scalar<Element> shift_right(Scalar<Element> a) {
  return Scalar<Element>::from_bits(a.to_bits() >> k);
}
template <class Element>
LEEWAY_INLINE Scalar<Element> shift_right(Scalar<Element> a, int k) {
  return Scalar<Element>::from_bits(a.to_bits() >> k);
}
template <class Element>
LEEWAY_INLINE Scalar<Element> add_bits(Scalar<Element> a, Scalar<Element> b) {
  return Scalar<Element>::from_bits(a.to_bits() + b.to_bits());
}

struct u16 {
  using element = uint16_t;
  uint16_t v;
  LEEWAY_INLINE explicit u16(uint16_t pattern) : v(pattern) {}
  static LEEWAY_INLINE u16 load(const element* p) {
    uint16_t pattern;
    memcpy(&pattern, p, sizeof pattern);
    return u16(pattern);
  }
  LEEWAY_INLINE void store(element* p) const { memcpy(p, &v, sizeof v); }
  static LEEWAY_INLINE u16 load_partial(const element*, size_t) { return u16(0); }
  LEEWAY_INLINE void store_partial(element*, size_t) const {}
};

LEEWAY_INLINE f32 widen(u16 x) { return f32::from_bits(x.v); }
LEEWAY_INLINE u16 narrow(f32 x) { return u16(static_cast<uint16_t>(x.to_bits())); }

constexpr bool has_step_tables = false;  // leeway.wasm has these kernels, too

LEEWAY_ISA_END

#include "no_float_table.h"
#include "no_double_table.h"
#include "derived.h"
#include "float16_arithmetic.h"
#include "half.h"
