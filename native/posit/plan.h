// What a prepared operation is made of. Plain data: the units of all instruction sets include this.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace leeway {
namespace posit {

// A format and its landmarks, as bit strings.
struct Shape {
  int n, es;
  uint32_t mask;    // the n bits
  uint32_t top;     // 2^(n-1): the pattern of NaR
  uint32_t one;     // 2^(n-2): the pattern of 1, whatever es
  uint32_t maxpos;  // 2^(n-1) - 1; minpos is 1
};

struct Plan;

// out[i] = operation(a[i], b[i], c[i])
using Bulk = void (*)(const Plan& plan, const void* a, const void* b, const void* c, void* out,
                      size_t n);

struct Plan {
  Bulk run;
  Shape shape, to;
  int options;
  const void* table;
};

// The same operation on storage of 8 and of 16 bits.
struct BulkPair {
  Bulk of_8_bits, of_16_bits;
};

// Fixed-point products: what an exact dot product without exponent bits and with at most 8 bits comes to.
struct FixedProducts {
  // The fixed-point numbers (a unit is minpos) of n posits; NaR becomes 0. True where there was one.
  bool (*decode)(const Shape& shape, const uint8_t* bits, int16_t* numbers, size_t n);
  // The sum of a[i] b[i].
  int64_t (*dot)(const int16_t* a, const int16_t* b, size_t n);
};

// What one instruction set brings.
struct Operations {
  const BulkPair* bulk;  // one per LEEWAY_POSIT_VECTOR row, in the order of the list
  FixedProducts fixed;
};

}  // namespace posit
}  // namespace leeway
