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

  const Product head_gradient = {hidden + 1, outputs_row, batch, last, 1, joint_row,
                                 d_output, outputs_row,
                                 gradients_.data() + shape_.layer_size(), outputs_row, false};
  table_->matrix.product(&head_gradient);
  const Product into_hidden = {batch, hidden_row, shape_.outputs, d_output, outputs_row, 1,
                               head_transposed_.data(), hidden_row,
                               scratch_.d_hidden.data(), hidden_row, false};
  table_->matrix.product(&into_hidden);
  scratch_.d_cell.clear();

  for (size_t t = trace_.steps; t-- > 0;) {
    const size_t first = t * batch;
    float* d_z = scratch_.d_pre_activations.data() + first * gates_row;
    for (size_t b = 0; b < batch; b++) {
      const float* i = trace_.gates.data() + (first + b) * gates_row;
      const float *f = i + hidden, *o = f + hidden, *g = o + hidden;
      const float* c = trace_.cell.data() + (first + batch + b) * hidden_row;
      const float* activated = trace_.activated.data() + (first + b) * hidden_row;
      const float* dh = scratch_.d_hidden.data() + b * hidden_row;
      float* upstream = scratch_.upstream.data();
      float* through = scratch_.through.data();
      table_->cell.output(o, dh, upstream, hidden);
      if (activation_.functions.backward_from_output)
        activation_.functions.backward_from_output(activated, upstream, through, hidden,
                                                   activation_.alpha);
      else
        activation_.functions.backward(c, upstream, through, hidden, activation_.alpha);
      float* d_gates = scratch_.d_gates.data();
      const CellBackward step = {
          i, f, g, activated, trace_.cell.data() + (first + b) * hidden_row,
          dh, through, scratch_.d_cell.data() + b * hidden_row,
          d_gates, d_gates + hidden, d_gates + 2 * hidden, d_gates + 3 * hidden};
      table_->cell.backward(&step, hidden);
      const float* z = trace_.pre_activations.size() > 0
                           ? trace_.pre_activations.data() + (first + b) * gates_row
                           : nullptr;
      gradient_of_gates(z, i, d_gates, d_z + b * gates_row);
    }
    if (t == 0) break;
    const Product into_previous = {batch, hidden_row, shape_.gates(), d_z, gates_row, 1,
                                   recurrent_transposed_.data(), hidden_row,
                                   scratch_.d_hidden.data(), hidden_row, false};
    table_->matrix.product(&into_previous);
  }

  const Product layer_gradient = {shape_.joint(), gates_row, trace_.steps * batch,
                                  trace_.joint.data(), 1, joint_row,
                                  scratch_.d_pre_activations.data(), gates_row,
                                  gradients_.data(), gates_row, false};
  table_->matrix.product(&layer_gradient);
}

}  // namespace leeway
