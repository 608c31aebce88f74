// Activations that only experiments need: the C library's, number by number, which approximations are measured against, and the
// limits of the posits' bit tricks for ever longer posits, to train with.
#pragma once

#include "leeway.h"

namespace leeway {

// "tanh", "sigmoid", "elu", "fast_tanh", "fast_sigmoid", "fast_elu"; null functions for any other name.
leeway_functions reference_functions(const char* name);

}  // namespace leeway
