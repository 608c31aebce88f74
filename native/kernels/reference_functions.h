// Activations that only experiments need: the C library's, number by number, which approximations are measured against, and the
// limits of the posits' bit tricks for ever longer posits, to train with.
#pragma once

#include "leeway.h"

namespace leeway {

// By the numbers of leeway_reference_function; null functions for any other number.
leeway_functions reference_functions(size_t number);

// Those of a kernel of the element type, or (FLOAT32) of the reference function that stands behind the list of kernels.
leeway_status activation_functions(size_t kernel, leeway_element element, leeway_isa isa,
                                   leeway_functions* functions);

}  // namespace leeway
