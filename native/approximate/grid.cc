#include "approximate/grid.h"

#include <math.h>

namespace leeway {
namespace {

float coefficient(const leeway_table& table, int slot, int power) {
  const float* const all = static_cast<const float*>(table.coefficients);
  return all[(slot - table.first) * (table.degree + 1) + power];
}

bool is_minus_zero(double x) { return x == 0 && signbit(x); }

// What stands in slots beyond an end. The value at the end is the constant of the slot that begins there.
double held(const leeway_table& table, const leeway_tail& tail, int end) {
  return tail.kind == LEEWAY_TAIL_CONSTANT ? tail.value : double(coefficient(table, end, 0));
}

}  // namespace

bool find_grid(const leeway_table& table, Grid* grid) {
  if (table.spacing != LEEWAY_TABLE_UNIFORM || table.phase != 0.5) return false;
  int exponent = 0;
  while (exponent < grid_widths && ldexp(table.width, exponent) != 1) exponent++;
  if (exponent == grid_widths) return false;
  const double low = ldexp(table.low, exponent), high = ldexp(table.high, exponent);
  if (low != floor(low) || high != floor(high) || low < -grid_reach || high > grid_reach)
    return false;
  *grid = {exponent, int(low), int(high), false};
  if (table.first > grid->low || table.first + table.slots <= grid->high) return false;
  // The slot that begins at the upper end serves the end itself, too, which is the domain's.
  if (table.tail_low.kind == LEEWAY_TAIL_LINEAR || table.tail_high.kind != LEEWAY_TAIL_CLAMP)
    return false;
  // A sum with 0 loses the sign of a constant -0.
  if (is_minus_zero(held(table, table.tail_low, grid->low)) ||
      is_minus_zero(held(table, table.tail_high, grid->high)))
    return false;
  if (grid->low > 0 || grid->high <= 0 || !is_minus_zero(coefficient(table, 0, 0))) return true;
  // A constant of -0 asks for the sign that the slope gives; x has that of a rising function.
  grid->keeps_zero = true;
  return coefficient(table, 0, 1) > 0;
}

void fill_grid(const leeway_table& table, const Grid& grid, float* by_power) {
  const float below = float(held(table, table.tail_low, grid.low));
  const float above = float(held(table, table.tail_high, grid.high));
  for (int slot = -grid_reach - 1; slot <= grid_reach; slot++)
    for (int power = 0; power <= table.degree; power++) {
      const bool within = grid.low <= slot && slot < grid.high;
      const float constant = power > 0 ? 0 : slot < grid.low ? below : above;
      by_power[power * grid_slots + (slot & (grid_slots - 1))] =
          within ? coefficient(table, slot, power) : constant;
    }
}

}  // namespace leeway
