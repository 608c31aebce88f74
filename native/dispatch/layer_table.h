// What one instruction set's layer unit (native/nn/isa) hands to the rest: one constant table, its only external symbol.
#pragma once

#include "nn/layer_operations.h"

namespace leeway {

extern const LayerOperations scalar_layers_table;
extern const LayerOperations sse2_layers_table;
extern const LayerOperations avx2_layers_table;
extern const LayerOperations avx512_layers_table;
extern const LayerOperations neon_layers_table;
extern const LayerOperations wasm_layers_table;

}  // namespace leeway
