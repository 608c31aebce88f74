// Correctly rounded functions of posits of any format.
#pragma once

#include "exact/number.h"

namespace leeway {
namespace posit {

// A function in float64, and in some 100 bits for where rounding the first leaves open which posit is nearest.
struct Function {
  double zero_at;  // the one x whose value is 0; NaN where there is none
  double (*fast)(double x);
  // The value as high + low; low may be far below the last bit of high.
  void (*careful)(double x, double* high, double* low);
};

extern const Function tanh_function, sigmoid_function, exp_function, log_function, elu_function,
    softplus_function, silu_function, gelu_function;

uint32_t rounded(const Shape& s, const Function& f, uint32_t bits);

}  // namespace posit
}  // namespace leeway
