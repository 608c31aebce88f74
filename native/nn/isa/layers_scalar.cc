#include "simd/scalar.h"

#include "nn/layer_table.inl"
