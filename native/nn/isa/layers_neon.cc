#include "simd/neon.h"

#include "nn/layer_table.inl"
