#include "simd/wasm.h"

#include "kernels/isa_table.inl"
