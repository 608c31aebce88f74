// One call of the C library per element.

#include <math.h>

#include "peer.h"

namespace {

#define LOOP(name, float_expression, double_expression)                   \
  void name##_float(const void* input, void* output, size_t n, double) {  \
    const float* inputs = static_cast<const float*>(input);               \
    for (size_t i = 0; i < n; i++) {                                      \
      const float x = inputs[i];                                          \
      static_cast<float*>(output)[i] = float_expression;                  \
    }                                                                     \
  }                                                                       \
  void name##_double(const void* input, void* output, size_t n, double) { \
    const double* inputs = static_cast<const double*>(input);             \
    for (size_t i = 0; i < n; i++) {                                      \
      const double x = inputs[i];                                         \
      static_cast<double*>(output)[i] = double_expression;                \
    }                                                                     \
  }

LOOP(tanh, tanhf(x), ::tanh(x))
LOOP(sigmoid, 1 / (1 + expf(-x)), 1 / (1 + ::exp(-x)))
LOOP(exp, expf(x), ::exp(x))
LOOP(expm1, expm1f(x), ::expm1(x))
LOOP(log, logf(x), ::log(x))
LOOP(log1p, log1pf(x), ::log1p(x))
LOOP(elu, x < 0 ? expm1f(x) : x, x < 0 ? ::expm1(x) : x)
LOOP(isru, x / sqrtf(1 + x * x), x / sqrt(1 + x * x))
LOOP(softplus, (x > 0 ? x : 0) + log1pf(expf(-fabsf(x))),
     (x > 0 ? x : 0) + ::log1p(::exp(-fabs(x))))

#define BOTH(name) floats(#name, "", name##_float), doubles(#name, "", name##_double)

const Peer peers[] = {
    BOTH(tanh),  BOTH(sigmoid), BOTH(exp),  BOTH(expm1),    BOTH(log),
    BOTH(log1p), BOTH(elu),     BOTH(isru), BOTH(softplus),
};

}  // namespace

LEEWAY_PEERS(LEEWAY_STRING(__GLIBC__) "." LEEWAY_STRING(__GLIBC_MINOR__), peers);
