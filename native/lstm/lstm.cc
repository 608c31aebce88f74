// Life of an LSTM: creation, memory, predictions. What is included at the end: the passes, training, weights.

#include "lstm.h"

#include <string.h>

#include <new>

#include "matrix/flush_subnormals.h"
#include "matrix/loss.h"

namespace leeway {
namespace {

constexpr size_t prediction_batch = 64;
// Whether that many rows of numbers can be addressed: 32 bits (WebAssembly) do not go far.
bool addressable(size_t rows, size_t row) { return rows <= SIZE_MAX / sizeof(double) / row; }

}  // namespace

template <class E>
leeway_status Lstm<E>::create(const leeway_lstm_config& config) {
  // Far above any use; keeps every product of sizes below within 64 bits.
  constexpr size_t limit = size_t(1) << 20;
  if (config.inputs - 1 >= limit || config.hidden - 1 >= limit || config.outputs - 1 >= limit)
    return LEEWAY_BAD_ARGUMENT;
  const leeway_status status = network_.create(config);
  if (status != LEEWAY_OK) return status;
  if (!addressable(layout().joint_row(), 4 * layout().hidden_row()) ||
      !addressable(layout().hidden_row() + 1, layout().outputs_row()))
    return LEEWAY_OUT_OF_MEMORY;
  const size_t n = layout().parameter_count();
  if (!parameters_.resize(n) || !first_moment_.resize(n) || !second_moment_.resize(n) ||
      !recurrent_transposed_.resize(layout().transposed_size()) ||
      !head_transposed_.resize(layout().outputs * layout().hidden_row()))
    return LEEWAY_OUT_OF_MEMORY;
  norms_ = new (std::nothrow) double[layout().panels() + 1];
  if (!norms_) return LEEWAY_OUT_OF_MEMORY;
  return initialise(config.seed);
}

template <class E>
leeway_status Lstm<E>::prepare(size_t steps, size_t batch, bool keep) {
  const size_t panels_row = layout().panels() * layout().panel_row();
  const size_t joint_row = layout().joint_row(), hidden_row = layout().hidden_row();
  const size_t widest = joint_row > panels_row ? joint_row : panels_row;
  if (!addressable(steps + 1, batch) || !addressable(batch, layout().outputs_row()) ||
      !addressable((steps + 1) * batch, widest))
    return LEEWAY_OUT_OF_MEMORY;
  trace_.steps = steps;
  trace_.batch = batch;
  trace_.shards = 1;
  trace_.kept = keep;
  const auto size = [&](size_t places, size_t row) {
    return trace_.size(places, row, keep ? parts_ : 1);
  };
  const size_t kept = trace_.kept_steps(), outputs = size(1, layout().outputs_row());
  const size_t gates = size(kept * layout().panels(), layout().panel_row());
  if (!trace_.joint.reserve(size(kept + 1, joint_row)) || !trace_.gates.reserve(gates) ||
      !trace_.pre_activations.reserve(network_.keeps_pre_activations() ? gates : 0) ||
      !trace_.cell.reserve(size(kept + 1, hidden_row)) ||
      !trace_.activated.reserve(size(kept, hidden_row)) || !trace_.output.reserve(outputs) ||
      !trace_.d_output.reserve(outputs) ||
      !trace_.d_hidden.reserve(keep ? size(1, hidden_row) : 0) ||
      !trace_.d_cell.reserve(keep ? size(1, hidden_row) : 0) ||
      !trace_.d_z.reserve(keep ? 2 * panels_row : 0) || (keep && !reserve_parts()))
    return LEEWAY_OUT_OF_MEMORY;
  return LEEWAY_OK;
}

template <class E>
bool Lstm<E>::reserve_parts() {
  const size_t size = scratch_size();
  for (size_t i = 0; i < parts_; i++)
    if (!gradients_[i].reserve(layout().parameter_count()) || !scratch_[i].reserve(size))
      return false;
  return true;
}

template <class E>
template <class Take>
leeway_status Lstm<E>::forward_all(const E* x, size_t samples, size_t steps, Take take) {
  const FlushSubnormals flush;
  trace_.order = nullptr;
  for (size_t done = 0; done < samples;) {
    const size_t batch = samples - done < prediction_batch ? samples - done : prediction_batch;
    const leeway_status status = prepare(steps, batch, false);
    if (status != LEEWAY_OK) return status;
    trace_.x = x + done * steps * layout().inputs;
    forward(trace_.shard(0));
    take(done, batch);
    done += batch;
  }
  return LEEWAY_OK;
}

template <class E>
leeway_status Lstm<E>::predict(const E* x, size_t samples, size_t steps, E* y) {
  return forward_all(x, samples, steps, [&](size_t first, size_t batch) {
    for (size_t b = 0; b < batch; b++)
      memcpy(y + (first + b) * layout().outputs, trace_.output.data() + b * layout().outputs_row(),
             layout().outputs * sizeof(E));
  });
}

template <class E>
leeway_status Lstm<E>::evaluate(const LstmData<E>& data, leeway_loss loss, double* mean_loss) {
  double sum = 0;
  const leeway_status status =
      forward_all(data.x, data.samples, data.steps, [&](size_t first, size_t batch) {
        sum += loss_and_gradient(loss, trace_.output.data(), layout().outputs_row(),
                                 data.y + first * layout().outputs, batch, layout().outputs, batch,
                                 trace_.d_output.data());
      });
  *mean_loss = sum / static_cast<double>(data.samples * layout().outputs);
  return status;
}

template <class E>
leeway_status Lstm<E>::gradients(const LstmData<E>& data, leeway_loss loss, double* mean_loss,
                                 E* dense) {
  const FlushSubnormals flush;
  const leeway_status status = prepare(data.steps, data.samples, true);
  if (status != LEEWAY_OK) return status;
  trace_.x = data.x;
  trace_.order = nullptr;
  if (data.samples > 1 && !transposed_) transpose();
  const Shard all = trace_.shard(0);
  forward(all);
  const double sum =
      loss_and_gradient(loss, trace_.output.data(), layout().outputs_row(), data.y, data.samples,
                        layout().outputs, data.samples, trace_.d_output.data());
  *mean_loss = sum / static_cast<double>(data.samples * layout().outputs);
  backward(all);
  for (size_t item = 0; item <= layout().panels(); item++)
    gradient_of_item(item, 0, leaves_of(data.samples), gradient_part(0), scratch_part(0));
  get_dense(gradient_part(0), dense);
  return LEEWAY_OK;
}

}  // namespace leeway

#include "lstm/backward.inl"
#include "lstm/forward.inl"
#include "lstm/gate_split.inl"
#include "lstm/single_row.inl"
#include "lstm/train.inl"
#include "lstm/weights.inl"

template class leeway::Lstm<float>;
template class leeway::Lstm<double>;
