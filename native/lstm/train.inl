// An epoch of training: shuffled batches, each a forward and a backward pass and a step of Adam.

#include <math.h>
#include <string.h>

#include "lstm/lstm.h"
#include "matrix/flush_subnormals.h"
#include "matrix/loss.h"
#include "matrix/random.h"

namespace leeway {
namespace {

constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;

// Floating-point operations of a batch: below it threads meet more than they work (some 20 microseconds).
constexpr double worth_sharing = 1e6;

}  // namespace

template <class E>
size_t Lstm<E>::leaves_of(size_t batch) {
  size_t leaves = 1;
  while (leaves < max_parts && leaves * 8 <= batch) leaves *= 2;
  return leaves;
}

template <class E>
Rows Lstm<E>::rows_of_leaf(size_t leaf) const {
  const size_t leaves = leaves_of(trace_.batch);
  return {trace_.batch * leaf / leaves, trace_.batch * (leaf + 1) / leaves};
}

template <class E>
size_t Lstm<E>::scratch_size() const {
  const size_t panel = layout().joint() * layout().panel_row(), head = layout().head_size();
  size_t levels = 0;
  for (size_t leaves = leaves_of(trace_.batch); leaves > 1; leaves /= 2) levels++;
  return levels * (panel > head ? panel : head);
}

// A power of two: every thread sums a whole branch of the tree.
template <class E>
size_t Lstm<E>::threads_for(size_t wanted, size_t batch, size_t steps) const {
  size_t most = wanted;
  if (wanted == 0) {
    most = processor_count();
    const double operations = 24.0 * static_cast<double>(layout().hidden * layout().joint()) *
                              static_cast<double>(steps * batch);
    if (operations < worth_sharing) most = 1;
  }
  const size_t leaves = leaves_of(batch);
  size_t threads = 1;
  while (2 * threads <= most && 2 * threads <= leaves) threads *= 2;
  return threads;
}

// (One thread taking a batch of 32 x 100 units by halves, whose traces stay in the second-level cache, was no faster.)
template <class E>
leeway_status Lstm<E>::train_epoch(const LstmData<E>& data, const leeway_lstm_training& training,
                                   double* mean_loss) {
  const FlushSubnormals flush;
  const size_t largest = training.batch < data.samples ? training.batch : data.samples;
  BufferOf<uint32_t> order_memory;
  if (!order_memory.resize(data.samples) || !targets_.reserve(largest * layout().outputs))
    return LEEWAY_OUT_OF_MEMORY;
  uint32_t* order = order_memory.data();
  Random random(seed_, training.epoch + 1);
  for (uint32_t i = 0; i < data.samples; i++) {
    const uint32_t j = random.below(i + 1);
    order[i] = order[j];
    order[j] = i;
  }
  trace_.x = data.x;
  Training epoch{data, training, {}, 0, 1};
  const size_t wanted = threads_for(training.threads, largest, data.steps);
  parts_ = team_.hire(wanted);
  while (parts_ & (parts_ - 1)) parts_--;
  const size_t threads = parts_;
  double sum = 0;
  for (size_t done = 0; done < data.samples;) {
    const size_t rest = data.samples - done;
    const size_t batch = rest < training.batch ? rest : training.batch;
    const leeway_status status = prepare(data.steps, batch, true);
    if (status != LEEWAY_OK) return status;
    trace_.order = order + done;
    epoch.rate =
        training.learning_rate + static_cast<double>(done) / static_cast<double>(data.samples) *
                                     (training.final_learning_rate - training.learning_rate);
    const size_t leaves = leaves_of(batch);
    epoch.threads = threads;
    while (epoch.threads > leaves) epoch.threads /= 2;
    const bool choose = training.threads == 0 && epoch.threads > 1;
    if (choose && !pace_.together()) epoch.threads = 1;
    const double started = choose ? seconds() : 0;
    adam_steps_++;
    team_.run(epoch.threads, [&](size_t thread) { train_batch(epoch, thread); });
    if (choose) pace_.took((seconds() - started) / static_cast<double>(batch));
    for (size_t leaf = 0; leaf < leaves; leaf++) sum += epoch.losses[leaf];
    done += batch;
    *mean_loss = sum / static_cast<double>(done * layout().outputs);
    if (training.cancelled && training.cancelled(training.cancelled_context))
      return LEEWAY_CANCELLED;
  }
  return LEEWAY_OK;
}

// The part of one thread in a batch: its samples' share of the gradient, then its panels' step of Adam.
template <class E>
void Lstm<E>::train_batch(Training& epoch, size_t thread) {
  const FlushSubnormals flush;
  const size_t batch = trace_.batch, leaves = leaves_of(batch), threads = epoch.threads;
  const size_t from = leaves * thread / threads, to = leaves * (thread + 1) / threads;
  const Rows rows = {rows_of_leaf(from).first, rows_of_leaf(to - 1).last};
  const size_t outputs = layout().outputs, outputs_row = layout().outputs_row();
  forward(rows);
  for (size_t leaf = from; leaf < to; leaf++) {
    const Rows share = rows_of_leaf(leaf);
    E* targets = targets_.data() + share.first * outputs;
    for (size_t b = share.first; b < share.last; b++)
      memcpy(targets_.data() + b * outputs, epoch.data.y + trace_.order[b] * outputs,
             outputs * sizeof(E));
    epoch.losses[leaf] = loss_and_gradient(
        epoch.training.loss, trace_.output.data() + share.first * outputs_row, outputs_row, targets,
        share.count(), outputs, batch, trace_.d_output.data() + share.first * outputs_row);
  }
  backward(rows);
  gradient_of_weights(from, to, gradient_part(thread), scratch_part(thread));
  team_.meet();
  const size_t items = layout().panels() + 1;  // panels and the head
  adam(epoch, items * thread / threads, items * (thread + 1) / threads);
}

template <class E>
void Lstm<E>::adam(Training& epoch, size_t from, size_t to) {
  GradientParts parts{};
  parts.count = epoch.threads;
  for (size_t i = 0; i < parts.count; i++) parts.part[i] = gradient_part(i);
  const size_t panels = layout().panels();
  const auto end_of = [&](size_t item) {
    return item < panels - 1    ? layout().panel_weights(item + 1)
           : item == panels - 1 ? layout().layer_size()
                                : layout().parameter_count();
  };
  const auto start_of = [&](size_t item) { return item == 0 ? 0 : end_of(item - 1); };
  double scale = 1;
  const double clip_norm = epoch.training.clip_norm;
  if (clip_norm > 0) {
    for (size_t item = from; item < to; item++)
      norms_[item] = table().matrix.sum_of_squares(&parts, start_of(item), end_of(item));
    team_.meet();
    double squares = 0;
    for (size_t item = 0; item <= panels; item++) squares += norms_[item];
    const double norm = sqrt(squares);
    if (norm > clip_norm) scale = clip_norm / norm;
  }
  const double t = static_cast<double>(adam_steps_);
  const AdamStep step = {epoch.rate,        beta1, beta2, epsilon, 1 - pow(beta1, t),
                         1 - pow(beta2, t), scale};
  for (size_t item = from; item < to; item++) {
    table().matrix.adam(parameters_.data(), first_moment_.data(), second_moment_.data(), &parts,
                        start_of(item), end_of(item), &step);
    if (item < panels)
      transpose_panel(item);
    else
      transpose_head();
  }
}

}  // namespace leeway
