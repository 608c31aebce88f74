// Partial access by way of a stack buffer, for instruction sets without masked loads and stores.

LEEWAY_ISA_BEGIN

template <class V>
LEEWAY_INLINE V load_partial_through_stack(const typename V::element* p, size_t n) {
  typename V::element buffer[V::lanes] = {};
  for (size_t i = 0; i < n; i++) buffer[i] = p[i];
  return V::load(buffer);
}

template <class V>
LEEWAY_INLINE void store_partial_through_stack(V x, typename V::element* p, size_t n) {
  typename V::element buffer[V::lanes];
  x.store(buffer);
  for (size_t i = 0; i < n; i++) p[i] = buffer[i];
}

LEEWAY_INLINE f32 f32::load_partial(const float* p, size_t n) {
  return load_partial_through_stack<f32>(p, n);
}
LEEWAY_INLINE void f32::store_partial(float* p, size_t n) const {
  store_partial_through_stack<f32>(*this, p, n);
}
LEEWAY_INLINE f64 f64::load_partial(const double* p, size_t n) {
  return load_partial_through_stack<f64>(p, n);
}
LEEWAY_INLINE void f64::store_partial(double* p, size_t n) const {
  store_partial_through_stack<f64>(*this, p, n);
}
LEEWAY_INLINE u16 u16::load_partial(const uint16_t* p, size_t n) {
  return load_partial_through_stack<u16>(p, n);
}
LEEWAY_INLINE void u16::store_partial(uint16_t* p, size_t n) const {
  store_partial_through_stack<u16>(*this, p, n);
}

LEEWAY_ISA_END
