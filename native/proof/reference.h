// The oracle: an op's expression of kernels.def in a precision above the kernel's, its limits at the infinities.
#pragma once

#include "kernels/catalogue.h"

namespace leeway {

// Of n arguments, as unevaluated sums.
void reference_values(const Op& op, leeway_element element, const double* x, size_t n, double alpha,
                      double* high, double* low);
void reference_derivatives(const Op& op, leeway_element element, const double* x, size_t n,
                           double alpha, double* high, double* low);

}  // namespace leeway
