// The vocabulary's NEON spelling for one element type; included twice by neon.h.

struct LEEWAY_VECTOR {
  using element = LEEWAY_ELEMENT;
  using bits = Format<element>::bits;
  using mask = LEEWAY_MASK;
  static constexpr int lanes = LEEWAY_LANES;
  static constexpr int registers = 32;
  static constexpr bool fused = true;
  static constexpr int rsqrt_bits = 8;

  LEEWAY_REGISTER v;

  LEEWAY_VECTOR() = default;
  LEEWAY_INLINE LEEWAY_VECTOR(LEEWAY_REGISTER r) : v(r) {}
  LEEWAY_INLINE explicit LEEWAY_VECTOR(element c) : v(LEEWAY_NEON(vdupq_n)(c)) {}
  static LEEWAY_INLINE LEEWAY_VECTOR from_bits(bits b) {
    return LEEWAY_AS_FLOAT(LEEWAY_NEON_INTEGER(vdupq_n)(b));
  }
  static LEEWAY_INLINE LEEWAY_VECTOR load(const element* p) { return LEEWAY_NEON(vld1q)(p); }
  LEEWAY_INLINE void store(element* p) const { LEEWAY_NEON(vst1q)(p, v); }
  static constexpr bool streams = false;
  static LEEWAY_INLINE LEEWAY_VECTOR load_partial(const element* p, size_t n);
  LEEWAY_INLINE void store_partial(element* p, size_t n) const;
};

LEEWAY_INLINE LEEWAY_VECTOR operator+(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_NEON(vaddq)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator-(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_NEON(vsubq)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator*(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_NEON(vmulq)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator/(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_NEON(vdivq)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR mul_add(LEEWAY_VECTOR a, LEEWAY_VECTOR b, LEEWAY_VECTOR c) {
  return LEEWAY_NEON(vfmaq)(c.v, a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR neg_mul_add(LEEWAY_VECTOR a, LEEWAY_VECTOR b, LEEWAY_VECTOR c) {
  return LEEWAY_NEON(vfmsq)(c.v, a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR sqrt(LEEWAY_VECTOR a) { return LEEWAY_NEON(vsqrtq)(a.v); }
LEEWAY_INLINE LEEWAY_VECTOR rsqrt_estimate(LEEWAY_VECTOR a) { return LEEWAY_NEON(vrsqrteq)(a.v); }
LEEWAY_INLINE LEEWAY_MASK less(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_NEON(vcltq)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_MASK equal(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_NEON(vceqq)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR select(LEEWAY_MASK m, LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_NEON(vbslq)(m, a.v, b.v);
}
// FMIN and FMAX make any NaN operand win and order the zeros; the vocabulary promises the second operand in both cases.
LEEWAY_INLINE LEEWAY_VECTOR min(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  LEEWAY_MASK m = less(a, b);
  LEEWAY_KEEP_SELECT("+w", m);
  return select(m, a, b);
}
LEEWAY_INLINE LEEWAY_VECTOR max(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  LEEWAY_MASK m = less(b, a);
  LEEWAY_KEEP_SELECT("+w", m);
  return select(m, a, b);
}
LEEWAY_INLINE LEEWAY_VECTOR operator&(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_AS_FLOAT(
      LEEWAY_NEON_INTEGER(vandq)(LEEWAY_AS_INTEGER(a.v), LEEWAY_AS_INTEGER(b.v)));
}
LEEWAY_INLINE LEEWAY_VECTOR operator|(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_AS_FLOAT(
      LEEWAY_NEON_INTEGER(vorrq)(LEEWAY_AS_INTEGER(a.v), LEEWAY_AS_INTEGER(b.v)));
}
LEEWAY_INLINE LEEWAY_VECTOR operator^(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_AS_FLOAT(
      LEEWAY_NEON_INTEGER(veorq)(LEEWAY_AS_INTEGER(a.v), LEEWAY_AS_INTEGER(b.v)));
}
LEEWAY_INLINE LEEWAY_VECTOR and_not(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_AS_FLOAT(
      LEEWAY_NEON_INTEGER(vbicq)(LEEWAY_AS_INTEGER(b.v), LEEWAY_AS_INTEGER(a.v)));
}
LEEWAY_INLINE LEEWAY_VECTOR subtract_bits(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_AS_FLOAT(
      LEEWAY_NEON_INTEGER(vsubq)(LEEWAY_AS_INTEGER(a.v), LEEWAY_AS_INTEGER(b.v)));
}
template <int k>
LEEWAY_INLINE LEEWAY_VECTOR shift_left(LEEWAY_VECTOR a) {
  return LEEWAY_AS_FLOAT(LEEWAY_NEON_INTEGER(vshlq_n)(LEEWAY_AS_INTEGER(a.v), k));
}
template <int k>
LEEWAY_INLINE LEEWAY_VECTOR shift_right(LEEWAY_VECTOR a) {
  return LEEWAY_AS_FLOAT(LEEWAY_NEON_INTEGER(vshrq_n)(LEEWAY_AS_INTEGER(a.v), k));
}
LEEWAY_INLINE LEEWAY_VECTOR add_bits(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_AS_FLOAT(
      LEEWAY_NEON_INTEGER(vaddq)(LEEWAY_AS_INTEGER(a.v), LEEWAY_AS_INTEGER(b.v)));
}

#undef LEEWAY_VECTOR
#undef LEEWAY_ELEMENT
#undef LEEWAY_LANES
#undef LEEWAY_REGISTER
#undef LEEWAY_MASK
#undef LEEWAY_NEON
#undef LEEWAY_NEON_INTEGER
#undef LEEWAY_AS_INTEGER
#undef LEEWAY_AS_FLOAT
