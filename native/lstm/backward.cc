// Backpropagation through time. The weights' own gradient is left to the end: one product over all steps at once instead of
// one small one per step.

#include <string.h>

#include "lstm.h"

namespace leeway {
namespace {

constexpr size_t widest_vector = 16;

}  // namespace

void Lstm::run_cell(const CellBackward& s, const float* z) const {
  if (fused_) return fused_->backward(&s, gate_.alpha, activation_.alpha);
  const size_t n = s.at.units;
  float upstream[widest_vector], through[widest_vector], d_gates[4 * widest_vector];
  const auto gradient = [](const Activation& a, const float* from_z, const float* y,
                           const float* dy, float* dz, size_t count) {
    if (a.functions.backward_from_output)
      a.functions.backward_from_output(y, dy, dz, count, a.alpha);
    else
      a.functions.backward(from_z, dy, dz, count, a.alpha);
  };
  for (size_t row = 0; row < s.at.rows; row++) {
    float* gates = s.gates + row * s.at.panel_row;
    const float* from_z = z ? z + row * s.at.panel_row : nullptr;
    const size_t at = row * s.at.hidden_row;
    table_->cell.output(gates + 2 * n, s.dh + at, upstream, n);
    gradient(activation_, s.c + at, s.activated + at, upstream, through, n);
    const RowBackward step = {gates,   s.activated + at, s.previous + at, s.dh + at,
                              through, s.dc + at,        d_gates};
    table_->cell.backward(&step, n);
    gradient(gate_, from_z, gates, d_gates, gates, 3 * n);
    gradient(activation_, from_z + 3 * n, gates + 3 * n, d_gates + 3 * n, gates + 3 * n, n);
    memset(gates + 4 * n, 0, (s.at.panel_row - 4 * n) * sizeof(float));
  }
}

void Lstm::backward_step(size_t t, Rows rows) {
  const size_t hidden_row = layout_.hidden_row(), step = trace_.batch * hidden_row;
  const size_t first = rows.first * hidden_row;
  for (size_t panel = 0; panel < layout_.panels(); panel++) {
    const size_t place = panel_place(panel, t) + rows.first * layout_.panel_row();
    const size_t at = first + panel * layout_.lanes;
    const float* z =
        trace_.pre_activations.size() > 0 ? trace_.pre_activations.data() + place : nullptr;
    run_cell(
        CellBackward{cell_rows(panel, rows), trace_.gates.data() + place,
                     trace_.activated.data() + t * step + at, trace_.cell.data() + t * step + at,
                     trace_.cell.data() + (t + 1) * step + at, trace_.d_hidden.data() + at,
                     trace_.d_cell.data() + at},
        z);
  }
}

void Lstm::backward(Rows rows) {
  const size_t hidden_row = layout_.hidden_row(), outputs_row = layout_.outputs_row();
  const size_t panel_row = layout_.panel_row(), lanes = layout_.lanes;
  const size_t panels = layout_.panels();
  float* d_hidden = trace_.d_hidden.data() + rows.first * hidden_row;
  const float* d_output = trace_.d_output.data() + rows.first * outputs_row;
  const Product into_last = {false,
                             rows.count(),
                             panels,
                             depth_of(layout_.outputs),
                             {d_output, outputs_row, 1, 0},
                             {head_transposed_.data(), hidden_row, 0},
                             {d_hidden, hidden_row}};
  table_->matrix.product(&into_last);
  memset(trace_.d_cell.data() + rows.first * hidden_row, 0,
         rows.count() * hidden_row * sizeof(float));
  const size_t panel_stride = trace_.steps * trace_.batch * panel_row;
  for (size_t t = trace_.steps; t-- > 0;) {
    backward_step(t, rows);
    if (t == 0) break;
    const float* d_z = trace_.gates.data() + panel_place(0, t) + rows.first * panel_row;
    for (size_t block = 0; block < layout_.transposed_blocks(); block++) {
      const size_t vectors = layout_.transposed_vectors(block), row = vectors * lanes;
      const Product into_previous = {
          false,
          rows.count(),
          vectors,
          {panels, panel_row, 4 * layout_.units(panels - 1)},
          {d_z, panel_row, 1, panel_stride},
          {recurrent_transposed_.data() + layout_.transposed_block(block), row, panel_row * row},
          {d_hidden + block * panel_row, hidden_row}};
      table_->matrix.product(&into_previous);
    }
  }
}

void Lstm::gradient_of_rows(size_t panel, Rows rows, float* gradient) {
  const size_t joint_row = layout_.joint_row(), panel_row = layout_.panel_row();
  const size_t vectors = layout_.vectors(panel), row = vectors * layout_.lanes;
  const size_t batch = trace_.batch, first = rows.first;
  const auto product = [&](size_t from, size_t count, size_t t, size_t steps) {
    const float* joint = trace_.joint.data() + (t * batch + first) * joint_row + from;
    const float* d_z = trace_.gates.data() + panel_place(panel, t) + first * panel_row;
    const bool whole = rows.count() == batch || steps == 0;
    const Product into_panel = {
        false,
        count,
        vectors,
        whole ? depth_of(steps * batch) : Depth{steps, rows.count(), rows.count()},
        {joint, 1, joint_row, batch * joint_row},
        {d_z, panel_row, batch * panel_row},
        {gradient + from * row, row}};
    table_->matrix.product(&into_panel);
  };
  product(0, layout_.recurrent(), 0, trace_.steps);
  // h_0 is 0.
  product(layout_.recurrent(), layout_.hidden, 1, trace_.steps - 1);
}

template <class Leaf>
void Lstm::sum_of_leaves(size_t from, size_t to, float* sum, float* scratch, size_t n, Leaf leaf) {
  if (to - from == 1) return leaf(rows_of_leaf(from), sum);
  const size_t middle = from + (to - from) / 2;
  sum_of_leaves(from, middle, sum, scratch, n, leaf);
  sum_of_leaves(middle, to, scratch, scratch + n, n, leaf);
  table_->matrix.add(sum, scratch, n);
}

void Lstm::gradient_of_weights(size_t from, size_t to, float* gradient, float* scratch) {
  for (size_t panel = 0; panel < layout_.panels(); panel++)
    sum_of_leaves(from, to, gradient + layout_.panel_weights(panel), scratch,
                  layout_.joint() * layout_.vectors(panel) * layout_.lanes,
                  [&](Rows rows, float* sum) { gradient_of_rows(panel, rows, sum); });
  const size_t joint_row = layout_.joint_row(), outputs_row = layout_.outputs_row();
  const float* last =
      trace_.joint.data() + trace_.steps * trace_.batch * joint_row + layout_.bias();
  sum_of_leaves(from, to, gradient + layout_.layer_size(), scratch, layout_.head_size(),
                [&](Rows rows, float* sum) {
                  const Product into_head = {
                      false,
                      1 + layout_.hidden,
                      outputs_row / layout_.lanes,
                      depth_of(rows.count()),
                      {last + rows.first * joint_row, 1, joint_row, 0},
                      {trace_.d_output.data() + rows.first * outputs_row, outputs_row, 0},
                      {sum, outputs_row}};
                  table_->matrix.product(&into_head);
                });
}

}  // namespace leeway
