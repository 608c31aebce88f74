// max(0, x) - f(|x|), f from a table in registers: silu and gelu, whose distance from the ramp is the same on both sides
// and vanishes towards both ends. NaN stays NaN, -0 stays -0.
#pragma once

#include "register_table.h"

LEEWAY_ISA_BEGIN

// The gradients are the exact ones: what a sigmoid is off would be multiplied by x.
template <class Exact, class V, class Table>
struct RampMinusTable : Exact {
  RegisterTable<V, Table> table;
  using Exact::Exact;
  LEEWAY_INLINE V value(V x) const {
    return max(V(0.0f), x) - table.at(min(V(Table::limit), abs(x)));
  }
};

// NameTier1e5 and NameTier1e4 by the tables of the function (tools/fit/fits/tabulated.ts), by Rough<V, Exp1e5> and
// Rough<V, Exp1e3> where there are none.
#define LEEWAY_RAMP_TIERS(Name, function, Rough)                                                 \
  LEEWAY_UNIFORM_TABLE(Name##Table32Degree2, function, 32, 2)                                    \
  LEEWAY_UNIFORM_TABLE(Name##Table32Degree3, function, 32, 3)                                    \
  LEEWAY_UNIFORM_TABLE(Name##Table16Degree3, function, 16, 3)                                    \
  LEEWAY_UNIFORM_TABLE(Name##Table16Degree4, function, 16, 4)                                    \
  LEEWAY_UNIFORM_TABLE(Name##Table8Degree4, function, 8, 4)                                      \
  LEEWAY_LOG_TABLE_8(Name##Table8LogDegree5, function, 5)                                        \
  template <class V, class Table>                                                                \
  using Name##ByTable = RampMinusTable<Name##Exact<V>, V, Table>;                                \
  template <class V>                                                                             \
  using Name##Tier1e5 =                                                                          \
      typename ByTableEntries<V, Name##ByTable<V, Name##Table32Degree3>,                         \
                              Name##ByTable<V, Name##Table16Degree4>,                            \
                              Name##ByTable<V, Name##Table8LogDegree5>, Rough<V, Exp1e5>>::type; \
  template <class V>                                                                             \
  using Name##Tier1e4 =                                                                          \
      typename ByTableEntries<V, Name##ByTable<V, Name##Table32Degree2>,                         \
                              Name##ByTable<V, Name##Table16Degree3>,                            \
                              Name##ByTable<V, Name##Table8Degree4>, Rough<V, Exp1e3>>::type;

LEEWAY_ISA_END
