#include "simd/neon.h"

#include "kernels/isa_table.inl"
