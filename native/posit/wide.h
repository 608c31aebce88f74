// The operations compiled once: all on storage of 32 bits, and those without vector code on any storage.
#pragma once

#include "plan.h"

namespace leeway {
namespace posit {

// By row of operations.def; storage is 0, 1 or 2 for 8, 16 or 32 bits. Null where the instruction sets' own code serves.
Bulk wide_operation(size_t operation, int storage);
// A conversion that is no shift, to or from 32 bits.
Bulk wide_conversion(int storage);

// The operation `pair_table` (pair_tables.cc).
template <class S>
void look_up_pair(const Plan& plan, const void* a, const void* b, const void* c, void* out,
                  size_t n);

inline int storage_of(const Shape& s) { return s.n <= 8 ? 0 : s.n <= 16 ? 1 : 2; }

}  // namespace posit
}  // namespace leeway
