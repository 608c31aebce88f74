#include "simd/wasm.h"
#include "simd/integers/wasm.h"

#include "kernels/isa_table.inl"
