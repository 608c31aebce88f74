#include "simd/neon.h"

#include "approximate/isa_table.inl"
