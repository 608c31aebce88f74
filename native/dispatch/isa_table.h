// What one instruction set's translation unit hands to the rest: one constant table, its only external symbol.
#pragma once

#include "leeway.h"
#include "lstm/cell_operations.h"
#include "matrix/operations.h"
#include "posit/plan.h"

namespace leeway {

struct KernelEntry {
  leeway_functions functions;
};

struct IsaTable {
  int lanes_f32, lanes_f64;
  MatrixOperations matrix;
  CellOperations cell;
  posit::Operations posit;
  const KernelEntry* kernels;  // one per LEEWAY_KERNEL row, in the order of the list
};

extern const IsaTable scalar_table;
extern const IsaTable sse2_table;
extern const IsaTable avx2_table;
extern const IsaTable avx512_table;
extern const IsaTable neon_table;
extern const IsaTable wasm_table;

}  // namespace leeway
