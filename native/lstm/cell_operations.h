// The LSTM's elementwise operations, one function pointer each per instruction set.
#pragma once

#include <stddef.h>

namespace leeway {

// Gates of n units stand as i, f, o, g, n of each.
struct CellBackward {
  const float *gates, *activated;        // of this step: gate outputs, a(c)
  const float* previous;                 // c of the step before
  const float *dh, *through_activation;  // gradient of h; dh o a'(c)
  float* dc;       // in: what reaches c from the next step; out: what goes to the previous one
  float* d_gates;  // out: gradient of the gate outputs
};

struct CellOperations {
  void (*state)(const float* gates, const float* previous, float* c, size_t n);
  void (*output)(const float* o, const float* activated, float* h, size_t n);
  void (*backward)(const CellBackward*, size_t n);
};

}  // namespace leeway
