// What networks call for an activation: a kernel of the catalogue, a reference function, or a table of one's own function.
#pragma once

#include "leeway_approximate.h"

namespace leeway {

struct Activation {
  leeway_functions functions;
  double alpha;
  const leeway_approximation *table, *derivative;  // null for a kernel

  void forward(const void* x, void* y, size_t n) const {
    if (table)
      leeway_approximation_run(table, x, y, n);
    else
      functions.forward(x, y, n, alpha);
  }
  void backward(const void* x, const void* dy, void* dx, size_t n) const {
    if (table)
      leeway_approximation_backward(derivative, x, dy, dx, n);
    else
      functions.backward(x, dy, dx, n, alpha);
  }
  bool from_output() const { return functions.backward_from_output != nullptr; }
};

leeway_status resolve_activation(const leeway_activation& wanted, leeway_isa isa,
                                 leeway_element element, Activation* activation);

}  // namespace leeway
