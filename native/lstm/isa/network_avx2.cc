#include "simd/avx2.h"

#include "lstm/network_table.inl"
