#include <string.h>

#include "lstm.h"

namespace leeway {

void Lstm::load_step(size_t t, Rows rows) {
  const size_t inputs = layout_.inputs, joint_row = layout_.joint_row();
  float* joint = joint_at(t) + rows.first * joint_row;
  for (size_t b = rows.first; b < rows.last; b++, joint += joint_row) {
    const size_t sample = trace_.order ? trace_.order[b] : b;
    memcpy(joint, trace_.x + (sample * trace_.steps + t) * inputs, inputs * sizeof(float));
    joint[layout_.bias()] = 1;
  }
}

CellRows Lstm::cell_rows(size_t panel, Rows rows) const {
  return {rows.count(), layout_.units(panel), layout_.panel_row(), layout_.hidden_row(),
          layout_.joint_row()};
}

void Lstm::run_cell(const CellForward& s) const {
  if (fused_) return fused_->forward(&s, gate_.alpha, activation_.alpha);
  const size_t n = s.at.units;
  for (size_t row = 0; row < s.at.rows; row++) {
    const float* z = s.z + row * s.at.panel_row;
    float* gates = s.gates + row * s.at.panel_row;
    float* c = s.c + row * s.at.hidden_row;
    float* activated = s.activated + row * s.at.hidden_row;
    gate_.functions.forward(z, gates, 3 * n, gate_.alpha);
    activation_.functions.forward(z + 3 * n, gates + 3 * n, n, activation_.alpha);
    table_->cell.state(gates, s.previous + row * s.at.hidden_row, c, n);
    activation_.functions.forward(c, activated, n, activation_.alpha);
    table_->cell.output(gates + 2 * n, activated, s.h + row * s.at.joint_row, n);
  }
}

void Lstm::forward(Rows rows) {
  const size_t joint_row = layout_.joint_row(), hidden_row = layout_.hidden_row();
  const size_t panel_row = layout_.panel_row(), lanes = layout_.lanes;
  const bool keep_z = trace_.pre_activations.size() > 0;
  memset(trace_.cell.data() + rows.first * hidden_row, 0,
         rows.count() * hidden_row * sizeof(float));
  load_step(0, rows);
  for (size_t t = 0; t < trace_.steps; t++) {
    if (t + 1 < trace_.steps) load_step(t + 1, rows);
    // h_0 is 0: nothing to multiply.
    const Depth depth = depth_of(t == 0 ? layout_.recurrent() : layout_.joint());
    const float* joint = joint_at(t) + rows.first * joint_row;
    float* next = joint_at(t + 1) + rows.first * joint_row + layout_.recurrent();
    const size_t first = rows.first * hidden_row, step = trace_.batch * hidden_row;
    const float* previous = trace_.cell.data() + trace_.place(t) * step + first;
    float* c = trace_.cell.data() + trace_.place(t + 1) * step + first;
    float* activated = trace_.activated.data() + trace_.place(t) * step + first;
    for (size_t panel = 0; panel < layout_.panels(); panel++) {
      const size_t place = panel_place(panel, t) + rows.first * panel_row;
      float* gates = trace_.gates.data() + place;
      float* z = keep_z ? trace_.pre_activations.data() + place : gates;
      const size_t vectors = layout_.vectors(panel), unit = panel * lanes;
      const float* weights = parameters_.data() + layout_.panel_weights(panel);
      const Product into_z = {false,
                              rows.count(),
                              vectors,
                              depth,
                              {joint, joint_row, 1, 0},
                              {weights, vectors * lanes, 0},
                              {z, panel_row}};
      table_->matrix.product(&into_z);
      run_cell(CellForward{cell_rows(panel, rows), z, gates, previous + unit, c + unit,
                           activated + unit, next + unit});
    }
  }
  const size_t outputs_row = layout_.outputs_row();
  const float* last = joint_at(trace_.steps) + rows.first * joint_row;
  for (size_t b = 0; b < rows.count(); b++)
    joint_at(trace_.steps)[(rows.first + b) * joint_row + layout_.bias()] = 1;
  const Product into_output = {false,
                               rows.count(),
                               outputs_row / lanes,
                               depth_of(1 + layout_.hidden),
                               {last + layout_.bias(), joint_row, 1, 0},
                               {parameters_.data() + layout_.layer_size(), outputs_row, 0},
                               {trace_.output.data() + rows.first * outputs_row, outputs_row}};
  table_->matrix.product(&into_output);
}

}  // namespace leeway
