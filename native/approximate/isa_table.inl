// The body of an instruction set's approximation unit, after its simd/ header: every form of table, compiled for it.

#include "approximate/grid_slots.h"
#include "approximate/run_table.h"

LEEWAY_ISA_BEGIN

template <class V, template <TableForm, int> class Polynomials, int degree>
constexpr void add_degree(TableRunners& runners, bool fast_forms) {
  auto& run = runners.run[degree - 1];
  using Phased = Polynomials<phased_form, degree>;
  using Logarithmic = Polynomials<logarithmic_form, degree>;
  using Clamped = Tails<V, clamped_tails>;
  using Any = Tails<V, any_tails>;
  run[phased_form][any_tails] = &run_table<V, Phased, Any>;
  run[logarithmic_form][any_tails] = &run_table<V, Logarithmic, Any>;
  if (!fast_forms) return;
  using Centred = Polynomials<centred_form, degree>;
  run[centred_form][clamped_tails] = &run_table<V, Centred, Clamped>;
  run[centred_form][linear_low_tail] = &run_table<V, Centred, Tails<V, linear_low_tail>>;
  run[centred_form][linear_high_tail] = &run_table<V, Centred, Tails<V, linear_high_tail>>;
  run[centred_form][linear_tails] = &run_table<V, Centred, Tails<V, linear_tails>>;
  run[centred_form][any_tails] = &run_table<V, Centred, Any>;
  run[phased_form][clamped_tails] = &run_table<V, Phased, Clamped>;
  run[logarithmic_form][clamped_tails] = &run_table<V, Logarithmic, Clamped>;
}

template <class V, template <TableForm, int> class Polynomials, int degree, int step>
constexpr void add_degrees(TableRunners& runners, bool fast_forms) {
  if constexpr (degree > 0) {
    add_degree<V, Polynomials, degree>(runners, fast_forms);
    add_degrees<V, Polynomials, degree - step, step>(runners, fast_forms);
  }
}

template <TableForm form, int degree>
using FloatsInRegisters =
    InRegisters<f32, FloatTable, float_table_entries, typename SlotsOf<f32, form>::type, degree>;
template <TableForm form, int degree>
using DoublesInRegisters =
    InRegisters<f64, DoubleTable, double_table_entries, typename SlotsOf<f64, form>::type, degree>;
template <TableForm form, int degree>
using FloatsInRows = InRows<f32, form, degree>;
template <TableForm form, int degree>
using DoublesInRows = InRows<f64, form, degree>;

// For every degree and every width, the last ones first.
template <class V, class Table, int entries, int degree = most_grid_degree, int k = grid_widths - 1>
constexpr void add_grids(ElementRunners& runners) {
  using Polynomials = InRegisters<V, Table, entries, GridSlots<V, k>, degree>;
  runners.grid[degree - 1][k][false] = &run_table<V, Polynomials, TailsInSlots<V, false>>;
  runners.grid[degree - 1][k][true] = &run_table<V, Polynomials, TailsInSlots<V, true>>;
  if constexpr (k > 0)
    add_grids<V, Table, entries, degree, k - 1>(runners);
  else if constexpr (degree > 1)
    add_grids<V, Table, entries, degree - 1>(runners);
}

template <class V, template <TableForm, int> class Registers, template <TableForm, int> class Rows,
          leeway_element element, int register_slots, bool fast_forms>
constexpr ElementRunners runners_of() {
  ElementRunners runners{};
  add_degrees<V, Registers, most_register_degree(element, register_slots), 1>(runners.registers,
                                                                              fast_forms);
  // Of rows in memory the odd degrees alone: an even one has a coefficient of 0 more.
  add_degrees<V, Rows, most_row_degree(element), 2>(runners.rows, false);
  runners.slot_of_end[centred_form] = &slot_of_end<V, centred_form>;
  runners.slot_of_end[phased_form] = &slot_of_end<V, phased_form>;
  runners.slot_of_end[logarithmic_form] = &slot_of_end<V, logarithmic_form>;
  runners.register_slots = register_slots;
  if constexpr (register_slots == grid_slots) add_grids<V, FloatTable, register_slots>(runners);
  return runners;
}

constexpr ApproximateTable approximate_table = {
    runners_of<f32, FloatsInRegisters, FloatsInRows, LEEWAY_FLOAT32, float_table_entries, true>(),
    runners_of<f64, DoublesInRegisters, DoublesInRows, LEEWAY_FLOAT64, double_table_entries,
               false>(),
};

LEEWAY_ISA_END

#define LEEWAY_JOIN_(a, b) a##b
#define LEEWAY_JOIN(a, b) LEEWAY_JOIN_(a, b)

extern const leeway::ApproximateTable leeway::LEEWAY_JOIN(LEEWAY_ISA, _approximate_table) =
    leeway::LEEWAY_ISA::approximate_table;
