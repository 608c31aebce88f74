#include "simd/sse2.h"

#include "lstm/network_table.inl"
