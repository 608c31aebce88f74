#include "simd/scalar.h"
#include "simd/integers/scalar.h"

#include "kernels/isa_table.inl"
