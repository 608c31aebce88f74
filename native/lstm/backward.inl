// Backpropagation through time. The weights' own gradient is left to the end: one product over all steps at once instead of
// one small one per step.

#include <string.h>

#include "lstm/lstm.h"

namespace leeway {
template <class E>
void Lstm<E>::backward_step(size_t t, Rows rows) {
  const size_t hidden_row = layout().hidden_row(), step = trace_.batch * hidden_row;
  const size_t first = rows.first * hidden_row;
  const size_t panel_stride = panel_place(1, 0) - panel_place(0, 0);
  const E* const z = trace_.pre_activations.data();
  const auto cells = [&](size_t panel, const CellRows& rows_at) {
    const size_t place = panel_place(panel, t) + rows.first * layout().panel_row();
    const size_t at = first + panel * layout().lanes;
    network_.backward(
        {rows_at, trace_.gates.data() + place, trace_.activated.data() + t * step + at,
         trace_.cell.data() + t * step + at, trace_.cell.data() + (t + 1) * step + at,
         trace_.d_hidden.data() + at, trace_.d_cell.data() + at},
        trace_.pre_activations.size() > 0 ? z + place : nullptr);
  };
  const size_t lanes = layout().lanes, full = layout().full_panels();
  size_t panel = 0;
  // As in LstmNetwork::step.
  if (rows.count() == 1 && full > 0) {
    cells(0, {full, lanes, panel_stride, lanes, lanes});
    panel = full;
  }
  for (; panel < layout().panels(); panel++)
    cells(panel, {rows.count(), layout().units(panel), layout().panel_row(), hidden_row,
                  layout().joint_row()});
}

template <class E>
void Lstm<E>::backward(Rows rows) {
  const size_t hidden_row = layout().hidden_row(), outputs_row = layout().outputs_row();
  const size_t panel_row = layout().panel_row(), lanes = layout().lanes;
  const size_t panels = layout().panels();
  E* d_hidden = trace_.d_hidden.data() + rows.first * hidden_row;
  const E* d_output = trace_.d_output.data() + rows.first * outputs_row;
  const Product into_last = {false,
                             rows.count(),
                             panels,
                             depth_of(layout().outputs),
                             {d_output, outputs_row, 1, 0},
                             {head_transposed_.data(), hidden_row, 0},
                             {d_hidden, hidden_row}};
  table().matrix.product(&into_last);
  memset(trace_.d_cell.data() + rows.first * hidden_row, 0, rows.count() * hidden_row * sizeof(E));
  const size_t panel_stride = trace_.steps * trace_.batch * panel_row;
  for (size_t t = trace_.steps; t-- > 0;) {
    backward_step(t, rows);
    if (t == 0) break;
    const E* d_z = trace_.gates.data() + panel_place(0, t) + rows.first * panel_row;
    if (rows.count() == 1) {
      E* const row = trace_.d_z.data();
      for (size_t panel = 0; panel < panels; panel++)
        memcpy(row + panel * panel_row, d_z + panel * panel_stride,
               4 * layout().units(panel) * sizeof(E));
      const typename MatrixOf<E>::RowProduct into_previous = {panels,
                                                              4 * layout().hidden,
                                                              row,
                                                              recurrent_transposed_.data(),
                                                              layout().transposed_block(1),
                                                              d_hidden,
                                                              panel_row};
      table().matrix.row_product(&into_previous);
      continue;
    }
    for (size_t block = 0; block < layout().transposed_blocks(); block++) {
      const size_t vectors = layout().transposed_vectors(block), row = vectors * lanes;
      const Product into_previous = {
          false,
          rows.count(),
          vectors,
          {panels, panel_row, 4 * layout().units(panels - 1)},
          {d_z, panel_row, 1, panel_stride},
          {recurrent_transposed_.data() + layout().transposed_block(block), row, panel_row * row},
          {d_hidden + block * panel_row, hidden_row}};
      table().matrix.product(&into_previous);
    }
  }
}

template <class E>
void Lstm<E>::gradient_of_rows(size_t panel, Rows rows, E* gradient) {
  const size_t joint_row = layout().joint_row(), panel_row = layout().panel_row();
  const size_t vectors = layout().vectors(panel), row = vectors * layout().lanes;
  const size_t batch = trace_.batch, first = rows.first;
  const auto product = [&](size_t from, size_t count, size_t t, size_t steps) {
    const E* joint = trace_.joint.data() + (t * batch + first) * joint_row + from;
    const E* d_z = trace_.gates.data() + panel_place(panel, t) + first * panel_row;
    const bool whole = rows.count() == batch || steps == 0;
    const Product into_panel = {
        false,
        count,
        vectors,
        whole ? depth_of(steps * batch) : Depth{steps, rows.count(), rows.count()},
        {joint, 1, joint_row, batch * joint_row},
        {d_z, panel_row, batch * panel_row},
        {gradient + from * row, row}};
    table().matrix.product(&into_panel);
  };
  product(0, layout().recurrent(), 0, trace_.steps);
  // h_0 is 0.
  product(layout().recurrent(), layout().hidden, 1, trace_.steps - 1);
}

template <class E>
template <class Leaf>
void Lstm<E>::sum_of_leaves(size_t from, size_t to, E* sum, E* scratch, size_t n, Leaf leaf) {
  if (to - from == 1) return leaf(rows_of_leaf(from), sum);
  const size_t middle = from + (to - from) / 2;
  sum_of_leaves(from, middle, sum, scratch, n, leaf);
  sum_of_leaves(middle, to, scratch, scratch + n, n, leaf);
  table().matrix.add(sum, scratch, n);
}

template <class E>
void Lstm<E>::gradient_of_weights(size_t from, size_t to, E* gradient, E* scratch) {
  for (size_t panel = 0; panel < layout().panels(); panel++)
    sum_of_leaves(from, to, gradient + layout().panel_weights(panel), scratch,
                  layout().joint() * layout().vectors(panel) * layout().lanes,
                  [&](Rows rows, E* sum) { gradient_of_rows(panel, rows, sum); });
  const size_t joint_row = layout().joint_row(), outputs_row = layout().outputs_row();
  const E* last = trace_.joint.data() + trace_.steps * trace_.batch * joint_row + layout().bias();
  sum_of_leaves(from, to, gradient + layout().layer_size(), scratch, layout().head_size(),
                [&](Rows rows, E* sum) {
                  const Product into_head = {
                      false,
                      1 + layout().hidden,
                      outputs_row / layout().lanes,
                      depth_of(rows.count()),
                      {last + rows.first * joint_row, 1, joint_row, 0},
                      {trace_.d_output.data() + rows.first * outputs_row, outputs_row, 0},
                      {sum, outputs_row}};
                  table().matrix.product(&into_head);
                });
}

}  // namespace leeway
