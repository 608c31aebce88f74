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

// Weights that a thread has of its own below which a time step is done sooner than two threads have met.
constexpr size_t worth_meeting = 50000;

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

// A power of two: every thread sums a whole branch of the tree. A batch of one is shared by its panels, where these are worth
// meeting in every step.
template <class E>
size_t Lstm<E>::most_threads(size_t batch) const {
  const size_t shares = batch == 1 ? layout().layer_size() / worth_meeting : leaves_of(batch);
  const size_t most = batch == 1 && layout().panels() < shares ? layout().panels() : shares;
  size_t threads = 1;
  while (2 * threads <= most && 2 * threads <= max_parts) threads *= 2;
  return threads;
}

template <class E>
size_t Lstm<E>::threads_for(size_t wanted, size_t batch, size_t steps) const {
  size_t most = wanted;
  if (wanted == 0) {
    most = processor_count();
    const double operations = 24.0 * static_cast<double>(layout().hidden * layout().joint()) *
                              static_cast<double>(steps * batch);
    if (operations < worth_sharing) most = 1;
  }
  size_t threads = most_threads(batch);
  while (threads > most) threads /= 2;
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
  Training epoch{data, training, {}, 0, 1, 1};
  const bool by_gates = training.scheme == LEEWAY_LSTM_GATES;
  const size_t wanted =
      by_gates ? gate_threads : threads_for(training.threads, largest, data.steps);
  parts_ = team_.hire(wanted);
  while (!by_gates && parts_ & (parts_ - 1)) parts_--;
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
    epoch.threads = threads;
    while (epoch.threads > most_threads(batch)) epoch.threads /= 2;
    const bool choose = training.threads == 0 && epoch.threads > 1;
    if (choose && !pace_.together()) epoch.threads = 1;
    const double started = choose ? seconds() : 0;
    adam_steps_++;
    if (batch > 1 && !transposed_) transpose();
    transposed_ = batch > 1;
    trace_.shards = by_gates || batch == 1 ? 1 : epoch.threads;
    epoch.parts = batch == 1 ? 1 : epoch.threads;
    if (by_gates && batch > 1 && threads == gate_threads) {
      epoch.parts = 1;
      train_by_gates(epoch);
    } else {
      team_.run(epoch.threads, [&](size_t thread) {
        batch == 1 ? train_row(epoch, thread) : train_batch(epoch, thread);
      });
    }
    if (choose) pace_.took((seconds() - started) / static_cast<double>(batch));
    for (size_t leaf = 0; leaf < leaves_of(batch); leaf++) sum += epoch.losses[leaf];
    done += batch;
    *mean_loss = sum / static_cast<double>(done * layout().outputs);
    if (training.cancelled && training.cancelled(training.cancelled_context))
      return LEEWAY_CANCELLED;
  }
  return LEEWAY_OK;
}

template <class E>
void Lstm<E>::losses_of_leaves(Training& epoch, size_t from, size_t to) {
  const size_t outputs = layout().outputs, outputs_row = layout().outputs_row();
  for (size_t leaf = from; leaf < to; leaf++) {
    const Rows share = rows_of_leaf(leaf);
    const Shard shard = trace_.shard_of(share);
    const size_t first = (share.first - shard.first) * outputs_row;
    E* const targets = targets_.data() + share.first * outputs;
    for (size_t b = share.first; b < share.last; b++)
      memcpy(targets_.data() + b * outputs, epoch.data.y + trace_.order[b] * outputs,
             outputs * sizeof(E));
    epoch.losses[leaf] = loss_and_gradient(
        epoch.training.loss, output_rows(trace_.output, shard) + first, outputs_row, targets,
        share.count(), outputs, trace_.batch, output_rows(trace_.d_output, shard) + first);
  }
}

// The part of one thread in a batch: its samples' share of the gradient, then its panels' step of Adam.
template <class E>
void Lstm<E>::train_batch(Training& epoch, size_t thread) {
  const FlushSubnormals flush;
  const size_t leaves = leaves_of(trace_.batch), threads = epoch.threads;
  const size_t from = leaves * thread / threads, to = leaves * (thread + 1) / threads;
  const Shard shard = trace_.shard(thread);
  forward(shard);
  losses_of_leaves(epoch, from, to);
  backward(shard);
  const size_t items = layout().panels() + 1;  // panels and the head
  if (threads == 1) return update_items(epoch, {0, items}, 0, leaves, 0);
  for (size_t item = 0; item < items; item++)
    gradient_of_item(item, from, to, gradient_part(thread), scratch_part(thread));
  team_.meet();
  adam(epoch, {items * thread / threads, items * (thread + 1) / threads});
}

// Of whose gradient this thread has all parts.
template <class E>
void Lstm<E>::update_items(Training& epoch, Panels items, size_t from, size_t to, size_t thread) {
  const auto gradient = [&](size_t item) {
    gradient_of_item(item, from, to, gradient_part(0), scratch_part(thread));
  };
  if (epoch.training.clip_norm > 0) {
    for (size_t item = items.first; item < items.last; item++) gradient(item);
    return adam(epoch, items);
  }
  // A panel's gradient is still in the cache when its weights take their step.
  const AdamStep step = adam_step(epoch, 1);
  for (size_t item = items.first; item < items.last; item++) {
    gradient(item);
    update_item(item, epoch, step);
  }
}

template <class E>
AdamStep Lstm<E>::adam_step(const Training& epoch, double scale) const {
  const double t = static_cast<double>(adam_steps_);
  return {epoch.rate, beta1, beta2, epsilon, 1 - pow(beta1, t), 1 - pow(beta2, t), scale};
}

template <class E>
typename Lstm<E>::GradientParts Lstm<E>::gradient_parts(size_t count) const {
  GradientParts parts{};
  parts.count = count;
  for (size_t i = 0; i < count; i++) parts.part[i] = gradients_[i].data();
  return parts;
}

template <class E>
void Lstm<E>::update_item(size_t item, const Training& epoch, const AdamStep& step) {
  const GradientParts parts = gradient_parts(epoch.parts);
  table().matrix.adam(parameters_.data(), first_moment_.data(), second_moment_.data(), &parts,
                      layout().item_start(item), layout().item_start(item + 1), &step);
  if (item == layout().panels())
    transpose_head();
  else if (trace_.batch > 1)
    transpose_panel(item);
}

template <class E>
void Lstm<E>::adam(Training& epoch, Panels items) {
  double scale = 1;
  const double clip_norm = epoch.training.clip_norm;
  if (clip_norm > 0) {
    const GradientParts parts = gradient_parts(epoch.parts);
    for (size_t item = items.first; item < items.last; item++)
      norms_[item] = table().matrix.sum_of_squares(&parts, layout().item_start(item),
                                                   layout().item_start(item + 1));
    team_.meet();
    double squares = 0;
    for (size_t item = 0; item <= layout().panels(); item++) squares += norms_[item];
    const double norm = sqrt(squares);
    if (norm > clip_norm) scale = clip_norm / norm;
  }
  const AdamStep step = adam_step(epoch, scale);
  for (size_t item = items.first; item < items.last; item++) update_item(item, epoch, step);
}

}  // namespace leeway
