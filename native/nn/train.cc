// Training: batches of shuffled samples, each a forward and a backward pass and a step.

#include <math.h>
#include <string.h>

#include "matrix/flush_subnormals.h"
#include "matrix/random.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "nn/optimizer.h"

namespace leeway {

// What a batch is trained by.
struct Network::Step {
  const leeway_network_data* data;
  const uint32_t* order;  // of the batch; null: the first samples
  leeway_network_loss loss;
  const leeway_optimizer* optimizer;  // null: gradients only
  AdamStep adam;
  double rate;
  size_t threads;
  float* targets;  // of the batch
  NetworkLoss losses[max_parts];
};

namespace {

void shuffle(uint32_t* order, size_t n, uint64_t seed, uint64_t epoch) {
  Random random(seed, epoch + 1);
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t j = random.below(i + 1);
    order[i] = order[j];
    order[j] = i;
  }
}

}  // namespace

Samples Network::leaf(size_t leaf) const {
  return {batch_ * leaf / leaves_, batch_ * (leaf + 1) / leaves_};
}

void Network::clear_gradients(size_t first_leaf, size_t last_leaf) {
  for (size_t i = first_leaf; i < last_leaf; i++)
    memset(gradient_of_[i], 0, shared_ * sizeof(float));
}

void Network::backward(const Pass& pass, Share share) {
  // The first layer with weights gives nothing further back.
  size_t first = 1;
  while (first < count_ && layers_[first]->tensors() == 0) first++;
  const Samples leaves = share.of(leaves_);
  const Samples samples = {leaf(leaves.first).first, leaf(leaves.last - 1).last};
  for (size_t l = count_; l-- > at_once_ && l >= first;)
    layers_[l]->backward(pass, samples, leaves.first, l > first);
  const size_t kept = (batch_ + leaves_ - 1) / leaves_;
  for (size_t i = leaves.first; i < leaves.last; i++)
    for (size_t b = leaf(i).first; b < leaf(i).last; b++)
      places_.data()[b] = static_cast<uint32_t>(share.thread * kept + b - leaf(i).first);
  for (size_t i = leaves.first; i < leaves.last; i++)
    for (size_t l = at_once_; l-- > first;) layers_[l]->backward(pass, leaf(i), i, l > first);
}

void Network::set_rate(Step* step, double rate) const {
  const leeway_optimizer& o = *step->optimizer;
  const double t = static_cast<double>(steps_);
  step->rate = rate;
  if (!o.sgd)
    step->adam = {rate, o.beta1, o.beta2, o.epsilon, 1 - pow(o.beta1, t), 1 - pow(o.beta2, t), 1};
}

void Network::step_of(const Step& step, size_t first, size_t last, size_t parts) {
  if (!step.optimizer || first >= last) return;
  GradientParts gradient{};
  gradient.count = parts;
  for (size_t i = 0; i < parts; i++) gradient.part[i] = gradient_of_[i];
  const leeway_optimizer& o = *step.optimizer;
  if (o.sgd) {
    sgd_step(parameters_.data(), first_moment_.data(), gradient, first, last, o.momentum,
             step.rate);
    return;
  }
  matrix_->adam(parameters_.data(), first_moment_.data(), second_moment_.data(), &gradient, first,
                last, &step.adam);
}

// Gradients that need all samples, and the step, of a thread's share of the weights; then what follows from changed weights.
void Network::update(const Pass& pass, const Step& step, Share share) {
  const Samples lines = share.of(shared_ / whole);
  step_of(step, lines.first * whole, lines.last * whole, leaves_);
  struct Take : Layer::Ready {
    Network* network;
    const Step* step;
    void operator()(size_t first, size_t last) override { network->step_of(*step, first, last, 1); }
  } take;
  take.network = this;
  take.step = &step;
  for (size_t i = 1; i < count_; i++) layers_[i]->own_gradient(pass, {0, batch_}, share, take);
  if (!step.optimizer) return;
  team_.meet();
  for (size_t i = 1; i < count_; i++)
    if (layers_[i]->shares_weights()) layers_[i]->refresh(pass, share);
}

void Network::train_share(Step& step, Share share) {
  const FlushSubnormals flush;
  const Pass training = pass(step.optimizer != nullptr, share.thread);
  const Samples mine = share.of(leaves_);
  const Samples samples = {leaf(mine.first).first, leaf(mine.last - 1).last};
  clear_gradients(mine.first, mine.last);
  forward(training, {step.data->x, step.order}, samples);
  const size_t target = step.loss == LEEWAY_NETWORK_SOFTMAX ? 1 : outputs();
  for (size_t i = mine.first; i < mine.last; i++) {
    const Samples part = leaf(i);
    float* targets = step.targets + part.first * target;
    for (size_t b = part.first; b < part.last; b++)
      memcpy(step.targets + b * target,
             static_cast<const float*>(step.data->y) + (step.order ? step.order[b] : b) * target,
             target * sizeof(float));
    step.losses[i] = network_loss(step.loss, last().out(part.first), last().shape.sample, targets,
                                  part.count(), outputs(), batch_, last().d_out(part.first));
  }
  backward(training, share);
  team_.meet();
  update(training, step, share);
}

leeway_status Network::train_epoch(const leeway_network_data& data,
                                   const leeway_network_training& training,
                                   leeway_network_score* score) {
  const FlushSubnormals flush;
  const size_t largest = training.batch < data.samples ? training.batch : data.samples;
  const size_t target = training.loss == LEEWAY_NETWORK_SOFTMAX ? 1 : outputs();
  const size_t wanted = training.threads == 0 ? processor_count() : training.threads;
  const size_t team = team_.hire(wanted < max_parts ? wanted : max_parts);
  Buffer targets, order_memory;
  if (!targets.resize(largest * target) || !order_memory.resize(data.samples) ||
      !reserve(largest, team, true))
    return LEEWAY_OUT_OF_MEMORY;
  uint32_t* order = reinterpret_cast<uint32_t*>(order_memory.data());
  shuffle(order, data.samples, seed_, training.epoch);
  Step step{};
  step.data = &data;
  step.loss = training.loss;
  step.optimizer = &training.optimizer;
  step.targets = targets.data();
  NetworkLoss sum{};
  for (size_t done = 0, number = 0; done < data.samples; number++) {
    batch_ = data.samples - done < training.batch ? data.samples - done : training.batch;
    leaves_ = leaves_of(batch_);
    step.order = order + done;
    steps_++;
    set_rate(&step, training.rates[number]);
    step.threads = team < leaves_ ? team : leaves_;
    team_.run(step.threads, [&](size_t thread) { train_share(step, {thread, step.threads}); });
    for (size_t i = 0; i < leaves_; i++) {
      sum.sum += step.losses[i].sum;
      sum.correct += step.losses[i].correct;
    }
    done += batch_;
    *score = {sum.sum / static_cast<double>(done * target), sum.correct};
    if (training.cancelled && training.cancelled(training.cancelled_context))
      return LEEWAY_CANCELLED;
  }
  return LEEWAY_OK;
}

leeway_status Network::gradients(const leeway_network_data& data, leeway_network_loss loss,
                                 leeway_network_score* score, float* dense) {
  const size_t target = loss == LEEWAY_NETWORK_SOFTMAX ? 1 : outputs();
  Buffer targets;
  if (!targets.resize(data.samples * target) || !reserve(data.samples, 1, true))
    return LEEWAY_OUT_OF_MEMORY;
  leaves_ = leaves_of(batch_);
  Step step{};
  step.data = &data;
  step.loss = loss;
  step.targets = targets.data();
  team_.run(1, [&](size_t) { train_share(step, {0, 1}); });
  NetworkLoss sum{};
  for (size_t i = 0; i < leaves_; i++) {
    sum.sum += step.losses[i].sum;
    sum.correct += step.losses[i].correct;
    if (i > 0) matrix_->add(gradient_of_[0], gradient_of_[i], shared_);
  }
  *score = {sum.sum / static_cast<double>(data.samples * target), sum.correct};
  get_dense(gradient_of_[0], dense);
  return LEEWAY_OK;
}

leeway_status Network::begin_step(const void* x, size_t samples, float* y) {
  const FlushSubnormals flush;
  if (!reserve(samples, 1, true)) return LEEWAY_OUT_OF_MEMORY;
  leaves_ = leaves_of(batch_);
  steps_++;
  forward(pass(true), {x, nullptr}, {0, samples});
  for (size_t b = 0; b < samples; b++)
    memcpy(y + b * outputs(), last().out(b), outputs() * sizeof(float));
  return LEEWAY_OK;
}

leeway_status Network::end_step(const float* dy, const leeway_optimizer& optimizer, double rate) {
  const FlushSubnormals flush;
  for (size_t b = 0; b < batch_; b++)
    memcpy(last().d_out(b), dy + b * outputs(), outputs() * sizeof(float));
  Step step{};
  step.optimizer = &optimizer;
  set_rate(&step, rate);
  const Pass training = pass(true);
  team_.run(1, [&](size_t) {
    clear_gradients(0, leaves_);
    backward(training, {0, 1});
    update(training, step, {0, 1});
  });
  return LEEWAY_OK;
}

}  // namespace leeway
