// The LSTM's elementwise operations, function pointers per instruction set.
#pragma once

#include <stddef.h>

namespace leeway {

// Rows of one panel (layout.h) at one time step. Gates of a row stand i, f, o, g, `units` of each; all rows have room for
// three units and a vector.
struct CellRows {
  size_t rows, units;
  size_t panel_row, hidden_row, joint_row;  // distances of rows
};

// Pre-activations to h. Where `gates` is the same as `z` they are replaced, `c` may be `previous`.
struct CellForward {
  CellRows at;
  const float* z;         // panel_row
  float* gates;           // panel_row
  const float* previous;  // hidden_row: c of the step before
  float* c;               // hidden_row
  float* activated;       // hidden_row: a(c)
  float* h;               // joint_row
};

// The gradient of h to that of z, which replaces the gates.
struct CellBackward {
  CellRows at;
  float* gates;            // panel_row; out: gradient of z
  const float* activated;  // hidden_row
  const float* previous;   // hidden_row
  const float* c;          // hidden_row
  const float* dh;         // hidden_row
  float*
      dc;  // hidden_row; in: what reaches c from the next step; out: what goes to the previous one
};

// An LSTM cell whose functions are compiled into it.
struct FusedCell {
  size_t gate, activation;  // kernels
  void (*forward)(const CellForward*, double gate_alpha, double activation_alpha);
  void (*backward)(const CellBackward*, double gate_alpha, double activation_alpha);
};

// One row of `units`, between calls of the kernels' own functions.
struct RowBackward {
  const float *gates, *activated, *previous, *dh;
  const float* through_activation;  // dh o a'(c)
  float* dc;
  float* d_gates;  // out: gradient of the gate outputs
};

struct CellOperations {
  const FusedCell* fused;
  size_t fused_count;
  void (*state)(const float* gates, const float* previous, float* c, size_t units);
  void (*output)(const float* o, const float* activated, float* h, size_t units);
  void (*backward)(const RowBackward*, size_t units);
};

}  // namespace leeway
