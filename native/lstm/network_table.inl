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

// Every kernel's place in the list, and the formulas of those in float32.
enum KernelPlace : size_t {
#define LEEWAY_OP(...)
#define LEEWAY_KERNEL(op, method, element, ...) place_##op##_##method##_##element,
#include "kernels/kernels.def"
};

template <size_t place>
struct KernelAt;

#define LEEWAY_IF_f32(...) __VA_ARGS__
#define LEEWAY_IF_f64(...)
#define LEEWAY_IF_f16(...)
#define LEEWAY_IF_bf16(...)
#define LEEWAY_OP(...)
#define LEEWAY_KERNEL(op, method, element, Formula, ...)                         \
  LEEWAY_IF_##element(template <> struct KernelAt<place_##op##_##method##_f32> { \
    template <class V>                                                           \
    using formula = Formula<V>;                                                  \
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

#define LEEWAY_FUSED(gate, gate_method, activation, activation_method)                 \
  {place_##gate##_##gate_method##_f32, place_##activation##_##activation_method##_f32, \
   &cell_forward<f32, InCell<place_##gate##_##gate_method##_f32>::formula,             \
                 InCell<place_##activation##_##activation_method##_f32>::formula>,     \
   &cell_backward<f32, InCell<place_##gate##_##gate_method##_f32>::formula,            \
                  InCell<place_##activation##_##activation_method##_f32>::formula>},
#if defined(LEEWAY_WITHOUT_FUSED_CELLS)
constexpr const FusedCell* fused_cells = nullptr;
constexpr size_t fused_cell_count = 0;
#else
constexpr FusedCell fused_cells[] = {
#include "lstm/fused.def"
};
constexpr size_t fused_cell_count = sizeof fused_cells / sizeof *fused_cells;
#endif

LEEWAY_ISA_END

#define LEEWAY_JOIN_(a, b) a##b
#define LEEWAY_JOIN(a, b) LEEWAY_JOIN_(a, b)

extern const leeway::NetworkTable leeway::LEEWAY_JOIN(LEEWAY_ISA, _network_table) = {
    leeway::LEEWAY_ISA::f32::lanes,
    {&leeway::LEEWAY_ISA::product<leeway::LEEWAY_ISA::f32>,
     &leeway::LEEWAY_ISA::add_arrays<leeway::LEEWAY_ISA::f32>, &leeway::LEEWAY_ISA::transpose,
     &leeway::LEEWAY_ISA::adam_step<leeway::LEEWAY_ISA::f32>,
     &leeway::LEEWAY_ISA::sum_of_squares<leeway::LEEWAY_ISA::f32>},
    {leeway::LEEWAY_ISA::fused_cells, leeway::LEEWAY_ISA::fused_cell_count,
     &leeway::LEEWAY_ISA::cell_state<leeway::LEEWAY_ISA::f32>,
     &leeway::LEEWAY_ISA::cell_output<leeway::LEEWAY_ISA::f32>,
     &leeway::LEEWAY_ISA::cell_backward_of_row<leeway::LEEWAY_ISA::f32>},
};
