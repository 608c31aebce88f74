// Operations that follow from the vocabulary on every instruction set. Included by each instruction set header.

LEEWAY_ISA_BEGIN

template <class V>
LEEWAY_INLINE V abs(V x) {
  return and_not(V::from_bits(Format<typename V::element>::sign_bit), x);
}

template <class V>
LEEWAY_INLINE V sign_of(V x) {
  return V::from_bits(Format<typename V::element>::sign_bit) & x;
}

// Horner's rule, lowest power first: c[0] + x (c[1] + x (c[2] + …)).
template <class V, class Element, size_t N>
LEEWAY_INLINE V polynomial(V x, const Element (&c)[N]) {
  V sum(static_cast<typename V::element>(c[N - 1]));
  for (size_t i = N - 1; i-- > 0;) sum = mul_add(sum, x, V(static_cast<typename V::element>(c[i])));
  return sum;
}

// Where there is no instruction for it.
template <class V>
LEEWAY_INLINE V gather(const typename V::element* p, V index) {
  typename V::element places[V::lanes], entries[V::lanes];
  index.store(places);
  for (int i = 0; i < V::lanes; i++) {
    typename V::bits place;
    memcpy(&place, places + i, sizeof place);
    entries[i] = p[place];
  }
  return V::load(entries);
}

template <int k, class V>
LEEWAY_INLINE Nearest<V> nearest(V a, typename V::element limit) {
  using E = typename V::element;
  constexpr E per_unit = E(1 << k);
  const V magic(Format<E>::round_magic);
  const V step = mul_add(min(a, V(limit)), V(per_unit), magic);
  return {step, neg_mul_add(step - magic, V(1 / per_unit), min(V(limit), a))};
}

template <class V>
LEEWAY_INLINE V gather_step(const typename V::element* p, V step) {
  return gather(p, subtract_bits(step, V(Format<typename V::element>::round_magic)));
}

// 2^k for integer-valued k, given as k + round_magic; exact while the exponent stays normal.
template <class V>
LEEWAY_INLINE V power_of_two(V rounded) {
  using F = Format<typename V::element>;
  return shift_left<F::mantissa_bits>(rounded +
                                      V(static_cast<typename V::element>(F::exponent_bias)));
}

// A whole vector where there are that many elements, else the n that there are.
template <class V>
LEEWAY_INLINE V load_up_to(const typename V::element* p, size_t n) {
  return n >= V::lanes ? V::load(p) : V::load_partial(p, n);
}

template <class V>
LEEWAY_INLINE void store_up_to(V x, typename V::element* p, size_t n) {
  if (n >= V::lanes)
    x.store(p);
  else
    x.store_partial(p, n);
}

LEEWAY_ISA_END
