// The body of an instruction set's translation unit, after its simd/ header: the whole list, compiled for it.

#include "dispatch/isa_table.h"
#include "leeway_posit.h"

#define LEEWAY_FORMULAS
#include "kernels/kernels.def"
#undef LEEWAY_FORMULAS

#include "kernels/array_loop.h"
#include "kernels/channel_loop.h"
#include "kernels/conversion_loop.h"
#include "posit/vector/operations.h"
#include "proof/comparison.h"

LEEWAY_ISA_BEGIN

#define LEEWAY_OP(...)
#define LEEWAY_KERNEL(op, method, element, Formula, ...)                \
  {functions_of<Formula<Storage<element>::vector>, Storage<element>>(), \
   channel_functions<Formula, element>(0)},
constexpr KernelEntry kernels[] = {
#include "kernels/kernels.def"
};

using Float32 = Storage<f32>;
constexpr Conversions conversions = {
    {&convert<f16, Float32>, &convert<bf16, Float32>},
    {&convert<Float32, f16>, &convert<Float32, bf16>},
};

constexpr Comparisons comparisons = {&compare<float>, &compare<double>};

LEEWAY_ISA_END

#define LEEWAY_JOIN_(a, b) a##b
#define LEEWAY_JOIN(a, b) LEEWAY_JOIN_(a, b)

extern const leeway::IsaTable leeway::LEEWAY_JOIN(LEEWAY_ISA, _table) = {
    leeway::LEEWAY_ISA::f32::lanes,
    leeway::LEEWAY_ISA::f64::lanes,
    {leeway::LEEWAY_ISA::posit_bulk, leeway::LEEWAY_ISA::fixed_products},
    leeway::LEEWAY_ISA::conversions,
    leeway::LEEWAY_ISA::comparisons,
    leeway::LEEWAY_ISA::kernels,
};
