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

// Over elements of one type, float or double.
template <class E>
struct CellOf {
  // Pre-activations to h. Where `gates` is the same as `z` they are replaced, `c` may be `previous`.
  struct Forward {
    CellRows at;
    const E* z;         // panel_row
    E* gates;           // panel_row
    const E* previous;  // hidden_row: c of the step before
    E* c;               // hidden_row
    E* activated;       // hidden_row: a(c)
    E* h;               // joint_row
  };

  // The gradient of h to that of z, which replaces the gates.
  struct Backward {
    CellRows at;
    E* gates;            // panel_row; out: gradient of z
    const E* activated;  // hidden_row
    const E* previous;   // hidden_row
    const E* c;          // hidden_row
    const E* dh;         // hidden_row
    E* dc;  // hidden_row; in: what reaches c from the next step; out: what goes to the previous one
  };

  // An LSTM cell whose functions are compiled into it.
  struct Fused {
    size_t gate, activation;  // kernels
    void (*forward)(const Forward*, double gate_alpha, double activation_alpha);
    void (*backward)(const Backward*, double gate_alpha, double activation_alpha);
  };

  // One row of `units`, between calls of the kernels' own functions.
  struct RowBackward {
    const E *gates, *activated, *previous, *dh;
    const E* through_activation;  // dh o a'(c)
    E* dc;
    E* d_gates;  // out: gradient of the gate outputs
  };

  struct Operations {
    const Fused* fused;
    size_t fused_count;
    void (*state)(const E* gates, const E* previous, E* c, size_t units);
    void (*output)(const E* o, const E* activated, E* h, size_t units);
    void (*backward)(const RowBackward*, size_t units);
  };
};

}  // namespace leeway
