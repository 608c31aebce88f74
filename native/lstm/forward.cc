#include "lstm.h"

namespace leeway {

void Lstm::activate(const float* pre_activations, float* gates) const {
  gate_.functions.forward(pre_activations, gates, 3 * shape_.hidden, gate_.alpha);
  activation_.functions.forward(pre_activations + 3 * shape_.hidden, gates + 3 * shape_.hidden,
                                shape_.hidden, activation_.alpha);
}

void Lstm::forward() {
  const size_t batch = trace_.batch, hidden = shape_.hidden;
  const size_t joint_row = shape_.joint_row(), gates_row = shape_.gates_row();
  const size_t hidden_row = shape_.hidden_row();
  const bool keep = trace_.pre_activations.size() > 0;
  for (size_t t = 0; t < trace_.steps; t++) {
    const size_t first = t * batch;
    float* gates = trace_.gates.data() + first * gates_row;
    float* z = keep ? trace_.pre_activations.data() + first * gates_row : gates;
    const LeftFactor joint = {trace_.joint.data() + first * joint_row, joint_row, 1};
    const Product into_z = {batch,         gates_row, shape_.joint(), joint, {layer(), gates_row},
                            {z, gates_row}};
    table_->matrix.product(&into_z);
    for (size_t b = 0; b < batch; b++) {
      float* row = gates + b * gates_row;
      const float* previous = trace_.cell.data() + (first + b) * hidden_row;
      float* c = trace_.cell.data() + (first + batch + b) * hidden_row;
      float* activated = trace_.activated.data() + (first + b) * hidden_row;
      float* next = trace_.joint.data() + (first + batch + b) * joint_row;
      activate(z + b * gates_row, row);
      table_->cell.state(row, previous, c, hidden);
      activation_.functions.forward(c, activated, hidden, activation_.alpha);
      table_->cell.output(row + 2 * hidden, activated, next + shape_.inputs, hidden);
    }
  }
  const size_t outputs_row = shape_.outputs_row();
  const float* last = trace_.joint.data() + trace_.steps * batch * joint_row + shape_.inputs;
  const Product into_output = {batch,
                               outputs_row,
                               hidden + 1,
                               {last, joint_row, 1},
                               {head(), outputs_row},
                               {trace_.output.data(), outputs_row}};
  table_->matrix.product(&into_output);
}

}  // namespace leeway
