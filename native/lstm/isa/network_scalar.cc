#include "simd/scalar.h"

#if defined(__wasm__)
// Small before fast, where SIMD128 is always there.
#define LEEWAY_WITHOUT_FUSED_CELLS
#endif
#include "lstm/network_table.inl"
