// Backpropagation through time. The weights' own gradient is left to the end: one product over all steps at once instead of
// one small one per step.

#include <string.h>

#include "lstm/lstm.h"

namespace leeway {

template <class E>
void Lstm<E>::backward_cells(size_t t, Rows rows, Panels panels) {
  const size_t hidden_row = layout().hidden_row(), step = trace_.batch * hidden_row;
  const size_t first = rows.first * hidden_row;
  const E* const kept = trace_.pre_activations.data();
  const auto cells = [&](size_t panel, const CellRows& rows_at) {
    const size_t place = panel_place(panel, t) + rows.first * layout().panel_row();
    const size_t at = first + panel * layout().lanes;
    network_.backward(
        {rows_at, trace_.gates.data() + place, trace_.activated.data() + t * step + at,
         trace_.cell.data() + t * step + at, trace_.cell.data() + (t + 1) * step + at,
         trace_.d_hidden.data() + at, trace_.d_cell.data() + at},
        trace_.pre_activations.size() > 0 ? kept + place : nullptr);
  };
  size_t panel = panels.first;
  // As in LstmNetwork::step.
  const size_t full = panels.last < layout().full_panels() ? panels.last : layout().full_panels();
  if (rows.count() == 1 && full > panel) {
    const size_t lanes = layout().lanes;
    cells(panel, {full - panel, lanes, panel_place(1, 0) - panel_place(0, 0), lanes, lanes});
    panel = full;
  }
  for (; panel < panels.last; panel++)
    cells(panel, {rows.count(), layout().units(panel), layout().panel_row(), hidden_row,
                  layout().joint_row()});
}

template <class E>
void Lstm<E>::backward_head(Rows rows) {
  const size_t hidden_row = layout().hidden_row(), outputs_row = layout().outputs_row();
  const Product into_last = {false,
                             rows.count(),
                             layout().panels(),
                             depth_of(layout().outputs),
                             {trace_.d_output.data() + rows.first * outputs_row, outputs_row, 1, 0},
                             {head_transposed_.data(), hidden_row, 0},
                             {trace_.d_hidden.data() + rows.first * hidden_row, hidden_row}};
  table().matrix.product(&into_last);
  memset(trace_.d_cell.data() + rows.first * hidden_row, 0, rows.count() * hidden_row * sizeof(E));
}

template <class E>
void Lstm<E>::backward(Rows rows) {
  const size_t hidden_row = layout().hidden_row();
  const size_t panel_row = layout().panel_row(), lanes = layout().lanes;
  const size_t panels = layout().panels();
  const size_t panel_stride = panel_place(1, 0) - panel_place(0, 0);
  E* d_hidden = trace_.d_hidden.data() + rows.first * hidden_row;
  backward_head(rows);
  for (size_t t = trace_.steps; t-- > 0;) {
    backward_cells(t, rows, layout().all_panels());
    if (t == 0) break;
    if (rows.count() == 1) {
      gather_row(t, layout().all_panels());
      backward_row(t, layout().all_panels());
      continue;
    }
    const E* d_z = trace_.gates.data() + panel_place(0, t) + rows.first * panel_row;
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
void Lstm<E>::gradient_of_rows(size_t panel, Rows rows, E* sum) {
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
        {sum + from * row, row}};
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
void Lstm<E>::gradient_of_item(size_t item, size_t from, size_t to, E* gradient, E* scratch) {
  E* const sum = gradient + layout().item_start(item);
  const size_t n = layout().item_start(item + 1) - layout().item_start(item);
  if (item < layout().panels())
    return sum_of_leaves(from, to, sum, scratch, n,
                         [&](Rows rows, E* part) { gradient_of_rows(item, rows, part); });
  const size_t joint_row = layout().joint_row(), outputs_row = layout().outputs_row();
  const E* last = trace_.joint.data() + trace_.steps * trace_.batch * joint_row + layout().bias();
  sum_of_leaves(from, to, sum, scratch, n, [&](Rows rows, E* part) {
    const Product into_head = {false,
                               1 + layout().hidden,
                               outputs_row / layout().lanes,
                               depth_of(rows.count()),
                               {last + rows.first * joint_row, 1, joint_row, 0},
                               {trace_.d_output.data() + rows.first * outputs_row, outputs_row, 0},
                               {part, outputs_row}};
    table().matrix.product(&into_head);
  });
}

}  // namespace leeway
