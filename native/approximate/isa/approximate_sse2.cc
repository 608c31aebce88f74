#include "simd/sse2.h"

#include "approximate/isa_table.inl"
