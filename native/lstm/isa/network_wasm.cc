#include "simd/wasm.h"

#include "lstm/network_table.inl"
