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
  bool permutes_bytes;  // the CPU has VBMI
  const void* table;    // up to 8 bits: of 256 entries
};

// The same operation on storage of 8 and of 16 bits.
struct BulkPair {
  Bulk of_8_bits, of_16_bits;
};

// Fixed-point products: what an exact dot product without exponent bits and with at most 8 bits comes to. A unit is the
// minpos of 8 bits, 2^-6.
struct FixedProducts {
  // The fixed-point numbers of posits; NaR becomes 0. True where there was one.
  bool (*decode)(const Shape& shape, const uint8_t* bits, int16_t* numbers, size_t n);
  // The sum of a[i] b[i].
  int64_t (*dot)(const int16_t* a, const int16_t* b, size_t n);
  // Both at once, on CPUs that permute bytes; null where there is no such code.
  bool (*dot_of_bits)(const Shape& shape, const uint8_t* a, const uint8_t* b, size_t n,
                      int64_t* sum);
};

// What one instruction set brings.
struct Operations {
  const BulkPair* bulk;  // one per LEEWAY_POSIT_VECTOR row, in the order of the list
  FixedProducts fixed;
};

}  // namespace posit
}  // namespace leeway
