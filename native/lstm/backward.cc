// Backpropagation through time, from scratch_.d_output to gradients_. The weights' own gradient is left to the end: one
// product over all steps at once instead of one small one per step.

#include "lstm.h"

namespace leeway {

void Lstm::gradient_of_gates(const float* pre_activations, const float* gates, const float* d_gates,
                             float* d_pre_activations) const {
  const auto part = [&](const Activation& a, size_t from, size_t n) {
    if (a.functions.backward_from_output)
      a.functions.backward_from_output(gates + from, d_gates + from, d_pre_activations + from, n,
                                       a.alpha);
    else
      a.functions.backward(pre_activations + from, d_gates + from, d_pre_activations + from, n,
                           a.alpha);
  };
  part(gate_, 0, 3 * shape_.hidden);
  part(activation_, 3 * shape_.hidden, shape_.hidden);
}

void Lstm::backward() {
  const size_t batch = trace_.batch, hidden = shape_.hidden;
  const size_t joint_row = shape_.joint_row(), gates_row = shape_.gates_row();
  const size_t hidden_row = shape_.hidden_row(), outputs_row = shape_.outputs_row();
  const float* d_output = scratch_.d_output.data();
  const float* last = trace_.joint.data() + trace_.steps * batch * joint_row + shape_.inputs;
  const Result d_hidden = {scratch_.d_hidden.data(), hidden_row};

  const Product into_head = {hidden + 1,
                             outputs_row,
                             batch,
                             {last, 1, joint_row},
                             {d_output, outputs_row},
                             {gradients_.data() + shape_.layer_size(), outputs_row}};
  table_->matrix.product(&into_head);
  const RightFactor head_transposed = {head_transposed_.data(), hidden_row};
  const Product into_hidden = {
      batch, hidden_row, shape_.outputs, {d_output, outputs_row, 1}, head_transposed, d_hidden};
  table_->matrix.product(&into_hidden);
  scratch_.d_cell.clear();

  for (size_t t = trace_.steps; t-- > 0;) {
    const size_t first = t * batch;
    float* d_z = scratch_.d_pre_activations.data() + first * gates_row;
    for (size_t b = 0; b < batch; b++) backward_cell(first, b, d_z + b * gates_row);
    if (t == 0) break;
    const RightFactor recurrent_transposed = {recurrent_transposed_.data(), hidden_row};
    const Product into_previous = {
        batch, hidden_row, shape_.gates(), {d_z, gates_row, 1}, recurrent_transposed, d_hidden};
    table_->matrix.product(&into_previous);
  }

  const Product into_layer = {shape_.joint(),
                              gates_row,
                              trace_.steps * batch,
                              {trace_.joint.data(), 1, joint_row},
                              {scratch_.d_pre_activations.data(), gates_row},
                              {gradients_.data(), gates_row}};
  table_->matrix.product(&into_layer);
}

// One sample's cell at the step whose rows start at `first`: from its dh and dc to d_z, the gradient of its four
// pre-activations, and the dc of the step before.
void Lstm::backward_cell(size_t first, size_t b, float* d_z) {
  const size_t hidden = shape_.hidden, hidden_row = shape_.hidden_row();
  const float* gates = trace_.gates.data() + (first + b) * shape_.gates_row();
  const float* c = trace_.cell.data() + (first + trace_.batch + b) * hidden_row;
  const float* activated = trace_.activated.data() + (first + b) * hidden_row;
  const float* dh = scratch_.d_hidden.data() + b * hidden_row;
  float* upstream = scratch_.upstream.data();
  float* through = scratch_.through.data();
  float* d_gates = scratch_.d_gates.data();
  table_->cell.output(gates + 2 * hidden, dh, upstream, hidden);
  if (activation_.functions.backward_from_output)
    activation_.functions.backward_from_output(activated, upstream, through, hidden,
                                               activation_.alpha);
  else
    activation_.functions.backward(c, upstream, through, hidden, activation_.alpha);
  const float* previous = trace_.cell.data() + (first + b) * hidden_row;
  float* dc = scratch_.d_cell.data() + b * hidden_row;
  const CellBackward step = {gates, activated, previous, dh, through, dc, d_gates};
  table_->cell.backward(&step, hidden);
  const float* z = trace_.pre_activations.size() > 0
                       ? trace_.pre_activations.data() + (first + b) * shape_.gates_row()
                       : nullptr;
  gradient_of_gates(z, gates, d_gates, d_z);
}

}  // namespace leeway
