// The elementwise half of an LSTM cell around activations that are called, row by row. Gates are outputs of their
// activations; nothing beyond n units is written.
#pragma once

#include "lstm/cell_operations.h"

LEEWAY_ISA_BEGIN

// c = f c_previous + i g
template <class V>
void cell_state(const typename V::element* gates, const typename V::element* previous,
                typename V::element* c, size_t n) {
  const typename V::element *i = gates, *f = gates + n, *g = gates + 3 * n;
  for (size_t k = 0; k < n; k += V::lanes) {
    const size_t rest = n - k;
    const auto at = [rest](const typename V::element* p)
                        LEEWAY_LAMBDA_INLINE { return load_up_to<V>(p, rest); };
    const V kept = at(f + k) * at(previous + k);
    store_up_to(mul_add(at(i + k), at(g + k), kept), c + k, rest);
  }
}

// h = o a(c)
template <class V>
void cell_output(const typename V::element* o, const typename V::element* activated,
                 typename V::element* h, size_t n) {
  for (size_t k = 0; k < n; k += V::lanes) {
    const size_t rest = n - k;
    store_up_to(load_up_to<V>(o + k, rest) * load_up_to<V>(activated + k, rest), h + k, rest);
  }
}

// From dh (gradient of h) and through_activation = dh o a'(c): the gradients of the four gate outputs, and dc, which comes
// in as the gradient that reaches c from the next step and leaves as the one that goes on to the previous step.
template <class V>
void cell_backward_of_row(const typename CellOf<typename V::element>::RowBackward* s, size_t n) {
  const typename V::element *i = s->gates, *f = i + n, *g = i + 3 * n;
  typename V::element *d_i = s->d_gates, *d_f = d_i + n, *d_o = d_i + 2 * n, *d_g = d_i + 3 * n;
  for (size_t k = 0; k < n; k += V::lanes) {
    const size_t rest = n - k;
    const auto at = [rest](const typename V::element* p)
                        LEEWAY_LAMBDA_INLINE { return load_up_to<V>(p, rest); };
    const V dc = at(s->dc + k) + at(s->through_activation + k);
    store_up_to(at(s->dh + k) * at(s->activated + k), d_o + k, rest);
    store_up_to(dc * at(g + k), d_i + k, rest);
    store_up_to(dc * at(i + k), d_g + k, rest);
    store_up_to(dc * at(s->previous + k), d_f + k, rest);
    store_up_to(dc * at(f + k), s->dc + k, rest);
  }
}

LEEWAY_ISA_END
