// The list of kernels.def as data: everything about ops and kernels but their code.
#pragma once

#include "leeway.h"
#include "proof/extended.h"

namespace leeway {

struct Op {
  leeway_op_info info;
  // f and f' in a precision above every kernel's; limits as functions of alpha.
  double (*value_f64)(double x, double alpha);
  double (*derivative_f64)(double x, double alpha);
  Extended (*value_extended)(Extended x, Extended alpha);
  Extended (*derivative_extended)(Extended x, Extended alpha);
  double (*limit_low)(double alpha);
  double (*limit_high)(double alpha);
};

size_t op_count();
const Op& op_at(size_t i);
size_t kernel_count();
const leeway_kernel_info& kernel_at(size_t i);

}  // namespace leeway
