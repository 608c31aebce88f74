// The part of the vocabulary that SSE2, AVX2 and AVX-512 spell alike. Each header includes it once per element type, with
//   LEEWAY_VECTOR, LEEWAY_ELEMENT, LEEWAY_LANES, LEEWAY_REGISTERS, LEEWAY_REGISTER, LEEWAY_FUSED, LEEWAY_RSQRT_BITS
//   LEEWAY_PS(operation)            _mm256_add_ps for `add`
//   LEEWAY_INTEGER(operation)       _mm256_slli_epi32 for `slli`
//   LEEWAY_AS_INTEGER(x), LEEWAY_AS_FLOAT(x), LEEWAY_SPLAT_BITS(b)
// and adds masks, select, fused operations and partial access itself.

struct LEEWAY_VECTOR {
  using element = LEEWAY_ELEMENT;
  using bits = Format<element>::bits;
  using mask = LEEWAY_MASK;
  static constexpr int lanes = LEEWAY_LANES;
  static constexpr int registers = LEEWAY_REGISTERS;
  static constexpr bool fused = LEEWAY_FUSED;
  static constexpr int rsqrt_bits = LEEWAY_RSQRT_BITS;

  LEEWAY_REGISTER v;

  LEEWAY_VECTOR() = default;
  LEEWAY_INLINE LEEWAY_VECTOR(LEEWAY_REGISTER r) : v(r) {}
  LEEWAY_INLINE explicit LEEWAY_VECTOR(element c) : v(LEEWAY_PS(set1)(c)) {}
  static LEEWAY_INLINE LEEWAY_VECTOR from_bits(bits b) {
    return LEEWAY_AS_FLOAT(LEEWAY_SPLAT_BITS(b));
  }
  static LEEWAY_INLINE LEEWAY_VECTOR load(const element* p) { return LEEWAY_PS(loadu)(p); }
  LEEWAY_INLINE void store(element* p) const { LEEWAY_PS(storeu)(p, v); }
  static constexpr bool streams = true;
  LEEWAY_INLINE void stream(element* p) const { LEEWAY_PS(stream)(p, v); }
  static LEEWAY_INLINE void end_of_streaming() { _mm_sfence(); }
  static LEEWAY_INLINE LEEWAY_VECTOR load_partial(const element* p, size_t n);
  LEEWAY_INLINE void store_partial(element* p, size_t n) const;
};

LEEWAY_INLINE LEEWAY_VECTOR operator+(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(add)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator-(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(sub)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator*(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(mul)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator/(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(div)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR min(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(min)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR max(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(max)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR sqrt(LEEWAY_VECTOR a) { return LEEWAY_PS(sqrt)(a.v); }
LEEWAY_INLINE LEEWAY_VECTOR operator&(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(and)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator|(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(or)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator^(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(xor)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR and_not(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_PS(andnot)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR subtract_bits(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_AS_FLOAT(LEEWAY_INTEGER(sub)(LEEWAY_AS_INTEGER(a.v), LEEWAY_AS_INTEGER(b.v)));
}
template <int k>
LEEWAY_INLINE LEEWAY_VECTOR shift_left(LEEWAY_VECTOR a) {
  return LEEWAY_AS_FLOAT(LEEWAY_INTEGER(slli)(LEEWAY_AS_INTEGER(a.v), k));
}
template <int k>
LEEWAY_INLINE LEEWAY_VECTOR shift_right(LEEWAY_VECTOR a) {
  return LEEWAY_AS_FLOAT(LEEWAY_INTEGER(srli)(LEEWAY_AS_INTEGER(a.v), k));
}
LEEWAY_INLINE LEEWAY_VECTOR shift_right(LEEWAY_VECTOR a, int k) {
  return LEEWAY_AS_FLOAT(LEEWAY_INTEGER(srl)(LEEWAY_AS_INTEGER(a.v), _mm_cvtsi32_si128(k)));
}
LEEWAY_INLINE LEEWAY_VECTOR add_bits(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_AS_FLOAT(LEEWAY_INTEGER(add)(LEEWAY_AS_INTEGER(a.v), LEEWAY_AS_INTEGER(b.v)));
}

#undef LEEWAY_VECTOR
#undef LEEWAY_ELEMENT
#undef LEEWAY_LANES
#undef LEEWAY_REGISTERS
#undef LEEWAY_REGISTER
#undef LEEWAY_MASK
#undef LEEWAY_FUSED
#undef LEEWAY_RSQRT_BITS
#undef LEEWAY_PS
#undef LEEWAY_INTEGER
#undef LEEWAY_AS_INTEGER
#undef LEEWAY_AS_FLOAT
#undef LEEWAY_SPLAT_BITS
