#include "simd/avx512.h"

#include "lstm/network_table.inl"
