#include "simd/scalar.h"

#include "lstm/network_table.inl"
