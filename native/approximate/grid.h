// Tables on a grid: uniform ones whose slots lie between multiples of 1, 1/2, 1/4 or 1/8. AVX-512 finds the slot and the place in it
// by an operation each, exactly, where others take three and two to stay within the domain.
#pragma once

#include "approximate/table.h"

namespace leeway {

// The slots -16 to 15 are there; the first and the last are beyond the domain.
constexpr int grid_slots = 32, grid_reach = 15;

struct Grid {
  int exponent;   // of two, of 1 / width
  int low, high;  // the ends of the domain, in widths
  bool keeps_zero;
};

// Whether a table, sound otherwise, lies on a grid, with tails that slots can hold.
bool find_grid(const leeway_table& table, Grid* grid);
// All slots of `by_power`, [degree + 1, grid_slots]: the table's, and constants on either side.
void fill_grid(const leeway_table& table, const Grid& grid, float* by_power);

}  // namespace leeway
