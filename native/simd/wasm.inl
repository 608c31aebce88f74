// The vocabulary's WebAssembly spelling for one element type; included twice by wasm.h.

struct LEEWAY_VECTOR {
  using element = LEEWAY_ELEMENT;
  using bits = Format<element>::bits;
  using mask = v128_t;
  static constexpr int lanes = LEEWAY_LANES;
  static constexpr int registers = 16;  // what engines have on x86-64
  static constexpr bool fused = false;
  static constexpr int rsqrt_bits = Format<element>::mantissa_bits;

  v128_t v;

  LEEWAY_VECTOR() = default;
  LEEWAY_INLINE LEEWAY_VECTOR(v128_t r) : v(r) {}
  LEEWAY_INLINE explicit LEEWAY_VECTOR(element c) : v(LEEWAY_WASM(splat)(c)) {}
  static LEEWAY_INLINE LEEWAY_VECTOR from_bits(bits b) { return LEEWAY_SPLAT_BITS(b); }
  static LEEWAY_INLINE LEEWAY_VECTOR load(const element* p) { return wasm_v128_load(p); }
  LEEWAY_INLINE void store(element* p) const { wasm_v128_store(p, v); }
  static constexpr bool streams = false;
  static LEEWAY_INLINE LEEWAY_VECTOR load_partial(const element* p, size_t n);
  LEEWAY_INLINE void store_partial(element* p, size_t n) const;
};

LEEWAY_INLINE LEEWAY_VECTOR operator+(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_WASM(add)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator-(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_WASM(sub)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator*(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_WASM(mul)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator/(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_WASM(div)(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR mul_add(LEEWAY_VECTOR a, LEEWAY_VECTOR b, LEEWAY_VECTOR c) {
  return a * b + c;
}
LEEWAY_INLINE LEEWAY_VECTOR neg_mul_add(LEEWAY_VECTOR a, LEEWAY_VECTOR b, LEEWAY_VECTOR c) {
  return c - a * b;
}
LEEWAY_INLINE LEEWAY_VECTOR sqrt(LEEWAY_VECTOR a) { return LEEWAY_WASM(sqrt)(a.v); }
LEEWAY_INLINE LEEWAY_VECTOR rsqrt_estimate(LEEWAY_VECTOR a) {
  return LEEWAY_VECTOR(LEEWAY_ELEMENT(1)) / sqrt(a);
}
LEEWAY_INLINE v128_t less(LEEWAY_VECTOR a, LEEWAY_VECTOR b) { return LEEWAY_WASM(lt)(a.v, b.v); }
LEEWAY_INLINE v128_t equal(LEEWAY_VECTOR a, LEEWAY_VECTOR b) { return LEEWAY_WASM(eq)(a.v, b.v); }
LEEWAY_INLINE LEEWAY_VECTOR select(v128_t m, LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return wasm_v128_bitselect(a.v, b.v, m);
}
// pmin(p, q) is q < p ? q : p: it falls back on its first operand, the vocabulary's min on its second.
LEEWAY_INLINE LEEWAY_VECTOR min(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_WASM(pmin)(b.v, a.v);
}
LEEWAY_INLINE LEEWAY_VECTOR max(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_WASM(pmax)(b.v, a.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator&(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return wasm_v128_and(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator|(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return wasm_v128_or(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR operator^(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return wasm_v128_xor(a.v, b.v);
}
LEEWAY_INLINE LEEWAY_VECTOR and_not(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return wasm_v128_andnot(b.v, a.v);
}
LEEWAY_INLINE LEEWAY_VECTOR subtract_bits(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_SUBTRACT_BITS(a.v, b.v);
}
template <int k>
LEEWAY_INLINE LEEWAY_VECTOR shift_left(LEEWAY_VECTOR a) {
  return LEEWAY_SHIFT_LEFT(a.v, k);
}
template <int k>
LEEWAY_INLINE LEEWAY_VECTOR shift_right(LEEWAY_VECTOR a) {
  return LEEWAY_SHIFT_RIGHT(a.v, k);
}
LEEWAY_INLINE LEEWAY_VECTOR shift_right(LEEWAY_VECTOR a, int k) {
  return LEEWAY_SHIFT_RIGHT(a.v, static_cast<uint32_t>(k));
}
LEEWAY_INLINE LEEWAY_VECTOR add_bits(LEEWAY_VECTOR a, LEEWAY_VECTOR b) {
  return LEEWAY_ADD_BITS(a.v, b.v);
}

#undef LEEWAY_VECTOR
#undef LEEWAY_ELEMENT
#undef LEEWAY_LANES
#undef LEEWAY_WASM
#undef LEEWAY_SPLAT_BITS
#undef LEEWAY_SUBTRACT_BITS
#undef LEEWAY_SHIFT_LEFT
#undef LEEWAY_SHIFT_RIGHT
#undef LEEWAY_ADD_BITS
