// A batch of one. Its gradient of z times the recurrent weights is taken row by row of these, which then need not be transposed.
// Several threads divide the panels among themselves and meet in every step: each number is computed as by one alone.

#include <string.h>

#include "lstm/lstm.h"

namespace leeway {

// The gradient of z of these panels, of every other step in turn: who is ahead does not disturb who is not.
template <class E>
void Lstm<E>::gather_row(size_t t, Panels panels) {
  E* const row = row_of_step(t);
  for (size_t panel = panels.first; panel < panels.last; panel++)
    memcpy(row + panel * layout().panel_row(),
           trace_.gates.data() + panel_place(panel, t, trace_.shard(0)),
           4 * layout().units(panel) * sizeof(E));
}

// The gradient of h_(t-1), of these panels' units.
template <class E>
void Lstm<E>::backward_row(size_t t, Panels panels) {
  const size_t first = panels.first * layout().lanes, end = panels.last * layout().lanes;
  const size_t last = end < layout().hidden ? end : layout().hidden;
  const typename MatrixOf<E>::RowsProduct into_previous = {t % 2 == 1,
                                                           layout().vectors(layout().all_panels()),
                                                           layout().recurrent() + first,
                                                           last - first,
                                                           row_of_step(t),
                                                           parameters_.data(),
                                                           layout().panel_weights(1),
                                                           trace_.d_hidden.data() + first};
  table().matrix.rows_product(&into_previous);
}

template <class E>
void Lstm<E>::train_row(Training& epoch, size_t thread) {
  const FlushSubnormals flush;
  const size_t threads = epoch.threads, steps = trace_.steps;
  const Panels own = layout().share(thread, threads);
  const Shard row = trace_.shard(0);
  if (thread == 0) {
    memset(cell_at(0, row), 0, layout().hidden_row() * sizeof(E));
    for (size_t t = 0; t < steps; t++) load_step(t, row);
  }
  for (size_t t = 0; t < steps; t++) {
    team_.meet();
    network_.step(step_at(t, row, own));
  }
  team_.meet();
  if (thread == 0) {
    head(row);
    losses_of_leaves(epoch, 0, 1);
    backward_head(row);
  }
  team_.meet();
  for (size_t t = steps; t-- > 0;) {
    backward_cells(t, row, own);
    gather_row(t, own);
    team_.meet();
    if (t > 0) backward_row(t, own);
  }
  // Here all have done with the weights.
  const bool with_head = thread + 1 == threads;
  const Panels items = {own.first, with_head ? own.last + 1 : own.last};
  update_items(epoch, items, 0, 1, 0);
}

}  // namespace leeway
