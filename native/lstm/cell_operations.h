// The LSTM's elementwise operations, one function pointer each per instruction set.
#pragma once

#include <stddef.h>

namespace leeway {

struct CellBackward {
  const float *i, *f, *g, *activated, *previous;  // of this step: gates, a(c), and c of the step before
  const float *dh, *through_activation;
  float* dc;
  float *d_i, *d_f, *d_o, *d_g;
};

struct CellOperations {
  void (*state)(const float* i, const float* f, const float* g, const float* previous, float* c,
                size_t n);
  void (*output)(const float* o, const float* activated, float* h, size_t n);
  void (*backward)(const CellBackward*, size_t n);
};

}  // namespace leeway
