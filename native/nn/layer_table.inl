// The body of an instruction set's layer unit, after its simd/ header.

#include "dispatch/layer_table.h"
#include "nn/correlate.h"
#include "nn/planes.h"
#include "nn/pooling.h"
#include "nn/rows.h"
#include "nn/tap_gradient.h"

#define LEEWAY_JOIN_(a, b) a##b
#define LEEWAY_JOIN(a, b) LEEWAY_JOIN_(a, b)

extern const leeway::LayerOperations leeway::LEEWAY_JOIN(LEEWAY_ISA, _layers_table) = {
    &leeway::LEEWAY_ISA::correlate<leeway::LEEWAY_ISA::f32>,
    &leeway::LEEWAY_ISA::tap_gradient<leeway::LEEWAY_ISA::f32>,
    &leeway::LEEWAY_ISA::row_sums<leeway::LEEWAY_ISA::f32>,
    &leeway::LEEWAY_ISA::split,
    &leeway::LEEWAY_ISA::join,
    &leeway::LEEWAY_ISA::average_pool,
    &leeway::LEEWAY_ISA::average_pool_backward,
    &leeway::LEEWAY_ISA::max_pool,
    &leeway::LEEWAY_ISA::max_pool_backward,
    &leeway::LEEWAY_ISA::multiply_arrays<leeway::LEEWAY_ISA::f32>,
    &leeway::LEEWAY_ISA::mean_of_rows<leeway::LEEWAY_ISA::f32>,
    &leeway::LEEWAY_ISA::add_to_rows<leeway::LEEWAY_ISA::f32>,
};
