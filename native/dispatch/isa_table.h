// What one instruction set's translation unit hands to the rest: one constant table, its only external symbol.
#pragma once

#include "leeway.h"
#include "posit/plan.h"
#include "proof/expected.h"

namespace leeway {

struct KernelEntry {
  leeway_functions functions;
  leeway_channel_functions channels;  // null where the kernel has none
};

// Between FLOAT32 and the 16-bit formats, FLOAT16 and BFLOAT16 in this order.
struct Conversions {
  leeway_forward to_float32[2], from_float32[2];
};

struct IsaTable {
  int lanes_f32, lanes_f64;
  posit::Operations posit;
  Conversions conversions;
  Comparisons comparisons;
  const KernelEntry* kernels;  // one per LEEWAY_KERNEL row, in the order of the list
};

extern const IsaTable scalar_table;
extern const IsaTable sse2_table;
extern const IsaTable avx2_table;
extern const IsaTable avx512_table;
extern const IsaTable neon_table;
extern const IsaTable wasm_table;

}  // namespace leeway
