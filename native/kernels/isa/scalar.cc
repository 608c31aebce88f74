#include "simd/scalar.h"

#include "kernels/isa_table.inl"
