#include "tanh_steps.h"

#include "generated/tanh_steps.h"

namespace leeway {

const double* const tanh_steps = coefficients::tanh_at_steps;

static_assert(sizeof coefficients::tanh_at_steps / sizeof(double) ==
              static_cast<int>(tanh_steps_end * (1 << tanh_steps_per_unit_bits)) + 1);

}  // namespace leeway
