#include "simd/wasm.h"

#include "approximate/isa_table.inl"
