// Life of an LSTM: creation, weights, batches. The passes themselves stand in forward.cc and backward.cc.

#include "lstm.h"

#include <math.h>

#include <algorithm>
#include <initializer_list>

#include "dispatch/dispatch.h"
#include "matrix/flush_subnormals.h"
#include "matrix/loss.h"
#include "matrix/random.h"

namespace leeway {
namespace {

constexpr size_t prediction_batch = 64;
// Whether that many rows of floats can be addressed: 32 bits (WebAssembly) do not go far.
bool addressable(size_t rows, size_t row) { return rows <= SIZE_MAX / sizeof(float) / row; }

constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;

}  // namespace

leeway_status Lstm::resolve(const leeway_activation& wanted, leeway_isa isa,
                            Activation* activation) {
  leeway_kernel_info info;
  const leeway_status found = leeway_kernel(wanted.kernel, &info);
  if (found != LEEWAY_OK) return found;
  if (info.element != LEEWAY_FLOAT32) return LEEWAY_BAD_ARGUMENT;
  activation->alpha = wanted.alpha;
  return leeway_resolve(wanted.kernel, isa, &activation->functions);
}

leeway_status Lstm::create(const leeway_lstm_config& config) {
  shape_ = {config.inputs, config.hidden, config.outputs};
  // Far above any use; keeps every product of sizes below within 64 bits.
  constexpr size_t limit = size_t(1) << 20;
  if (config.inputs - 1 >= limit || config.hidden - 1 >= limit || config.outputs - 1 >= limit)
    return LEEWAY_BAD_ARGUMENT;
  table_ = table_of(config.isa);
  if (!table_) return LEEWAY_ISA_UNAVAILABLE;
  leeway_status status = resolve(config.activation, config.isa, &activation_);
  if (status == LEEWAY_OK) status = resolve(config.gate, config.isa, &gate_);
  if (status != LEEWAY_OK) return status;
  if (!addressable(shape_.joint(), shape_.gates_row()) ||
      !addressable(shape_.gates(), shape_.hidden_row()) ||
      !addressable(shape_.hidden + 1, shape_.outputs_row()))
    return LEEWAY_OUT_OF_MEMORY;
  const size_t n = shape_.parameter_count();
  if (!parameters_.resize(n) || !gradients_.resize(n) || !first_moment_.resize(n) ||
      !second_moment_.resize(n) ||
      !recurrent_transposed_.resize(shape_.gates() * shape_.hidden_row()) ||
      !head_transposed_.resize(shape_.outputs * shape_.hidden_row()))
    return LEEWAY_OUT_OF_MEMORY;
  initialise(config.seed);
  return LEEWAY_OK;
}

void Lstm::initialise(uint64_t seed) {
  seed_ = seed;
  Random random(seed);
  const float bound = 1 / sqrtf(static_cast<float>(shape_.hidden));
  for (size_t row = 0; row + 1 < shape_.joint(); row++)
    for (size_t j = 0; j < shape_.gates(); j++)
      layer()[row * shape_.gates_row() + j] = random.symmetric(bound);
  float* bias = layer() + (shape_.joint() - 1) * shape_.gates_row();
  for (size_t j = shape_.hidden; j < 2 * shape_.hidden; j++) bias[j] = 1;  // the forget gate
  for (size_t row = 0; row < shape_.hidden; row++)
    for (size_t j = 0; j < shape_.outputs; j++)
      head()[row * shape_.outputs_row() + j] = random.symmetric(bound);
}

template <class Padded, class Dense, class Copy>
void Lstm::copy_weights(Padded padded_weights, Dense dense, Copy copy) const {
  for (size_t row = 0; row < shape_.joint(); row++, dense += shape_.gates())
    copy(padded_weights + row * shape_.gates_row(), dense, shape_.gates() * sizeof(float));
  padded_weights += shape_.layer_size();
  for (size_t row = 0; row <= shape_.hidden; row++, dense += shape_.outputs)
    copy(padded_weights + row * shape_.outputs_row(), dense, shape_.outputs * sizeof(float));
}

void Lstm::get_weights(float* dense) const {
  copy_weights(parameters_.data(), dense,
               [](const float* from, float* to, size_t bytes) { memcpy(to, from, bytes); });
}

void Lstm::set_weights(const float* dense) {
  copy_weights(parameters_.data(), dense,
               [](float* to, const float* from, size_t bytes) { memcpy(to, from, bytes); });
}

size_t Lstm::state_size() const {
  return sizeof adam_steps_ + 3 * shape_.parameter_count() * sizeof(float);
}

void Lstm::get_state(void* state) const {
  char* to = static_cast<char*>(state);
  memcpy(to, &adam_steps_, sizeof adam_steps_);
  to += sizeof adam_steps_;
  const size_t bytes = shape_.parameter_count() * sizeof(float);
  for (const Buffer* part : {&parameters_, &first_moment_, &second_moment_}) {
    memcpy(to, part->data(), bytes);
    to += bytes;
  }
}

void Lstm::set_state(const void* state) {
  const char* from = static_cast<const char*>(state);
  memcpy(&adam_steps_, from, sizeof adam_steps_);
  from += sizeof adam_steps_;
  const size_t bytes = shape_.parameter_count() * sizeof(float);
  for (Buffer* part : {&parameters_, &first_moment_, &second_moment_}) {
    memcpy(part->data(), from, bytes);
    from += bytes;
  }
}

void Lstm::transpose_weights() {
  const float* recurrent = layer() + shape_.inputs * shape_.gates_row();
  for (size_t u = 0; u < shape_.hidden; u++)
    for (size_t j = 0; j < shape_.gates(); j++)
      recurrent_transposed_.data()[j * shape_.hidden_row() + u] =
          recurrent[u * shape_.gates_row() + j];
  for (size_t u = 0; u < shape_.hidden; u++)
    for (size_t j = 0; j < shape_.outputs; j++)
      head_transposed_.data()[j * shape_.hidden_row() + u] = head()[u * shape_.outputs_row() + j];
}

leeway_status Lstm::prepare(size_t steps, size_t batch, bool with_gradients) {
  if (!addressable(steps + 1, batch) || !addressable(batch, shape_.outputs_row()))
    return LEEWAY_OUT_OF_MEMORY;
  const size_t rows = steps * batch;
  const size_t widest = std::max(shape_.joint_row(), shape_.gates_row());
  if (!addressable(rows + batch, widest)) return LEEWAY_OUT_OF_MEMORY;
  const bool keep =
      !activation_.functions.backward_from_output || !gate_.functions.backward_from_output;
  if (!trace_.joint.reserve((rows + batch) * shape_.joint_row()) ||
      !trace_.gates.reserve(rows * shape_.gates_row()) ||
      !trace_.pre_activations.reserve(keep ? rows * shape_.gates_row() : 0) ||
      !trace_.cell.reserve((rows + batch) * shape_.hidden_row()) ||
      !trace_.activated.reserve(rows * shape_.hidden_row()) ||
      !trace_.output.reserve(batch * shape_.outputs_row()))
    return LEEWAY_OUT_OF_MEMORY;
  if (with_gradients && (!scratch_.d_pre_activations.reserve(rows * shape_.gates_row()) ||
                         !scratch_.d_gates.reserve(shape_.gates_row()) ||
                         !scratch_.upstream.reserve(shape_.hidden_row()) ||
                         !scratch_.through.reserve(shape_.hidden_row()) ||
                         !scratch_.d_hidden.reserve(batch * shape_.hidden_row()) ||
                         !scratch_.d_cell.reserve(batch * shape_.hidden_row()) ||
                         !scratch_.d_output.reserve(batch * shape_.outputs_row())))
    return LEEWAY_OUT_OF_MEMORY;
  trace_.steps = steps;
  trace_.batch = batch;
  // Rows keep their stride whatever the batch, so padding stays zero; the rows of step 0 may have served another step.
  for (size_t row = 0; row < rows + batch; row++)
    trace_.joint.data()[row * shape_.joint_row() + shape_.joint() - 1] = 1;
  for (size_t b = 0; b < batch; b++)
    memset(trace_.joint.data() + b * shape_.joint_row() + shape_.inputs, 0,
           shape_.hidden * sizeof(float));
  memset(trace_.cell.data(), 0, batch * shape_.hidden_row() * sizeof(float));
  return LEEWAY_OK;
}

void Lstm::load_batch(const float* x, const uint32_t* order, size_t steps) {
  const size_t sample = steps * shape_.inputs;
  for (size_t b = 0; b < trace_.batch; b++) {
    const float* from = x + (order ? order[b] : b) * sample;
    for (size_t t = 0; t < steps; t++)
      memcpy(trace_.joint.data() + (t * trace_.batch + b) * shape_.joint_row(),
             from + t * shape_.inputs, shape_.inputs * sizeof(float));
  }
}

template <class Take>
leeway_status Lstm::forward_all(const float* x, size_t samples, size_t steps, bool with_gradients,
                                Take take) {
  const FlushSubnormals flush;
  for (size_t done = 0; done < samples;) {
    const size_t batch = samples - done < prediction_batch ? samples - done : prediction_batch;
    const leeway_status status = prepare(steps, batch, with_gradients);
    if (status != LEEWAY_OK) return status;
    load_batch(x + done * steps * shape_.inputs, nullptr, steps);
    forward();
    take(done, batch);
    done += batch;
  }
  return LEEWAY_OK;
}

leeway_status Lstm::predict(const float* x, size_t samples, size_t steps, float* y) {
  return forward_all(x, samples, steps, false, [&](size_t first, size_t batch) {
    for (size_t b = 0; b < batch; b++)
      memcpy(y + (first + b) * shape_.outputs, trace_.output.data() + b * shape_.outputs_row(),
             shape_.outputs * sizeof(float));
  });
}

leeway_status Lstm::evaluate(const leeway_lstm_data& data, leeway_loss loss, double* mean_loss) {
  double sum = 0;
  const leeway_status status =
      forward_all(data.x, data.samples, data.steps, true, [&](size_t first, size_t batch) {
        sum += loss_and_gradient(loss, trace_.output.data(), shape_.outputs_row(),
                                 data.y + first * shape_.outputs, batch, shape_.outputs,
                                 scratch_.d_output.data());
      });
  *mean_loss = sum / static_cast<double>(data.samples * shape_.outputs);
  return status;
}

leeway_status Lstm::gradients(const leeway_lstm_data& data, leeway_loss loss, double* mean_loss,
                              float* dense) {
  const leeway_status status = prepare(data.steps, data.samples, true);
  if (status != LEEWAY_OK) return status;
  load_batch(data.x, nullptr, data.steps);
  forward();
  const double sum = loss_and_gradient(loss, trace_.output.data(), shape_.outputs_row(), data.y,
                                       data.samples, shape_.outputs, scratch_.d_output.data());
  *mean_loss = sum / static_cast<double>(data.samples * shape_.outputs);
  transpose_weights();
  backward();
  copy_weights(gradients_.data(), dense,
               [](const float* from, float* to, size_t bytes) { memcpy(to, from, bytes); });
  return LEEWAY_OK;
}

leeway_status Lstm::train_epoch(const leeway_lstm_data& data, const leeway_lstm_training& training,
                                double* mean_loss) {
  const FlushSubnormals flush;
  Buffer memory;  // of the order and of a batch's targets
  const size_t target_floats = std::min(training.batch, data.samples) * shape_.outputs;
  if (!memory.resize(data.samples + target_floats)) return LEEWAY_OUT_OF_MEMORY;
  float* targets = memory.data();
  uint32_t* order = reinterpret_cast<uint32_t*>(memory.data() + target_floats);
  Random random(seed_, training.epoch + 1);
  for (uint32_t i = 0; i < data.samples; i++) {
    const uint32_t j = random.below(i + 1);
    order[i] = order[j];
    order[j] = i;
  }
  double sum = 0;
  for (size_t done = 0; done < data.samples;) {
    const size_t rest = data.samples - done;
    const size_t batch = rest < training.batch ? rest : training.batch;
    const leeway_status status = prepare(data.steps, batch, true);
    if (status != LEEWAY_OK) return status;
    load_batch(data.x, order + done, data.steps);
    for (size_t b = 0; b < batch; b++)
      memcpy(targets + b * shape_.outputs, data.y + order[done + b] * shape_.outputs,
             shape_.outputs * sizeof(float));
    forward();
    sum += loss_and_gradient(training.loss, trace_.output.data(), shape_.outputs_row(), targets,
                             batch, shape_.outputs, scratch_.d_output.data());
    transpose_weights();
    backward();
    const double progress = static_cast<double>(done) / static_cast<double>(data.samples);
    adam(
        training.learning_rate + progress * (training.final_learning_rate - training.learning_rate),
        training.clip_norm);
    done += batch;
    *mean_loss = sum / static_cast<double>(done * shape_.outputs);
    if (training.cancelled && training.cancelled(training.cancelled_context))
      return LEEWAY_CANCELLED;
  }
  return LEEWAY_OK;
}

void Lstm::adam(double learning_rate, double clip_norm) {
  float* g = gradients_.data();
  const size_t n = shape_.parameter_count();
  if (clip_norm > 0) {
    double squares = 0;
    for (size_t i = 0; i < n; i++) squares += static_cast<double>(g[i]) * g[i];
    const double norm = sqrt(squares);
    if (norm > clip_norm)
      for (size_t i = 0; i < n; i++) g[i] *= static_cast<float>(clip_norm / norm);
  }
  adam_steps_++;
  const double t = static_cast<double>(adam_steps_);
  const AdamStep step = {learning_rate,    beta1, beta2, epsilon, 1 - pow(beta1, t),
                         1 - pow(beta2, t)};
  table_->matrix.adam(parameters_.data(), first_moment_.data(), second_moment_.data(), g, n, &step);
}

}  // namespace leeway
