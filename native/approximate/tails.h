// What a table gives beyond its domain. A flat side never multiplies an infinity by its slope of 0.
#pragma once

#include "approximate/table.h"

LEEWAY_ISA_BEGIN

template <class V, TailForm form>
struct Tails {
  using E = typename V::element;
  V low, high;
  V line_low, slope_low, none_low, line_high, slope_high, none_high;
  V below, constant_low, above, constant_high;

  explicit Tails(const TableState& t)
      : low(E(t.low)),
        high(E(t.high)),
        line_low(E(t.line_low)),
        slope_low(E(t.slope_low)),
        none_low(nothing(t.slope_low)),
        line_high(E(t.line_high)),
        slope_high(E(t.slope_high)),
        none_high(nothing(t.slope_high)),
        below(E(t.below)),
        constant_low(E(t.constant_low)),
        above(E(t.above)),
        constant_high(E(t.constant_high)) {}

  // The zero whose product with the slope is -0: what can be added to a -0.
  static E nothing(double slope) { return slope < 0 ? E(0) : E(-0.0); }

  // Within the domain; a NaN stays one.
  LEEWAY_INLINE V inside(V x) const { return min(high, max(low, x)); }

  LEEWAY_INLINE V beyond(V x, V y) const {
    if constexpr (form == linear_low_tail || form == linear_tails || form == any_tails)
      y = mul_add(min(x - line_low, none_low), slope_low, y);
    if constexpr (form == linear_high_tail || form == linear_tails || form == any_tails)
      y = mul_add(max(x - line_high, none_high), slope_high, y);
    if constexpr (form == any_tails) {
      y = select(less(x, below), constant_low, y);
      y = select(less(above, x), constant_high, y);
    }
    return y;
  }
};

LEEWAY_ISA_END
