// The body of an instruction set's network unit, after its simd/ header: products, Adam and cells, compiled for it.

#include "dispatch/network_table.h"

#define LEEWAY_FORMULAS
#include "kernels/kernels.def"
#undef LEEWAY_FORMULAS

#include "lstm/cell.h"
#include "lstm/cell_fused.h"
#include "matrix/adam.h"
#include "matrix/product.h"
#include "matrix/transpose.h"

LEEWAY_ISA_BEGIN

// Every kernel's place in the list, and the formulas of those whose elements a network can have.
enum KernelPlace : size_t {
#define LEEWAY_OP(...)
#define LEEWAY_KERNEL(op, method, element, ...) place_##op##_##method##_##element,
#include "kernels/kernels.def"
};

template <size_t place>
struct KernelAt;

#define LEEWAY_IF_f32(...) __VA_ARGS__
#define LEEWAY_IF_f64(...) __VA_ARGS__
#define LEEWAY_IF_f16(...)
#define LEEWAY_IF_bf16(...)
#define LEEWAY_OP(...)
#define LEEWAY_KERNEL(op, method, element, Formula, ...)                               \
  LEEWAY_IF_##element(template <> struct KernelAt<place_##op##_##method##_##element> { \
    template <class V>                                                                 \
    using formula = Formula<V>;                                                        \
  };)
#include "kernels/kernels.def"

// A formula as it stands in the cell.
template <size_t place>
struct InCell : KernelAt<place> {};

// Where a table of 32 entries makes tanh exact, so does it the gate, within 7e-8: sharing the table's registers trains 10 units
// 1.1 times as fast as the kernel's own way.
template <>
struct InCell<place_sigmoid_exact_f32> {
  template <class V>
  using formula =
      typename ByTableEntries<V, SigmoidByTanh<V, TanhExact<V>>, SigmoidByRoughExp<V, ExactExp>,
                              SigmoidByRoughExp<V, ExactExp>, SigmoidByRoughExp<V, ExactExp>>::type;
};

#define LEEWAY_CELL(element, gate, gate_method, activation, activation_method)                     \
  {place_##gate##_##gate_method##_##element, place_##activation##_##activation_method##_##element, \
   &cell_forward<element, InCell<place_##gate##_##gate_method##_##element>::formula,               \
                 InCell<place_##activation##_##activation_method##_##element>::formula>,           \
   &cell_backward<element, InCell<place_##gate##_##gate_method##_##element>::formula,              \
                  InCell<place_##activation##_##activation_method##_##element>::formula>},
#define LEEWAY_FUSED(element, ...) LEEWAY_IF_##element(LEEWAY_CELL(element, __VA_ARGS__))

template <class V>
struct FusedCells {
  static constexpr const typename CellOf<typename V::element>::Fused* cells = nullptr;
  static constexpr size_t count = 0;
};

#if !defined(LEEWAY_WITHOUT_FUSED_CELLS)
#undef LEEWAY_IF_f64
#define LEEWAY_IF_f64(...)
constexpr CellOf<float>::Fused fused_cells_f32[] = {
#include "lstm/fused.def"
};
#undef LEEWAY_IF_f32
#undef LEEWAY_IF_f64
#define LEEWAY_IF_f32(...)
#define LEEWAY_IF_f64(...) __VA_ARGS__
constexpr CellOf<double>::Fused fused_cells_f64[] = {
#include "lstm/fused.def"
};

template <>
struct FusedCells<f32> {
  static constexpr const CellOf<float>::Fused* cells = fused_cells_f32;
  static constexpr size_t count = sizeof fused_cells_f32 / sizeof *fused_cells_f32;
};

template <>
struct FusedCells<f64> {
  static constexpr const CellOf<double>::Fused* cells = fused_cells_f64;
  static constexpr size_t count = sizeof fused_cells_f64 / sizeof *fused_cells_f64;
};
#endif

template <class V>
constexpr NetworkTableOf<typename V::element> network_table() {
  using E = typename V::element;
  return {V::lanes,
          {&product<V>, &row_product<V>, &add_arrays<V>, &transpose<E>, &adam_step<V>,
           &sum_of_squares<V>},
          {FusedCells<V>::cells, FusedCells<V>::count, &cell_state<V>, &cell_output<V>,
           &cell_backward_of_row<V>}};
}

LEEWAY_ISA_END

#define LEEWAY_JOIN_(a, b) a##b
#define LEEWAY_JOIN(a, b) LEEWAY_JOIN_(a, b)

extern const leeway::NetworkTables leeway::LEEWAY_JOIN(LEEWAY_ISA, _network_table) = {
    leeway::LEEWAY_ISA::network_table<leeway::LEEWAY_ISA::f32>(),
    leeway::LEEWAY_ISA::network_table<leeway::LEEWAY_ISA::f64>()};
