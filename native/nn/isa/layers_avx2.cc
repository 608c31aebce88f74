#include "simd/avx2.h"

#include "nn/layer_table.inl"
