// Functions of one posit as a table of all their values.
#pragma once

LEEWAY_ISA_BEGIN

// Tables of bytes have all 256 entries, others are kept to: another thread may have written since the bits were checked.
template <class S>
void look_up(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
             size_t n) {
  const S* table = static_cast<const S*>(plan.table);
  const S mask = static_cast<S>(plan.shape.mask);
  const Anywhere<S>* a = static_cast<const Anywhere<S>*>(x);
  Anywhere<S>* r = static_cast<Anywhere<S>*>(out);
  for (size_t i = 0; i < n; i++) r[i] = table[a[i] & mask];
}

template <>
void look_up<uint8_t>(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
                      size_t n) {
  const uint8_t* const table = static_cast<const uint8_t*>(plan.table);
  const uint8_t* const a = static_cast<const uint8_t*>(x);
  uint8_t* const r = static_cast<uint8_t*>(out);
#if defined(LEEWAY_PERMUTES_BYTES)
  if (plan.permutes_bytes) return look_up_by_permutes(table, a, r, n);
#endif
  look_up_bytes(table, a, r, n);
}

LEEWAY_ISA_END
