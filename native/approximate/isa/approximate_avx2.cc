#include "simd/avx2.h"

#include "approximate/isa_table.inl"
