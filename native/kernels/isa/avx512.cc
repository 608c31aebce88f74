#include "simd/avx512.h"
#include "simd/integers/avx512.h"

#include "kernels/isa_table.inl"
