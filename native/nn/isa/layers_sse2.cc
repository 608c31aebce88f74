#include "simd/sse2.h"

#include "nn/layer_table.inl"
