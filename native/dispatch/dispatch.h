// Instruction set tables by their number.
#pragma once

#include "isa_table.h"
#include "layer_table.h"
#include "network_table.h"

namespace leeway {

// Null where this build or this CPU lacks the instruction set.
const IsaTable* table_of(leeway_isa isa);
const NetworkTables* network_tables_of(leeway_isa isa);
const LayerOperations* layer_table_of(leeway_isa isa);

template <class E = float>
const NetworkTableOf<E>* network_table_of(leeway_isa isa) {
  const NetworkTables* tables = network_tables_of(isa);
  if (!tables) return nullptr;
  if constexpr (sizeof(E) == sizeof(float))
    return &tables->float32;
  else
    return &tables->float64;
}

}  // namespace leeway
