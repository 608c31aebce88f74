// Dot and matrix products, exact up to their one rounding.
#include <stdlib.h>

#include "dispatch/cpu.h"
#include "dispatch/dispatch.h"
#include "exact/quire.h"
#include "leeway_posit.h"
#include "shape.h"
#include "wide.h"

namespace leeway {
namespace posit {
namespace {

uint32_t bits_at(const void* bits, int storage, size_t i) {
  if (storage == 0) return static_cast<const uint8_t*>(bits)[i];
  if (storage == 1) return static_cast<const uint16_t*>(bits)[i];
  return static_cast<const uint32_t*>(bits)[i];
}

void put_bits(void* bits, int storage, size_t i, uint32_t value) {
  if (storage == 0)
    static_cast<uint8_t*>(bits)[i] = static_cast<uint8_t>(value);
  else if (storage == 1)
    static_cast<uint16_t*>(bits)[i] = static_cast<uint16_t>(value);
  else
    static_cast<uint32_t*>(bits)[i] = value;
}

bool is_fixed(const Shape& s) { return s.n <= 8 && s.es == 0; }

// The posit nearest to a sum of fixed-point products, in units of 2^-6 squared.
uint32_t round_fixed(const Shape& s, int64_t sum) {
  const uint64_t magnitude = sum < 0 ? uint64_t(0) - static_cast<uint64_t>(sum) : uint64_t(sum);
  return encode(s, normal(magnitude, 63 - 2 * 6, sum < 0));
}

uint32_t dot_of_fixed(const Shape& s, const FixedProducts& fixed, const uint8_t* a,
                      const uint8_t* b, size_t n) {
  if (fixed.dot_of_bits && cpu_permutes_bytes()) {
    int64_t sum;
    const bool nar = fixed.dot_of_bits(s, a, b, n, &sum);
    return nar ? s.top : round_fixed(s, sum);
  }
  constexpr size_t block = 2048;
  int16_t x[block], y[block];
  int64_t sum = 0;
  bool nar = false;
  for (size_t i = 0; i < n; i += block) {
    const size_t count = n - i < block ? n - i : block;
    nar |= fixed.decode(s, a + i, x, count);
    nar |= fixed.decode(s, b + i, y, count);
    sum += fixed.dot(x, y, count);
  }
  return nar ? s.top : round_fixed(s, sum);
}

// Rows of a and columns of b as integers, each as one stretch.
leeway_status matmul_of_fixed(const Shape& s, const FixedProducts& fixed, const uint8_t* a,
                              const uint8_t* b, size_t m, size_t k, size_t n, uint8_t* out) {
  // A row, the columns, and what of them is NaR; k + 1 so that nothing asked for is empty.
  int16_t* const numbers = static_cast<int16_t*>(malloc((k + 1) * (n + 2) * sizeof(int16_t)));
  uint8_t* const column = static_cast<uint8_t*>(malloc(k + n + 1));
  if (!numbers || !column) {
    free(numbers);
    free(column);
    return LEEWAY_OUT_OF_MEMORY;
  }
  int16_t *const row = numbers, *const columns = numbers + k;
  uint8_t* const column_nar = column + k;
  for (size_t j = 0; j < n; j++) {
    for (size_t i = 0; i < k; i++) column[i] = b[i * n + j];
    column_nar[j] = fixed.decode(s, column, columns + j * k, k);
  }
  for (size_t i = 0; i < m; i++) {
    const bool row_nar = fixed.decode(s, a + i * k, row, k);
    for (size_t j = 0; j < n; j++) {
      const int64_t sum = fixed.dot(row, columns + j * k, k);
      out[i * n + j] = static_cast<uint8_t>(row_nar || column_nar[j] ? s.top : round_fixed(s, sum));
    }
  }
  free(numbers);
  free(column);
  return LEEWAY_OK;
}

leeway_status matmul_by_quire(const Shape& s, const void* a, const void* b, size_t m, size_t k,
                              size_t n, void* out) {
  const int storage = storage_of(s);
  Number* const numbers = static_cast<Number*>(malloc((k + 1) * (n + 1) * sizeof(Number)));
  if (!numbers) return LEEWAY_OUT_OF_MEMORY;
  Number *const row = numbers, *const columns = numbers + k;
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j < n; j++) columns[j * k + i] = decode(s, bits_at(b, storage, i * n + j));
  for (size_t i = 0; i < m; i++) {
    for (size_t p = 0; p < k; p++) row[p] = decode(s, bits_at(a, storage, i * k + p));
    for (size_t j = 0; j < n; j++) {
      Quire quire(s);
      for (size_t p = 0; p < k; p++) quire.add_product(row[p], columns[j * k + p]);
      put_bits(out, storage, i * n + j, quire.rounded());
    }
  }
  free(numbers);
  return LEEWAY_OK;
}

}  // namespace
}  // namespace posit
}  // namespace leeway

using namespace leeway::posit;

leeway_status leeway_posit_dot(const leeway_posit_format* format, leeway_isa isa, const void* a,
                               const void* b, size_t n, uint32_t* bits) {
  Shape s;
  if (!shape_of(*format, &s)) return LEEWAY_BAD_ARGUMENT;
  const leeway::IsaTable* table = leeway::table_of(isa);
  if (!table) return LEEWAY_ISA_UNAVAILABLE;
  if (is_fixed(s)) {
    *bits = dot_of_fixed(s, table->posit.fixed, static_cast<const uint8_t*>(a),
                         static_cast<const uint8_t*>(b), n);
    return LEEWAY_OK;
  }
  const int storage = storage_of(s);
  Quire quire(s);
  for (size_t i = 0; i < n; i++)
    quire.add_product(decode(s, bits_at(a, storage, i)), decode(s, bits_at(b, storage, i)));
  *bits = quire.rounded();
  return LEEWAY_OK;
}

leeway_status leeway_posit_matmul(const leeway_posit_format* format, leeway_isa isa, const void* a,
                                  const void* b, size_t m, size_t k, size_t n, void* out) {
  Shape s;
  if (!shape_of(*format, &s)) return LEEWAY_BAD_ARGUMENT;
  const leeway::IsaTable* table = leeway::table_of(isa);
  if (!table) return LEEWAY_ISA_UNAVAILABLE;
  if (is_fixed(s))
    return matmul_of_fixed(s, table->posit.fixed, static_cast<const uint8_t*>(a),
                           static_cast<const uint8_t*>(b), m, k, n, static_cast<uint8_t*>(out));
  return matmul_by_quire(s, a, b, m, k, n, out);
}
