#include "simd/sse2.h"
#include "simd/integers/sse2.h"

#include "kernels/isa_table.inl"
