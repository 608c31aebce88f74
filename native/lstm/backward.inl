// Backpropagation through time. The weights' own gradient is left to the end: one product over all steps at once instead of
// one small one per step.

#include <string.h>

#include "lstm/lstm.h"

namespace leeway {

template <class E>
void Lstm<E>::backward_cells(size_t t, const Shard& shard, Panels panels) {
  const size_t hidden_row = layout().hidden_row();
  const E* const kept = trace_.pre_activations.data();
  const auto cells = [&](size_t panel, const CellRows& rows_at) {
    const size_t place = panel_place(panel, t, shard), unit = panel * layout().lanes;
    network_.backward(
        {rows_at, trace_.gates.data() + place, activated_at(t, shard) + unit,
         cell_at(t, shard) + unit, cell_at(t + 1, shard) + unit,
         hidden_rows(trace_.d_hidden, shard) + unit, hidden_rows(trace_.d_cell, shard) + unit},
        trace_.pre_activations.size() > 0 ? kept + place : nullptr);
  };
  size_t panel = panels.first;
  // As in LstmNetwork::cells.
  const size_t full = panels.last < layout().full_panels() ? panels.last : layout().full_panels();
  if (shard.count() == 1 && full > panel) {
    const size_t lanes = layout().lanes;
    cells(panel, {full - panel, lanes, panel_distance(shard), lanes, lanes});
    panel = full;
  }
  for (; panel < panels.last; panel++)
    cells(panel, {shard.count(), layout().units(panel), layout().panel_row(), hidden_row,
                  layout().joint_row()});
}

template <class E>
void Lstm<E>::backward_head(const Shard& shard) {
  const size_t hidden_row = layout().hidden_row(), outputs_row = layout().outputs_row();
  const Product into_last = {false,
                             shard.count(),
                             layout().panels(),
                             depth_of(layout().outputs),
                             {output_rows(trace_.d_output, shard), outputs_row, 1, 0},
                             {head_transposed_.data(), hidden_row, 0},
                             {hidden_rows(trace_.d_hidden, shard), hidden_row}};
  table().matrix.product(&into_last);
  memset(hidden_rows(trace_.d_cell, shard), 0, shard.count() * hidden_row * sizeof(E));
}

template <class E>
void Lstm<E>::backward(const Shard& shard) {
  backward_head(shard);
  for (size_t t = trace_.steps; t-- > 0;) {
    backward_cells(t, shard, layout().all_panels());
    if (t == 0) break;
    if (shard.count() == 1) {
      gather_row(t, layout().all_panels());
      backward_row(t, layout().all_panels());
      continue;
    }
    for (size_t block = 0; block < layout().transposed_blocks(); block++)
      backward_block(t, shard, block);
  }
}

// The gradient of h_(t-1), as many units of it as a panel has columns.
template <class E>
void Lstm<E>::backward_block(size_t t, const Shard& shard, size_t block) {
  const size_t panels = layout().panels(), panel_row = layout().panel_row();
  const size_t vectors = layout().transposed_vectors(block), row = vectors * layout().lanes;
  const size_t hidden_row = layout().hidden_row();
  const Product into_previous = {
      false,
      shard.count(),
      vectors,
      {panels, panel_row, 4 * layout().units(panels - 1)},
      {trace_.gates.data() + panel_place(0, t, shard), panel_row, 1, panel_distance(shard)},
      {recurrent_transposed_.data() + layout().transposed_block(block), row, panel_row * row},
      {hidden_rows(trace_.d_hidden, shard) + block * panel_row, hidden_row}};
  table().matrix.product(&into_previous);
}

template <class E>
void Lstm<E>::gradient_of_rows(size_t panel, Rows rows, E* sum) {
  const size_t joint_row = layout().joint_row(), panel_row = layout().panel_row();
  const size_t vectors = layout().vectors(panel), row = vectors * layout().lanes;
  const Shard shard = trace_.shard_of(rows);
  const size_t batch = shard.count(), first = rows.first - shard.first;
  const auto product = [&](size_t from, size_t count, size_t t, size_t steps) {
    const E* joint = joint_at(t, shard) + first * joint_row + from;
    const E* d_z = trace_.gates.data() + panel_place(panel, t, shard) + first * panel_row;
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
  sum_of_leaves(from, to, sum, scratch, n, [&](Rows rows, E* part) {
    const Shard shard = trace_.shard_of(rows);
    const size_t first = rows.first - shard.first;
    const E* last = joint_at(trace_.steps, shard) + first * joint_row + layout().bias();
    const E* d_output = output_rows(trace_.d_output, shard) + first * outputs_row;
    const Product into_head = {false,
                               1 + layout().hidden,
                               outputs_row / layout().lanes,
                               depth_of(rows.count()),
                               {last, 1, joint_row, 0},
                               {d_output, outputs_row, 0},
                               {part, outputs_row}};
    table().matrix.product(&into_head);
  });
}

}  // namespace leeway
