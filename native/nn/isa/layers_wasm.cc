#include "simd/wasm.h"

#include "nn/layer_table.inl"
