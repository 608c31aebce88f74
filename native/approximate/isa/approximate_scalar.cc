#include "simd/scalar.h"

#include "approximate/isa_table.inl"
