// Plain loops as the compiler vectorises them at -O3, without -ffast-math, for this file's instruction set.

#include <math.h>

#include "peer.h"

namespace {

#define LOOP(name, expression)                                   \
  template <class E>                                             \
  void name(const void* input, void* output, size_t n, double) { \
    const E* __restrict inputs = static_cast<const E*>(input);   \
    E* __restrict y = static_cast<E*>(output);                   \
    for (size_t i = 0; i < n; i++) {                             \
      const E x = inputs[i];                                     \
      y[i] = expression;                                         \
    }                                                            \
  }

inline float root(float x) { return sqrtf(x); }
inline double root(double x) { return sqrt(x); }
inline float magnitude(float x) { return fabsf(x); }
inline double magnitude(double x) { return fabs(x); }

LOOP(relu, x < 0 ? 0 : x)
LOOP(leaky_relu, x < 0 ? E(0.01) * x : x)
LOOP(rsqrt, 1 / root(x))
LOOP(isru, x / root(1 + x * x))
LOOP(isrlu, x < 0 ? x / root(1 + x * x) : x)
LOOP(softsign, x / (1 + magnitude(x)))
LOOP(hard_tanh, (x < E(-1)) ? E(-1) : (x > E(1)) ? E(1) : x)
LOOP(plus, x + E(1.25))
LOOP(minus, x - E(1.25))
LOOP(mult, E(1.25) * x)
LOOP(div, E(1.25) / x)
LOOP(sqrt_of_magnitude, root(magnitude(x)))

#define BOTH(op, function) floats(op, "", function<float>), doubles(op, "", function<double>)

const Peer peers[] = {
    BOTH("relu", relu),
    BOTH("leaky_relu", leaky_relu),
    BOTH("rsqrt", rsqrt),
    BOTH("isru", isru),
    BOTH("isrlu", isrlu),
    BOTH("softsign", softsign),
    BOTH("hard_tanh", hard_tanh),
    BOTH("plus", plus),
    BOTH("minus", minus),
    BOTH("mult", mult),
    BOTH("div", div),
    BOTH("sqrt", sqrt_of_magnitude),
};

}  // namespace

LEEWAY_PEERS(__VERSION__, peers);
