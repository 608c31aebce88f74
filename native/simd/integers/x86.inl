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

// Where bytes are permuted.
#if defined(LEEWAY_BROADCAST_16_BYTES)
// Slices of 16 entries by PSHUFB, which gives 0 where the index is negative: an index less 16 j is negative below slice j, so
// that slice j has to hold what it differs in from the one before, and all are combined by XOR. The lower half of the table
// and the upper one, as signed bytes negative in turn, go the same way.
struct ByteTable {
  static constexpr int lanes = sizeof(LEEWAY_REGISTER);
  LEEWAY_REGISTER slices[16];
  LEEWAY_INLINE explicit ByteTable(const uint8_t* entries) {
    __m128i before = _mm_setzero_si128();
    for (int j = 0; j < 16; j++) {
      const __m128i slice = _mm_loadu_si128(reinterpret_cast<const __m128i*>(entries + 16 * j));
      slices[j] = LEEWAY_BROADCAST_16_BYTES(j % 8 == 0 ? slice : _mm_xor_si128(slice, before));
      before = slice;
    }
  }
  LEEWAY_INLINE void look_up(const uint8_t* a, uint8_t* out) const {
    const LEEWAY_REGISTER step = LEEWAY_X86(set1_epi8)(16);
    LEEWAY_REGISTER low = LEEWAY_ALL(loadu)(reinterpret_cast<const LEEWAY_REGISTER*>(a));
    LEEWAY_REGISTER high = LEEWAY_ALL(xor)(low, LEEWAY_X86(set1_epi8)(-128));
    LEEWAY_REGISTER sum = LEEWAY_ALL(setzero)();
    for (int j = 0; j < 8; j++) {
      sum = LEEWAY_ALL(xor)(sum, LEEWAY_X86(shuffle_epi8)(slices[j], low));
      sum = LEEWAY_ALL(xor)(sum, LEEWAY_X86(shuffle_epi8)(slices[j + 8], high));
      low = LEEWAY_X86(subs_epi8)(low, step);
      high = LEEWAY_X86(subs_epi8)(high, step);
    }
    LEEWAY_ALL(storeu)(reinterpret_cast<LEEWAY_REGISTER*>(out), sum);
  }
};
#undef LEEWAY_BROADCAST_16_BYTES
#endif

#undef LEEWAY_LANES
#undef LEEWAY_REGISTER
#undef LEEWAY_MASK
#undef LEEWAY_ALL
#undef LEEWAY_X86
