// An epoch of training: shuffled batches, each a forward and a backward pass and a step of Adam.

#include <math.h>
#include <string.h>

#include "lstm.h"
#include "matrix/flush_subnormals.h"
#include "matrix/loss.h"
#include "matrix/random.h"

namespace leeway {
namespace {

constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;

}  // namespace

size_t Lstm::leaves_of(size_t batch) {
  size_t leaves = 1;
  while (leaves < max_parts && leaves * 8 <= batch) leaves *= 2;
  return leaves;
}

size_t Lstm::scratch_size() const {
  const size_t panel = layout_.joint() * layout_.panel_row(), head = layout_.head_size();
  size_t levels = 0;
  for (size_t leaves = leaves_of(trace_.batch); leaves > 1; leaves /= 2) levels++;
  return levels * (panel > head ? panel : head);
}

leeway_status Lstm::train_epoch(const leeway_lstm_data& data, const leeway_lstm_training& training,
                                double* mean_loss) {
  const FlushSubnormals flush;
  const size_t largest = training.batch < data.samples ? training.batch : data.samples;
  Buffer memory;  // of the order and of a batch's targets
  const size_t target_floats = largest * layout_.outputs;
  if (!memory.resize(data.samples + target_floats)) return LEEWAY_OUT_OF_MEMORY;
  float* targets = memory.data();
  uint32_t* order = reinterpret_cast<uint32_t*>(memory.data() + target_floats);
  Random random(seed_, training.epoch + 1);
  for (uint32_t i = 0; i < data.samples; i++) {
    const uint32_t j = random.below(i + 1);
    order[i] = order[j];
    order[j] = i;
  }
  trace_.x = data.x;
  double sum = 0;
  for (size_t done = 0; done < data.samples;) {
    const size_t rest = data.samples - done;
    const size_t batch = rest < training.batch ? rest : training.batch;
    const leeway_status status = prepare(data.steps, batch, true);
    if (status != LEEWAY_OK) return status;
    trace_.order = order + done;
    for (size_t b = 0; b < batch; b++)
      memcpy(targets + b * layout_.outputs, data.y + order[done + b] * layout_.outputs,
             layout_.outputs * sizeof(float));
    forward({0, batch});
    sum += loss_and_gradient(training.loss, trace_.output.data(), layout_.outputs_row(), targets,
                             batch, layout_.outputs, trace_.d_output.data());
    backward({0, batch});
    gradient_of_weights(0, leaves_of(batch), gradients_.data(), scratch_.data());
    const double progress = static_cast<double>(done) / static_cast<double>(data.samples);
    adam(
        training.learning_rate + progress * (training.final_learning_rate - training.learning_rate),
        training.clip_norm);
    done += batch;
    *mean_loss = sum / static_cast<double>(done * layout_.outputs);
    if (training.cancelled && training.cancelled(training.cancelled_context))
      return LEEWAY_CANCELLED;
  }
  return LEEWAY_OK;
}

void Lstm::adam(double learning_rate, double clip_norm) {
  const size_t n = layout_.parameter_count();
  const GradientParts parts = {{gradients_.data()}, 1};
  double scale = 1;
  if (clip_norm > 0) {
    const double norm = sqrt(table_->matrix.sum_of_squares(&parts, 0, n));
    if (norm > clip_norm) scale = clip_norm / norm;
  }
  adam_steps_++;
  const double t = static_cast<double>(adam_steps_);
  const AdamStep step = {learning_rate,     beta1, beta2, epsilon, 1 - pow(beta1, t),
                         1 - pow(beta2, t), scale};
  table_->matrix.adam(parameters_.data(), first_moment_.data(), second_moment_.data(), &parts, 0, n,
                      &step);
  transpose();
}

}  // namespace leeway
