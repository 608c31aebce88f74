#include "simd/avx512.h"

#include "approximate/isa_table.inl"
