// Which slot an x within the domain falls into, and where in it (leeway_approximate.h has the formulas).
#pragma once

#include "approximate/table.h"

LEEWAY_ISA_BEGIN

template <class V>
struct Slot {
  V index;     // the slot's number in the low bits of the bit pattern
  V position;  // r; NaN where x is
};

// x / width rounded, in the low bits of a float made large enough; the product with a width of few bits is exact.
template <class V, bool phased>
struct UniformSlots {
  using E = typename V::element;
  V per_unit, width, phase, magic;
  explicit UniformSlots(const TableState& t)
      : per_unit(E(1) / E(t.width)),
        width(E(t.width)),
        phase(-E(t.phase)),
        magic(Format<E>::round_magic) {}
  LEEWAY_INLINE V rounded(V x) const {
    if constexpr (phased)
      return mul_add(x, per_unit, phase) + magic;
    else
      return mul_add(x, per_unit, magic);
  }
  LEEWAY_INLINE Slot<V> of(V x) const {
    const V m = rounded(x);
    return {m, neg_mul_add(m - magic, width, x)};
  }
  // The bit pattern of slot 0's index, which others count from.
  static E origin(const TableState& t) { return Format<E>::round_magic + E(t.first); }
};

// The top bits of the float; those below, as the fraction of a number from 1 to 2, say where in the slot.
template <class V>
struct LogarithmicSlots {
  using E = typename V::element;
  using bits = typename V::bits;
  int shift;
  V below, one, minus_middle;
  explicit LogarithmicSlots(const TableState& t)
      : shift(t.shift),
        below(V::from_bits((bits(1) << t.shift) - 1)),
        one(E(1)),
        minus_middle(middle(t.shift)) {}
  static V middle(int shift) {
    const V half_a_slot = V::from_bits((bits(1) << shift) >> 1);
    return V(E(0)) - (V(E(1)) | half_a_slot);
  }
  LEEWAY_INLINE Slot<V> of(V x) const {
    // 0 x, for the sake of NaN: the bits of one would make a number.
    const V position = (one | (below & x)) + mul_add(x, V(E(0)), minus_middle);
    return {shift_right(x, shift), position};
  }
  static E origin(const TableState& t) {
    const bits pattern = static_cast<bits>(t.first);
    E origin;
    memcpy(&origin, &pattern, sizeof origin);
    return origin;
  }
};

template <class V, TableForm form>
struct SlotsOf {
  using type = UniformSlots<V, form == phased_form>;
};
template <class V>
struct SlotsOf<V, logarithmic_form> {
  using type = LogarithmicSlots<V>;
};

template <class V, TableForm form>
int64_t slot_of_end(const TableState& t, bool high) {
  using E = typename V::element;
  using Slots = typename SlotsOf<V, form>::type;
  const V x(E(high ? t.high : t.low));
  const V found = subtract_bits(Slots(t).of(x).index, V(Slots::origin(t)));
  E lanes[V::lanes];
  found.store(lanes);
  typename V::bits pattern;
  memcpy(&pattern, lanes, sizeof pattern);
  return static_cast<int64_t>(pattern);
}

LEEWAY_ISA_END
