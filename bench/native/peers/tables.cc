// What it costs approximate()'s tables that their coefficients are known at run time only: beside the same loop over tables of
// constants; and what a table on a grid gains. All compute 1 / (1 + x²), by Taylor's polynomials around the middle of every slot,
// or the lower end of one on a grid.

#include LEEWAY_SIMD_HEADER

#include "approximate/run_table.h"
#include "peer.h"

namespace {

using leeway::LEEWAY_ISA::f32;
using leeway::LEEWAY_ISA::float_table_entries;
constexpr int slots = float_table_entries;
constexpr int first = -slots / 2;
constexpr float width = 8.0f / slots;
constexpr float low = width * first, high = width * (first + slots - 1);

template <int degree>
struct Coefficients {
  float of_slot[slots][degree + 1] = {};
  float by_power[degree + 1][slots] = {};  // each slot at its number modulo the slots there are

  constexpr Coefficients() {
    for (int slot = 0; slot < slots; slot++) {
      const double x = static_cast<double>(width) * (first + slot), scale = 1 / (1 + x * x);
      double a[degree + 1] = {scale, -2 * x * scale * scale};
      for (int k = 2; k <= degree; k++) a[k] = -(2 * x * a[k - 1] + a[k - 2]) * scale;
      for (int k = 0; k <= degree; k++) {
        of_slot[slot][k] = static_cast<float>(a[k]);
        by_power[k][(slot + first + slots) % slots] = static_cast<float>(a[k]);
      }
    }
  }
};

template <int degree>
constexpr Coefficients<degree> coefficients;

template <int degree>
void constants(const void* x, void* y, size_t n, double) {
  using namespace leeway;
  using namespace leeway::LEEWAY_ISA;
  TableState table{};
  table.low = low;
  table.high = high;
  table.width = width;
  table.first = first;
  table.coefficients = coefficients<degree>.by_power;
  run_table<f32, InRegisters<f32, FloatTable, slots, UniformSlots<f32, false>, degree>,
            Tails<f32, clamped_tails>>(table, x, y, n);
}

template <int degree, bool on_grid>
leeway_approximation* prepare() {
  leeway_table table{};
  table.element = LEEWAY_FLOAT32;
  table.isa = LEEWAY_PEER_ISA;
  table.storage = LEEWAY_TABLE_IN_REGISTERS;
  table.spacing = LEEWAY_TABLE_UNIFORM;
  table.slots = slots;
  table.degree = degree;
  table.low = on_grid ? low + width : low;
  table.high = high;
  table.width = width;
  table.phase = on_grid ? 0.5 : 0;
  table.first = first;
  table.coefficients = coefficients<degree>.of_slot;
  leeway_approximation* f = nullptr;
  return leeway_approximation_prepare(&table, &f) == LEEWAY_OK ? f : nullptr;
}

template <int degree, bool on_grid = false>
void at_run_time(const void* x, void* y, size_t n, double) {
  static leeway_approximation* const f = prepare<degree, on_grid>();
  leeway_approximation_run(f, x, y, n);
}

constexpr char op[] = "1/(1+x^2)";
const Peer peers[] = {
    floats(op, "degree 1, constants", constants<1>),
    floats(op, "degree 1", at_run_time<1>),
    floats(op, "degree 2, constants", constants<2>),
    floats(op, "degree 2", at_run_time<2>),
    floats(op, "degree 3, constants", constants<3>),
    floats(op, "degree 3", at_run_time<3>),
    floats(op, "degree 4, constants", constants<4>),
    floats(op, "degree 4", at_run_time<4>),
#ifdef __AVX512F__
    floats(op, "degree 1, on a grid", at_run_time<1, true>),
    floats(op, "degree 2, on a grid", at_run_time<2, true>),
    floats(op, "degree 3, on a grid", at_run_time<3, true>),
    floats(op, "degree 4, on a grid", at_run_time<4, true>),
#endif
};

}  // namespace

LEEWAY_PEERS("", peers);
