// max(0, x) - f(|x|), f from a table in registers: silu and gelu, whose distance from the ramp is the same on both sides
// and vanishes towards both ends. NaN stays NaN, -0 stays -0.
#pragma once

#include "register_table.h"

LEEWAY_ISA_BEGIN

template <class V, class Table>
struct RampMinusTable {
  RegisterTable<V, Table> table;
  LEEWAY_INLINE V value(V x) const {
    return max(V(0.0f), x) - table.at(min(V(Table::limit), abs(x)));
  }
};

LEEWAY_ISA_END
