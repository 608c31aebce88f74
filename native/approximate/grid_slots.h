// Slots between the multiples of 2^-k about 0, all 32 of them: those beyond the domain hold the tails, so that no x need be
// brought into it.
#pragma once

#include "approximate/grid.h"
#include "approximate/slots.h"

LEEWAY_ISA_BEGIN

template <class V, int k>
struct GridSlots {
  using E = typename V::element;
  explicit GridSlots(const TableState&) {}
  LEEWAY_INLINE Slot<V> of(V x) const {
    // In the middle of the last slot, and of the first.
    constexpr E limit = E(grid_reach + 0.5) / (1 << k);
    const Nearest<V> found = below(x, limit, FractionBits<k>());
    return {found.step, found.rest};
  }
};

// The rest of either zero is -0: where f has the sign of its zero, x has to give it.
template <class V, bool keeps_zero>
struct TailsInSlots {
  explicit TailsInSlots(const TableState&) {}
  LEEWAY_INLINE V inside(V x) const { return x; }
  LEEWAY_INLINE V beyond(V x, V y) const {
    if constexpr (keeps_zero)
      return keep_zero(x, y);
    else
      return y;
  }
};

LEEWAY_ISA_END
