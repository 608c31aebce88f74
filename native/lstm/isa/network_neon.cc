#include "simd/neon.h"

#include "lstm/network_table.inl"
