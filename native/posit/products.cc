// Dot and matrix products, exact up to their one rounding.
#include <stdlib.h>

#include "dispatch/cpu.h"
#include "dispatch/dispatch.h"
#include "exact/quire.h"
#include "leeway_posit.h"
#include "rows.h"
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

// Posits of up to 16 bits as floats, which they are, by an instruction set's own code.
class Floats {
 public:
  Floats(const Shape& s, const IsaTable& table)
      : plan_{},
        decode_(storage_of(s) == 0 ? table.posit.bulk[row_to_float32].of_8_bits
                                   : table.posit.bulk[row_to_float32].of_16_bits) {
    plan_.shape = s;
  }
  void operator()(const void* bits, size_t first, float* out, size_t n) const {
    const size_t bytes = size_t(1) << storage_of(plan_.shape);
    decode_(plan_, static_cast<const char*>(bits) + first * bytes, nullptr, nullptr, out, n);
  }

 private:
  Plan plan_;
  Bulk decode_;
};

uint32_t dot_of_floats(const Shape& s, const IsaTable& table, const void* a, const void* b,
                       size_t n) {
  constexpr size_t block = 1024;
  const Floats floats(s, table);
  float x[block], y[block];
  Quire quire(s);
  for (size_t i = 0; i < n; i += block) {
    const size_t count = n - i < block ? n - i : block;
    floats(a, i, x, count);
    floats(b, i, y, count);
    for (size_t j = 0; j < count; j++) quire.add_product(static_cast<double>(x[j]) * y[j]);
  }
  return quire.rounded();
}

uint32_t dot_of_numbers(const Shape& s, const void* a, const void* b, size_t n) {
  const int storage = storage_of(s);
  Quire quire(s);
  for (size_t i = 0; i < n; i++)
    quire.add_product(decode(s, bits_at(a, storage, i)), decode(s, bits_at(b, storage, i)));
  return quire.rounded();
}

// Calls take(row) of a and column(j) of b one after the other, each taken apart once.
template <class Element, class TakeRow, class TakeColumns, class Add>
leeway_status matmul_of(const Shape& s, TakeRow take_row, TakeColumns take_columns, Add add,
                        size_t m, size_t k, size_t n, void* out) {
  Element* const elements = static_cast<Element*>(malloc((k + 1) * (n + 1) * sizeof(Element)));
  if (!elements) return LEEWAY_OUT_OF_MEMORY;
  Element *const row = elements, *const columns = elements + k;
  take_columns(columns);
  for (size_t i = 0; i < m; i++) {
    take_row(row, i);
    for (size_t j = 0; j < n; j++) {
      Quire quire(s);
      for (size_t p = 0; p < k; p++) add(quire, row[p], columns[j * k + p]);
      put_bits(out, storage_of(s), i * n + j, quire.rounded());
    }
  }
  free(elements);
  return LEEWAY_OK;
}

leeway_status matmul_of_floats(const Shape& s, const IsaTable& table, const void* a, const void* b,
                               size_t m, size_t k, size_t n, void* out) {
  const Floats floats(s, table);
  const auto take_row = [&](float* row, size_t i) { floats(a, i * k, row, k); };
  const auto take_columns = [&](float* columns) {
    constexpr size_t block = 256;
    float part[block];
    for (size_t p = 0; p < k; p++)
      for (size_t j = 0; j < n; j += block) {
        const size_t count = n - j < block ? n - j : block;
        floats(b, p * n + j, part, count);
        for (size_t q = 0; q < count; q++) columns[(j + q) * k + p] = part[q];
      }
  };
  const auto add = [](Quire& quire, float x, float y) {
    quire.add_product(static_cast<double>(x) * y);
  };
  return matmul_of<float>(s, take_row, take_columns, add, m, k, n, out);
}

leeway_status matmul_of_numbers(const Shape& s, const void* a, const void* b, size_t m, size_t k,
                                size_t n, void* out) {
  const int storage = storage_of(s);
  const auto take_row = [&](Number* row, size_t i) {
    for (size_t p = 0; p < k; p++) row[p] = decode(s, bits_at(a, storage, i * k + p));
  };
  const auto take_columns = [&](Number* columns) {
    for (size_t p = 0; p < k; p++)
      for (size_t j = 0; j < n; j++) columns[j * k + p] = decode(s, bits_at(b, storage, p * n + j));
  };
  const auto add = [](Quire& quire, const Number& x, const Number& y) { quire.add_product(x, y); };
  return matmul_of<Number>(s, take_row, take_columns, add, m, k, n, out);
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
  *bits = s.n <= 16 ? dot_of_floats(s, *table, a, b, n) : dot_of_numbers(s, a, b, n);
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
  return s.n <= 16 ? matmul_of_floats(s, *table, a, b, m, k, n, out)
                   : matmul_of_numbers(s, a, b, m, k, n, out);
}
