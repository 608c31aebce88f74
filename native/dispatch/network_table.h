// What one instruction set's network unit (native/lstm/isa) hands to the rest: one constant table, its only external symbol.
#pragma once

#include "lstm/cell_operations.h"
#include "matrix/operations.h"

namespace leeway {

struct NetworkTable {
  size_t lanes;
  MatrixOperations matrix;
  CellOperations cell;
};

extern const NetworkTable scalar_network_table;
extern const NetworkTable sse2_network_table;
extern const NetworkTable avx2_network_table;
extern const NetworkTable avx512_network_table;
extern const NetworkTable neon_network_table;
extern const NetworkTable wasm_network_table;

}  // namespace leeway
