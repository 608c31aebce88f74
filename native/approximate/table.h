// A table as instruction sets run it, and what each of them hands over to run one.
#pragma once

#include "leeway_approximate.h"

namespace leeway {

// How a slot is found. The centred one takes an operation less: slots lie around multiples of their width.
enum TableForm { centred_form, phased_form, logarithmic_form, table_forms };

// What is done beyond the domain; `any_tails` can do all of it, the others are faster.
enum TailForm {
  clamped_tails,
  linear_low_tail,
  linear_high_tail,
  linear_tails,
  any_tails,
  tail_forms
};

constexpr int most_degree = 11;
// Of tables on a grid (approximate/grid.h): the widths there are, 1, 1/2, …, and the degrees.
constexpr int grid_widths = 4, most_grid_degree = 5;

struct TableState {
  double low, high, width, phase;
  int64_t first;
  int shift;
  // Lines begin at the ends, or at infinity where there is none, and never get there.
  double line_low, line_high, slope_low, slope_high;
  // Below the one and above the other stands a constant; at infinity where there is none.
  double below, above, constant_low, constant_high;
  // In registers: by power, then by slot, at its number modulo the slots there are. In rows: by slot, each padded to a row.
  const void* coefficients;
};

typedef void (*RunTable)(const TableState& table, const void* x, void* y, size_t n);
// The slot that an end of the domain falls into, from the first one on, just as it will be found.
typedef int64_t (*SlotOfEnd)(const TableState& table, bool high);

// Null where an instruction set has none, or where a slower one serves.
struct TableRunners {
  RunTable run[most_degree][table_forms][tail_forms];
};

struct ElementRunners {
  TableRunners registers, rows;
  // By the exponent of the width, and whether the sign of a zero is kept; null but for AVX-512's floats.
  RunTable grid[most_grid_degree][grid_widths][2];
  SlotOfEnd slot_of_end[table_forms];
  int register_slots;
};

struct ApproximateTable {
  ElementRunners float32, float64;
};

// Floats and doubles of a row in memory, for a degree.
constexpr int row_length(int degree) { return degree < 4 ? 4 : 8; }
constexpr int most_row_degree(leeway_element element) { return element == LEEWAY_FLOAT64 ? 7 : 3; }
constexpr int most_register_degree(leeway_element element, int slots) {
  if (slots == 0) return 0;
  if (element == LEEWAY_FLOAT64) return most_degree;
  return slots == 8 ? 8 : 5;
}

extern const ApproximateTable scalar_approximate_table;
extern const ApproximateTable sse2_approximate_table;
extern const ApproximateTable avx2_approximate_table;
extern const ApproximateTable avx512_approximate_table;
extern const ApproximateTable neon_approximate_table;
extern const ApproximateTable wasm_approximate_table;

}  // namespace leeway
