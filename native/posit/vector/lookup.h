// Functions of one posit as a table of all their values.
#pragma once

LEEWAY_ISA_BEGIN

// The mask keeps what another thread may have written since the bits were checked inside the table.
template <class S>
void look_up(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
             size_t n) {
  const S* table = static_cast<const S*>(plan.table);
  const S mask = static_cast<S>(plan.shape.mask);
  const Anywhere<S>* a = static_cast<const Anywhere<S>*>(x);
  Anywhere<S>* r = static_cast<Anywhere<S>*>(out);
  for (size_t i = 0; i < n; i++) r[i] = table[a[i] & mask];
}

LEEWAY_ISA_END
