#include "simd/avx2.h"
#include "simd/integers/avx2.h"

#include "kernels/isa_table.inl"
