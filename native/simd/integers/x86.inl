// The part of the integer vocabulary that SSE2, AVX2 and AVX-512 spell alike, with
//   LEEWAY_LANES, LEEWAY_REGISTER, LEEWAY_MASK, LEEWAY_ALL (si128, si256, si512)
//   LEEWAY_X86(operation)   _mm256_add_epi32 for add_epi32
// Masks, minimum, maximum, loads and stores are for each header itself.

struct i32 {
  using mask = LEEWAY_MASK;
  static constexpr int lanes = LEEWAY_LANES;
  LEEWAY_REGISTER v;

  i32() = default;
  LEEWAY_INLINE i32(LEEWAY_REGISTER r) : v(r) {}
  LEEWAY_INLINE explicit i32(int32_t c) : v(LEEWAY_X86(set1_epi32)(c)) {}
  static LEEWAY_INLINE i32 load(const uint8_t* p);
  static LEEWAY_INLINE i32 load(const uint16_t* p);
  LEEWAY_INLINE void store(uint8_t* p) const;
  LEEWAY_INLINE void store(uint16_t* p) const;
};

struct Shift {
  __m128i by;
  LEEWAY_INLINE explicit Shift(int k) : by(_mm_cvtsi32_si128(k)) {}
};

LEEWAY_INLINE i32 operator+(i32 a, i32 b) { return LEEWAY_X86(add_epi32)(a.v, b.v); }
LEEWAY_INLINE i32 operator-(i32 a, i32 b) { return LEEWAY_X86(sub_epi32)(a.v, b.v); }
LEEWAY_INLINE i32 operator&(i32 a, i32 b) { return LEEWAY_ALL(and)(a.v, b.v); }
LEEWAY_INLINE i32 operator|(i32 a, i32 b) { return LEEWAY_ALL(or)(a.v, b.v); }
LEEWAY_INLINE i32 operator^(i32 a, i32 b) { return LEEWAY_ALL(xor)(a.v, b.v); }
LEEWAY_INLINE i32 operator<<(i32 a, Shift k) { return LEEWAY_X86(sll_epi32)(a.v, k.by); }
LEEWAY_INLINE i32 operator>>(i32 a, Shift k) { return LEEWAY_X86(sra_epi32)(a.v, k.by); }

LEEWAY_INLINE f32 to_float(i32 a) { return LEEWAY_X86(cvtepi32_ps)(a.v); }
// In the rounding mode, which nobody changes.
LEEWAY_INLINE i32 to_nearest(f32 a) { return LEEWAY_X86(cvtps_epi32)(a.v); }

#undef LEEWAY_LANES
#undef LEEWAY_REGISTER
#undef LEEWAY_MASK
#undef LEEWAY_ALL
#undef LEEWAY_X86
