// The C interface of posits: operations by number, made ready and run.
#include "leeway_posit.h"

#include <stdlib.h>
#include <string.h>

#include "dispatch/cpu.h"
#include "dispatch/dispatch.h"
#include "rows.h"
#include "shape.h"
#include "wide.h"

struct leeway_posit {
  leeway::posit::Plan plan;
};

namespace leeway {
namespace posit {
namespace {

constexpr int ANY_ES = 0, NO_ES = 1;

#define LEEWAY_POSIT_VECTOR(name, inputs, input, output, exponent) \
  {#name, inputs, LEEWAY_POSIT_##input, LEEWAY_POSIT_##output, exponent},
#define LEEWAY_POSIT_SCALAR LEEWAY_POSIT_VECTOR
constexpr leeway_posit_operation_info operations[] = {
#include "operations.def"
};
constexpr size_t operation_count = sizeof operations / sizeof *operations;

size_t bytes_per_element(const Shape& s) { return size_t(1) << storage_of(s); }

Bulk bulk_of(const leeway_posit_request& request, const Plan& plan, const IsaTable& table) {
  const int storage = storage_of(plan.shape);
  const bool converts = operations[request.operation].output == LEEWAY_POSIT_OTHER;
  if (converts && (storage == 2 || plan.to.n == 32) && plan.shape.es != plan.to.es)
    return wide_conversion(storage);
  if (request.operation >= vector_count || storage == 2)
    return wide_operation(request.operation, storage);
  const BulkPair& pair = table.posit.bulk[request.operation];
  return storage == 0 ? pair.of_8_bits : pair.of_16_bits;
}

// Whether the table has all entries that the operation may look up.
bool table_suffices(const leeway_posit_request& request, const Shape& s) {
  const size_t length = request.table_length;
  if (request.operation == row_table) return length == size_t(s.mask) + 1;
  if (request.operation != row_pair_table) return true;
  if (s.n > 10 || request.options < 0 || request.options > 15) return false;
  const size_t size = size_t(s.mask) + 1, maxpos = s.maxpos, triangle = maxpos * (maxpos + 1) / 2;
  const size_t side = maxpos + 1 - s.one;
  const int pair = request.options & 3;
  switch (request.options >> 2) {
    case LEEWAY_POSIT_FULL: return length == size * size;
    case LEEWAY_POSIT_SYMMETRIC:
      if (pair <= LEEWAY_POSIT_SUB) return length == 2 * triangle;
      return length == (pair == LEEWAY_POSIT_MUL ? triangle : maxpos * maxpos);
    case LEEWAY_POSIT_LOG_EXP: return length == 2 * size + 2 * triangle && pair >= LEEWAY_POSIT_MUL;
    default: return length == 2 * side * side && pair >= LEEWAY_POSIT_MUL && s.es == 0;
  }
}

// Up to 8 bits a table of all pairs, in the second cache, takes half the time of decoding, operating and encoding on 8 lanes.
bool is_faster_by_pairs(size_t operation, const Shape& s, const IsaTable& table) {
  const bool arithmetic =
      operation == row_add || operation == row_sub || operation == row_mul || operation == row_div;
  return arithmetic && s.n <= 8 && table.lanes_f32 < 16;
}

// What the operation makes of every pair of bytes, those beyond the format included, at 256 a + b.
void fill_pairs(const Plan& plan, uint8_t* entries) {
  uint8_t first[256], second[256];
  for (int b = 0; b < 256; b++) second[b] = static_cast<uint8_t>(b & plan.shape.mask);
  for (uint32_t a = 0; a < 256; a++) {
    memset(first, static_cast<int>(a & plan.shape.mask), sizeof first);
    plan.run(plan, first, second, nullptr, entries + 256 * a, 256);
  }
}

void look_up_byte_pair(const Plan& plan, const void* first, const void* second, const void*,
                       void* out, size_t n) {
  const uint8_t* const entries = static_cast<const uint8_t*>(plan.table);
  const uint8_t *a = static_cast<const uint8_t*>(first), *b = static_cast<const uint8_t*>(second);
  uint8_t* const r = static_cast<uint8_t*>(out);
  for (size_t i = 0; i < n; i++) r[i] = entries[a[i] << 8 | b[i]];
}

}  // namespace
}  // namespace posit
}  // namespace leeway

using namespace leeway::posit;

size_t leeway_posit_operation_count(void) { return operation_count; }

leeway_status leeway_posit_operation(size_t operation, leeway_posit_operation_info* info) {
  if (operation >= operation_count) return LEEWAY_BAD_ARGUMENT;
  *info = operations[operation];
  return LEEWAY_OK;
}

leeway_status leeway_posit_prepare(const leeway_posit_request* request, leeway_posit** posit) {
  Plan plan{};
  if (request->operation >= operation_count || !shape_of(request->format, &plan.shape))
    return LEEWAY_BAD_ARGUMENT;
  const leeway_posit_operation_info& info = operations[request->operation];
  if (info.output == LEEWAY_POSIT_OTHER && !shape_of(request->to, &plan.to))
    return LEEWAY_BAD_ARGUMENT;
  if (info.without_exponent && plan.shape.es != 0) return LEEWAY_BAD_ARGUMENT;
  if (!table_suffices(*request, plan.shape)) return LEEWAY_BAD_ARGUMENT;
  const leeway::IsaTable* table = leeway::table_of(request->isa);
  if (!table) return LEEWAY_ISA_UNAVAILABLE;
  plan.options = request->options;
  plan.run = bulk_of(*request, plan, *table);
  if (!plan.run) return LEEWAY_BAD_ARGUMENT;
  plan.permutes_bytes = leeway::cpu_permutes_bytes();
  const bool looks_up = request->operation == row_table || request->operation == row_pair_table;
  const bool by_pairs = !looks_up && is_faster_by_pairs(request->operation, plan.shape, *table);
  // The table stands behind the plan, on a cache line of its own; one of bytes with all 256 entries, used or not.
  constexpr size_t head = (sizeof(leeway_posit) + 63) / 64 * 64;
  const size_t given = looks_up ? request->table_length * bytes_per_element(plan.shape) : 0;
  const size_t bytes = by_pairs ? 65536 : given > 0 && given < 256 ? 256 : given;
  leeway_posit* const made = static_cast<leeway_posit*>(malloc(head + bytes));
  if (!made) return LEEWAY_OUT_OF_MEMORY;
  uint8_t* const entries = reinterpret_cast<uint8_t*>(made) + head;
  if (bytes > 0) plan.table = entries;
  if (looks_up) {
    memset(entries, 0, bytes);
    memcpy(entries, request->table, given);
  } else if (by_pairs) {
    fill_pairs(plan, entries);
    plan.run = &look_up_byte_pair;
  }
  made->plan = plan;
  *posit = made;
  return LEEWAY_OK;
}

void leeway_posit_run(const leeway_posit* posit, const void* a, const void* b, const void* c,
                      void* out, size_t n) {
  posit->plan.run(posit->plan, a, b, c, out, n);
}

void leeway_posit_release(leeway_posit* posit) { free(posit); }

namespace {

template <class S>
size_t first_beyond(const void* bits, uint32_t mask, size_t n) {
  const S* p = static_cast<const S*>(bits);
  const S above = static_cast<S>(~mask);
  S seen = 0;
  for (size_t i = 0; i < n; i++) seen = static_cast<S>(seen | (p[i] & above));
  if (seen == 0) return n;
  for (size_t i = 0; i < n; i++)
    if (p[i] & above) return i;
  return n;  // written by another thread in between
}

}  // namespace

size_t leeway_posit_first_invalid(const leeway_posit_format* format, const void* bits, size_t n) {
  Shape s;
  if (!shape_of(*format, &s)) return 0;
  if (s.n == 8 || s.n == 16 || s.n == 32) return n;
  return storage_of(s) == 0 ? first_beyond<uint8_t>(bits, s.mask, n)
                            : first_beyond<uint16_t>(bits, s.mask, n);
}
