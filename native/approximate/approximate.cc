// Tables made ready: checked, copied into the order an instruction set wants them in, and run.

#include <limits.h>
#include <math.h>
#include <string.h>

#include <initializer_list>
#include <new>

#include "approximate/activation.h"
#include "approximate/grid.h"
#include "dispatch/dispatch.h"
#include "kernels/reference_functions.h"

struct leeway_approximation {
  leeway::TableState state;
  leeway::RunTable run;
  size_t element_bytes;
  leeway_element element;
  leeway_isa isa;
  bool on_grid;
};

namespace leeway {
namespace {

const ElementRunners* runners_of(leeway_isa isa, leeway_element element) {
  const ApproximateTable* table = approximate_table_of(isa);
  if (!table || element < LEEWAY_FLOAT32 || element > LEEWAY_FLOAT64) return nullptr;
  return element == LEEWAY_FLOAT64 ? &table->float64 : &table->float32;
}

bool in_rows(const leeway_table& table) { return table.storage == LEEWAY_TABLE_IN_ROWS; }

int degrees_of(const ElementRunners& runners, leeway_element element,
               leeway_table_storage storage) {
  return storage == LEEWAY_TABLE_IN_ROWS ? most_row_degree(element)
                                         : most_register_degree(element, runners.register_slots);
}

TableForm form_of(const leeway_table& table) {
  if (table.spacing == LEEWAY_TABLE_LOGARITHMIC) return logarithmic_form;
  return table.phase == 0 ? centred_form : phased_form;
}

TailForm tails_of(const leeway_table& table) {
  const leeway_tail_kind low = table.tail_low.kind, high = table.tail_high.kind;
  if (low == LEEWAY_TAIL_CONSTANT || high == LEEWAY_TAIL_CONSTANT) return any_tails;
  if (low == LEEWAY_TAIL_LINEAR) return high == LEEWAY_TAIL_LINEAR ? linear_tails : linear_low_tail;
  return high == LEEWAY_TAIL_LINEAR ? linear_high_tail : clamped_tails;
}

bool is_on_grid(const leeway_table& table, const ElementRunners& runners, Grid* grid) {
  return !in_rows(table) && runners.grid[0][0][0] && find_grid(table, grid);
}

// The function for exactly this, or the one that can do this too.
RunTable runner_for(const leeway_table& table, const ElementRunners& runners) {
  const TableRunners& all = in_rows(table) ? runners.rows : runners.registers;
  const int degree = in_rows(table) ? table.degree | 1 : table.degree;
  const auto& run = all.run[degree - 1];
  const TableForm form = form_of(table), wider = form == centred_form ? phased_form : form;
  const TailForm tails = tails_of(table);
  if (run[form][tails]) return run[form][tails];
  return run[form][any_tails] ? run[form][any_tails] : run[wider][any_tails];
}

bool sound_tail(const leeway_tail& tail) {
  if (tail.kind == LEEWAY_TAIL_LINEAR) return isfinite(tail.value) && tail.value != 0;
  return tail.kind == LEEWAY_TAIL_CLAMP || tail.kind == LEEWAY_TAIL_CONSTANT;
}

// Before anything is computed from the numbers.
bool sound(const leeway_table& table, const ElementRunners& runners) {
  const int most_slots = in_rows(table) ? LEEWAY_MOST_ROWS : runners.register_slots;
  if (table.slots < 1 || table.slots > most_slots || table.degree < 1 ||
      table.degree > degrees_of(runners, table.element, table.storage))
    return false;
  if (!isfinite(table.low) || !isfinite(table.high) || !(table.low < table.high)) return false;
  if (!sound_tail(table.tail_low) || !sound_tail(table.tail_high)) return false;
  const bool wide = table.element == LEEWAY_FLOAT64;
  if (table.spacing == LEEWAY_TABLE_LOGARITHMIC)
    return table.low >= (wide ? 0x1p-1022 : 0x1p-126) && table.shift >= 1 &&
           table.shift <= (wide ? 52 : 23) && table.first >= 0 &&
           (wide || table.first <= INT32_MAX);
  // A slot's number has to fit the bits that rounding leaves it.
  const double farthest = fmax(fabs(table.low), fabs(table.high)) / table.width;
  const double most = wide ? 0x1p50 : 0x1p21;
  return table.width > 0 && isfinite(table.width) && fabs(table.phase) <= 1 && farthest <= most &&
         table.first >= -static_cast<int64_t>(most) - 2 &&
         table.first <= static_cast<int64_t>(most) + 2;
}

TableState state_of(const leeway_table& table) {
  const bool low_line = table.tail_low.kind == LEEWAY_TAIL_LINEAR;
  const bool high_line = table.tail_high.kind == LEEWAY_TAIL_LINEAR;
  const bool low_constant = table.tail_low.kind == LEEWAY_TAIL_CONSTANT;
  const bool high_constant = table.tail_high.kind == LEEWAY_TAIL_CONSTANT;
  TableState state{};
  state.low = table.low;
  state.high = table.high;
  state.width = table.width;
  state.phase = table.phase;
  state.first = table.first;
  state.shift = table.shift;
  state.line_low = low_line ? table.low : -INFINITY;
  state.line_high = high_line ? table.high : INFINITY;
  state.slope_low = low_line ? table.tail_low.value : 0;
  state.slope_high = high_line ? table.tail_high.value : 0;
  state.below = low_constant ? table.low : -INFINITY;
  state.above = high_constant ? table.high : INFINITY;
  state.constant_low = low_constant ? table.tail_low.value : 0;
  state.constant_high = high_constant ? table.tail_high.value : 0;
  return state;
}

// The coefficients in the order an instruction set reads them in; null where there is no memory.
void* arrange(const leeway_table& table, int register_slots, size_t bytes) {
  const int columns = table.degree + 1;
  const int length = row_length(table.degree);
  const size_t count =
      in_rows(table) ? size_t(table.slots) * length : size_t(register_slots) * columns;
  char* const arranged = static_cast<char*>(operator new(count* bytes, std::nothrow));
  if (!arranged) return nullptr;
  memset(arranged, 0, count * bytes);
  const char* from = static_cast<const char*>(table.coefficients);
  for (int slot = 0; slot < table.slots; slot++) {
    for (int power = 0; power < columns; power++, from += bytes) {
      const int64_t k = table.first + slot;
      const size_t entry = in_rows(table) ? size_t(slot) * length + power
                                          : size_t(power) * register_slots +
                                                static_cast<size_t>(k & (register_slots - 1));
      memcpy(arranged + entry * bytes, from, bytes);
    }
  }
  return arranged;
}

// Derivatives that are computed before they are multiplied with: few enough to stay in the first cache.
constexpr size_t chunk_bytes = 4096;

template <class E>
void multiply(const E* a, const E* b, E* product, size_t n) {
  for (size_t i = 0; i < n; i++) product[i] = a[i] * b[i];
}

}  // namespace

leeway_status resolve_activation(const leeway_activation& wanted, leeway_isa isa,
                                 leeway_element element, Activation* activation) {
  *activation = {{}, wanted.alpha, wanted.table, wanted.derivative};
  if (wanted.table) {
    for (const leeway_approximation* f : {wanted.table, wanted.derivative})
      if (!f || f->element != element || f->isa != isa) return LEEWAY_BAD_ARGUMENT;
    return LEEWAY_OK;
  }
  return activation_functions(wanted.kernel, element, isa, &activation->functions);
}

}  // namespace leeway

using namespace leeway;

int leeway_table_slots(leeway_isa isa, leeway_element element) {
  const ElementRunners* runners = runners_of(isa, element);
  return runners ? runners->register_slots : 0;
}

int leeway_table_degree(leeway_isa isa, leeway_element element, leeway_table_storage storage) {
  const ElementRunners* runners = runners_of(isa, element);
  return runners ? degrees_of(*runners, element, storage) : 0;
}

leeway_status leeway_approximation_prepare(const leeway_table* table,
                                           leeway_approximation** approximation) {
  const ElementRunners* runners = runners_of(table->isa, table->element);
  if (!runners) return LEEWAY_ISA_UNAVAILABLE;
  if (!sound(*table, *runners)) return LEEWAY_BAD_ARGUMENT;
  TableState state = state_of(*table);
  // By the very code that will look them up: whatever lies between the ends falls between their slots.
  const SlotOfEnd slot_of_end = runners->slot_of_end[form_of(*table)];
  const int64_t lowest = slot_of_end(state, false), highest = slot_of_end(state, true);
  if (lowest < 0 || highest >= table->slots) return LEEWAY_BAD_ARGUMENT;
  Grid grid{};
  const bool on_grid = is_on_grid(*table, *runners, &grid);
  const RunTable run = on_grid ? runners->grid[table->degree - 1][grid.exponent][grid.keeps_zero]
                               : runner_for(*table, *runners);
  if (!run) return LEEWAY_BAD_ARGUMENT;
  const size_t bytes = table->element == LEEWAY_FLOAT64 ? sizeof(double) : sizeof(float);
  void* const coefficients = arrange(*table, runners->register_slots, bytes);
  if (!coefficients) return LEEWAY_OUT_OF_MEMORY;
  if (on_grid) fill_grid(*table, grid, static_cast<float*>(coefficients));
  state.coefficients = coefficients;
  *approximation = new (std::nothrow)
      leeway_approximation{state, run, bytes, table->element, table->isa, on_grid};
  if (*approximation) return LEEWAY_OK;
  operator delete(const_cast<void*>(state.coefficients));
  return LEEWAY_OUT_OF_MEMORY;
}

int leeway_approximation_on_grid(const leeway_approximation* f) { return f->on_grid; }

void leeway_approximation_run(const leeway_approximation* f, const void* x, void* y, size_t n) {
  f->run(f->state, x, y, n);
}

void leeway_approximation_backward(const leeway_approximation* derivative, const void* x,
                                   const void* dy, void* dx, size_t n) {
  alignas(64) char slopes[chunk_bytes];
  const size_t bytes = derivative->element_bytes, chunk = chunk_bytes / bytes;
  for (size_t done = 0; done < n; done += chunk) {
    const size_t count = n - done < chunk ? n - done : chunk;
    const auto at = [&](const void* p) { return static_cast<const char*>(p) + done * bytes; };
    derivative->run(derivative->state, at(x), slopes, count);
    void* const to = static_cast<char*>(dx) + done * bytes;
    if (bytes == sizeof(double))
      multiply(reinterpret_cast<const double*>(at(dy)), reinterpret_cast<const double*>(slopes),
               static_cast<double*>(to), count);
    else
      multiply(reinterpret_cast<const float*>(at(dy)), reinterpret_cast<const float*>(slopes),
               static_cast<float*>(to), count);
  }
}

void leeway_approximation_release(leeway_approximation* approximation) {
  if (!approximation) return;
  operator delete(const_cast<void*>(approximation->state.coefficients));
  delete approximation;
}
