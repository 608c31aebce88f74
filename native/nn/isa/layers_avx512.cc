#include "simd/avx512.h"

#include "nn/layer_table.inl"
