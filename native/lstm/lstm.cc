// Life of an LSTM: creation, memory, predictions. The passes stand in forward.cc and backward.cc, training in train.cc.

#include "lstm.h"

#include <string.h>

#include <new>

#include "dispatch/dispatch.h"
#include "kernels/reference_functions.h"
#include "matrix/flush_subnormals.h"
#include "matrix/loss.h"

namespace leeway {
namespace {

constexpr size_t prediction_batch = 64;
// Whether that many rows of floats can be addressed: 32 bits (WebAssembly) do not go far.
bool addressable(size_t rows, size_t row) { return rows <= SIZE_MAX / sizeof(float) / row; }

}  // namespace

leeway_status Lstm::resolve(const leeway_activation& wanted, leeway_isa isa,
                            Activation* activation) {
  activation->alpha = wanted.alpha;
  return activation_functions(wanted.kernel, isa, &activation->functions);
}

leeway_status Lstm::create(const leeway_lstm_config& config) {
  // Far above any use; keeps every product of sizes below within 64 bits.
  constexpr size_t limit = size_t(1) << 20;
  if (config.inputs - 1 >= limit || config.hidden - 1 >= limit || config.outputs - 1 >= limit)
    return LEEWAY_BAD_ARGUMENT;
  table_ = network_table_of(config.isa);
  if (!table_) return LEEWAY_ISA_UNAVAILABLE;
  layout_ = {config.inputs, config.hidden, config.outputs, table_->lanes};
  leeway_status status = resolve(config.activation, config.isa, &activation_);
  if (status == LEEWAY_OK) status = resolve(config.gate, config.isa, &gate_);
  if (status != LEEWAY_OK) return status;
  for (size_t i = 0; i < table_->cell.fused_count; i++) {
    const FusedCell& cell = table_->cell.fused[i];
    if (cell.gate == config.gate.kernel && cell.activation == config.activation.kernel)
      fused_ = &cell;
  }
  if (!addressable(layout_.joint_row(), 4 * layout_.hidden_row()) ||
      !addressable(layout_.hidden_row() + 1, layout_.outputs_row()))
    return LEEWAY_OUT_OF_MEMORY;
  const size_t n = layout_.parameter_count();
  if (!parameters_.resize(n) || !first_moment_.resize(n) || !second_moment_.resize(n) ||
      !recurrent_transposed_.resize(layout_.transposed_size()) ||
      !head_transposed_.resize(layout_.outputs * layout_.hidden_row()))
    return LEEWAY_OUT_OF_MEMORY;
  norms_ = new (std::nothrow) double[layout_.panels() + 1];
  if (!norms_) return LEEWAY_OUT_OF_MEMORY;
  return initialise(config.seed);
}

leeway_status Lstm::prepare(size_t steps, size_t batch, bool keep) {
  const size_t panels_row = layout_.panels() * layout_.panel_row();
  const size_t joint_row = layout_.joint_row(), hidden_row = layout_.hidden_row();
  const size_t widest = joint_row > panels_row ? joint_row : panels_row;
  if (!addressable(steps + 1, batch) || !addressable(batch, layout_.outputs_row()) ||
      !addressable((steps + 1) * batch, widest))
    return LEEWAY_OUT_OF_MEMORY;
  trace_.steps = steps;
  trace_.batch = batch;
  trace_.kept = keep;
  const size_t rows = trace_.kept_steps() * batch;
  const bool keep_z = !fused_ && (!activation_.functions.backward_from_output ||
                                  !gate_.functions.backward_from_output);
  const size_t gates = rows * panels_row;
  if (!trace_.joint.reserve((rows + batch) * joint_row) || !trace_.gates.reserve(gates) ||
      !trace_.pre_activations.reserve(keep_z ? gates : 0) ||
      !trace_.cell.reserve((rows + batch) * hidden_row) ||
      !trace_.activated.reserve(rows * hidden_row) ||
      !trace_.output.reserve(batch * layout_.outputs_row()) ||
      !trace_.d_output.reserve(batch * layout_.outputs_row()) ||
      !trace_.d_hidden.reserve(keep ? batch * hidden_row : 0) ||
      !trace_.d_cell.reserve(keep ? batch * hidden_row : 0) || (keep && !reserve_parts()))
    return LEEWAY_OUT_OF_MEMORY;
  return LEEWAY_OK;
}

bool Lstm::reserve_parts() {
  const size_t size = scratch_size();
  for (size_t i = 0; i < parts_; i++)
    if (!gradients_[i].reserve(layout_.parameter_count()) || !scratch_[i].reserve(size))
      return false;
  return true;
}

template <class Take>
leeway_status Lstm::forward_all(const float* x, size_t samples, size_t steps, Take take) {
  const FlushSubnormals flush;
  trace_.order = nullptr;
  for (size_t done = 0; done < samples;) {
    const size_t batch = samples - done < prediction_batch ? samples - done : prediction_batch;
    const leeway_status status = prepare(steps, batch, false);
    if (status != LEEWAY_OK) return status;
    trace_.x = x + done * steps * layout_.inputs;
    forward({0, batch});
    take(done, batch);
    done += batch;
  }
  return LEEWAY_OK;
}

leeway_status Lstm::predict(const float* x, size_t samples, size_t steps, float* y) {
  return forward_all(x, samples, steps, [&](size_t first, size_t batch) {
    for (size_t b = 0; b < batch; b++)
      memcpy(y + (first + b) * layout_.outputs, trace_.output.data() + b * layout_.outputs_row(),
             layout_.outputs * sizeof(float));
  });
}

leeway_status Lstm::evaluate(const leeway_lstm_data& data, leeway_loss loss, double* mean_loss) {
  double sum = 0;
  const leeway_status status =
      forward_all(data.x, data.samples, data.steps, [&](size_t first, size_t batch) {
        sum += loss_and_gradient(loss, trace_.output.data(), layout_.outputs_row(),
                                 data.y + first * layout_.outputs, batch, layout_.outputs, batch,
                                 trace_.d_output.data());
      });
  *mean_loss = sum / static_cast<double>(data.samples * layout_.outputs);
  return status;
}

leeway_status Lstm::gradients(const leeway_lstm_data& data, leeway_loss loss, double* mean_loss,
                              float* dense) {
  const FlushSubnormals flush;
  const leeway_status status = prepare(data.steps, data.samples, true);
  if (status != LEEWAY_OK) return status;
  trace_.x = data.x;
  trace_.order = nullptr;
  const Rows all = {0, data.samples};
  forward(all);
  const double sum =
      loss_and_gradient(loss, trace_.output.data(), layout_.outputs_row(), data.y, data.samples,
                        layout_.outputs, data.samples, trace_.d_output.data());
  *mean_loss = sum / static_cast<double>(data.samples * layout_.outputs);
  backward(all);
  gradient_of_weights(0, leaves_of(data.samples), gradient_part(0), scratch_part(0));
  get_dense(gradient_part(0), dense);
  return LEEWAY_OK;
}

}  // namespace leeway
