// The integer vocabulary (vocabulary.h) on one element at a time.
#pragma once
#include "vocabulary.h"

LEEWAY_ISA_BEGIN

struct i32 {
  using mask = bool;
  static constexpr int lanes = 1;
  int32_t v;

  i32() = default;
  LEEWAY_INLINE explicit i32(int32_t c) : v(c) {}
  static LEEWAY_INLINE i32 load(const uint8_t* p) { return i32(*p); }
  static LEEWAY_INLINE i32 load(const uint16_t* p) {
    uint16_t c;
    memcpy(&c, p, sizeof c);
    return i32(c);
  }
  LEEWAY_INLINE void store(uint8_t* p) const { *p = static_cast<uint8_t>(v); }
  LEEWAY_INLINE void store(uint16_t* p) const {
    const uint16_t c = static_cast<uint16_t>(v);
    memcpy(p, &c, sizeof c);
  }
};

struct Shift {
  int by;
  LEEWAY_INLINE explicit Shift(int k) : by(k) {}
};

// Unsigned underneath: signed overflow is undefined, and these wrap on every instruction set.
LEEWAY_INLINE i32 wrapped(uint32_t u) { return i32(static_cast<int32_t>(u)); }
LEEWAY_INLINE uint32_t u(i32 a) { return static_cast<uint32_t>(a.v); }

LEEWAY_INLINE i32 operator+(i32 a, i32 b) { return wrapped(u(a) + u(b)); }
LEEWAY_INLINE i32 operator-(i32 a, i32 b) { return wrapped(u(a) - u(b)); }
LEEWAY_INLINE i32 operator&(i32 a, i32 b) { return i32(a.v & b.v); }
LEEWAY_INLINE i32 operator|(i32 a, i32 b) { return i32(a.v | b.v); }
LEEWAY_INLINE i32 operator^(i32 a, i32 b) { return i32(a.v ^ b.v); }
LEEWAY_INLINE i32 operator<<(i32 a, Shift k) { return wrapped(u(a) << k.by); }
LEEWAY_INLINE i32 operator>>(i32 a, Shift k) { return i32(a.v >> k.by); }
LEEWAY_INLINE bool less(i32 a, i32 b) { return a.v < b.v; }
LEEWAY_INLINE bool equal(i32 a, i32 b) { return a.v == b.v; }
LEEWAY_INLINE i32 select(bool m, i32 a, i32 b) { return m ? a : b; }
LEEWAY_INLINE i32 min(i32 a, i32 b) { return a.v < b.v ? a : b; }
LEEWAY_INLINE i32 max(i32 a, i32 b) { return a.v > b.v ? a : b; }
LEEWAY_INLINE i32 abs(i32 a) { return a.v < 0 ? wrapped(0u - u(a)) : a; }

LEEWAY_INLINE i32 bits_of(f32 a) { return wrapped(a.to_bits()); }
LEEWAY_INLINE f32 as_float(i32 a) { return f32::from_bits(u(a)); }
LEEWAY_INLINE f32 to_float(i32 a) { return f32(static_cast<float>(a.v)); }
LEEWAY_INLINE i32 to_nearest(f32 a) {
  const f32 magic(Format<float>::round_magic);
  return bits_of(a + magic) - bits_of(magic);
}
LEEWAY_INLINE Doubles widen(f32 a) { return {{f64(static_cast<double>(a.v))}}; }
LEEWAY_INLINE void words_of(const Doubles& a, i32* high, i32* low) {
  const uint64_t b = a.part[0].to_bits();
  *high = wrapped(static_cast<uint32_t>(b >> 32));
  *low = wrapped(static_cast<uint32_t>(b));
}
LEEWAY_INLINE i32 pair_products(const int16_t* p, const int16_t* q) {
  return i32(int32_t(p[0]) * q[0] + int32_t(p[1]) * q[1]);
}

struct ByteTable {
  static constexpr int lanes = 0;
  LEEWAY_INLINE explicit ByteTable(const uint8_t*) {}
  LEEWAY_INLINE void look_up(const uint8_t*, uint8_t*) const {}
};

LEEWAY_ISA_END
