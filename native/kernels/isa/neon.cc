#include "simd/neon.h"
#include "simd/integers/neon.h"

#include "kernels/isa_table.inl"
