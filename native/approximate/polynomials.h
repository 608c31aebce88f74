// The polynomials of a table: looked up in registers, a permute per coefficient, or loaded from rows in memory.
#pragma once

#include "approximate/slots.h"

LEEWAY_ISA_BEGIN

template <class V, class Register, int entries, class Slots, int degree>
struct InRegisters {
  using E = typename V::element;
  Slots slots;
  Register coefficients[degree + 1];

  explicit InRegisters(const TableState& t) : slots(t) {
    for (int power = 0; power <= degree; power++)
      coefficients[power] = Register(static_cast<const E*>(t.coefficients) + power * entries);
  }
  LEEWAY_INLINE V at(V x) const {
    const Slot<V> slot = slots.of(x);
    V sum = lookup(coefficients[degree], slot.index);
    for (int power = degree - 1; power >= 0; power--)
      sum = mul_add(sum, slot.position, lookup(coefficients[power], slot.index));
    return sum;
  }
};

// The first `columns` numbers of the row of every lane.
template <int columns, int length, class V>
LEEWAY_INLINE void load_rows(const typename V::element* rows, V index, V (&out)[columns]) {
  if constexpr (V::lanes == 4 && sizeof(typename V::element) == 4 && length == 4) {
    typename V::element places[4];
    index.store(places);
    V row[4];
    for (int i = 0; i < 4; i++) {
      typename V::bits place;
      memcpy(&place, places + i, sizeof place);
      row[i] = V::load(rows + 4 * place);
    }
    transpose(row[0], row[1], row[2], row[3]);
    for (int i = 0; i < columns; i++) out[i] = row[i];
  } else {
    const V first = shift_left < length == 4 ? 2 : 3 > (index);
    for (int i = 0; i < columns; i++) out[i] = gather(rows + i, first);
  }
}

template <class V, TableForm form, int degree>
struct InRows {
  using E = typename V::element;
  using Slots = typename SlotsOf<V, form>::type;
  Slots slots;
  const E* rows;
  V low, origin;

  explicit InRows(const TableState& t)
      : slots(t),
        rows(static_cast<const E*>(t.coefficients)),
        low(E(t.low)),
        origin(Slots::origin(t)) {}
  LEEWAY_INLINE V at(V x) const {
    // A NaN has the bits of no slot: it takes the first one's row, and stays a NaN by its position.
    const V index = subtract_bits(slots.of(max(x, low)).index, origin);
    V coefficients[degree + 1];
    load_rows<degree + 1, row_length(degree)>(rows, index, coefficients);
    const V position = slots.of(x).position;
    V sum = coefficients[degree];
    for (int power = degree - 1; power >= 0; power--)
      sum = mul_add(sum, position, coefficients[power]);
    return sum;
  }
};

LEEWAY_ISA_END
