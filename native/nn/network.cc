#include "network.h"

#include <string.h>

#include "matrix/flush_subnormals.h"
#include "nn/loss.h"

namespace leeway {
namespace {

constexpr size_t prediction_batch = 128;

}  // namespace

Pass Network::pass(bool training, size_t thread) const {
  // The layers change weights through it only when told to (refresh).
  float* parameters = const_cast<float*>(parameters_.data());
  return {operations_, matrix_, lanes_, parameters, gradient_of_, seed_, steps_, training, thread};
}

size_t leaves_of(size_t batch) {
  size_t leaves = 1;
  while (leaves < max_parts && leaves * 8 <= batch) leaves *= 2;
  return leaves;
}

bool Network::reserve(size_t batch, size_t threads, bool training) {
  if (!slots_.reserve(batch) || !places_.reserve(batch)) return false;
  // The last batch of an epoch is smaller and may have fewer leaves, of up to 8 samples then.
  const size_t leaf = (batch + leaves_of(batch) - 1) / leaves_of(batch);
  const size_t kept = threads * (leaf < 8 ? 8 : leaf);
  for (size_t i = 0; i < count_; i++) {
    Layer& layer = *layers_[i];
    const size_t sample = layer.shape.sample;
    if (sample > 0 && batch > SIZE_MAX / sizeof(float) / 2 / sample) return false;
    const size_t gradients = i < whole_ && kept < batch ? kept : batch;
    layer.slots = layer.passing ? slots_.data() : nullptr;
    layer.places = gradients < batch ? places_.data() : nullptr;
    if (!layer.reserve({batch, layer.passing ? threads : batch, training ? gradients : 0}))
      return false;
  }
  batch_ = batch;
  return true;
}

void Network::load(const Source& source, size_t sample) {
  const size_t bytes = inputs() * sizeof(float);
  const size_t at = source.order ? source.order[sample] : sample;
  memcpy(layers_[0]->out(sample), static_cast<const char*>(source.x) + at * bytes, bytes);
}

// Images one by one through the layers that have planes, so that a sample stays in the first-level caches; then all together.
void Network::forward(const Pass& pass, const Source& source, Samples samples) {
  for (size_t b = samples.first; b < samples.last; b++) {
    slots_.data()[b] = static_cast<uint32_t>(pass.thread);
    load(source, b);
    for (size_t i = 1; i < front_; i++) layers_[i]->forward(pass, {b, b + 1});
  }
  for (size_t i = front_; i < count_; i++) layers_[i]->forward(pass, samples);
}

template <class Take>
leeway_status Network::forward_all(const void* x, size_t samples, size_t threads, Take take) {
  const FlushSubnormals flush;
  const size_t sample_bytes = inputs() * sizeof(float);
  const size_t team = team_.hire(threads == 0 ? processor_count() : threads);
  for (size_t done = 0; done < samples;) {
    const size_t batch = samples - done < prediction_batch ? samples - done : prediction_batch;
    if (!reserve(batch, team, false)) return LEEWAY_OUT_OF_MEMORY;
    const char* from = static_cast<const char*>(x) + done * sample_bytes;
    // Few samples are gone before anybody else is awake.
    const size_t busy = batch < 16 ? 1 : team;
    team_.run(busy, [&](size_t thread) {
      const FlushSubnormals flush_here;
      const Samples mine = Share{thread, busy}.of(batch);
      if (mine.count() > 0) forward(pass(false, thread), {from, nullptr}, mine);
    });
    take(done, batch);
    done += batch;
  }
  return LEEWAY_OK;
}

leeway_status Network::predict(const void* x, size_t samples, size_t threads, float* y) {
  return forward_all(x, samples, threads, [&](size_t first, size_t batch) {
    for (size_t b = 0; b < batch; b++)
      memcpy(y + (first + b) * outputs(), last().out(b), outputs() * sizeof(float));
  });
}

leeway_status Network::evaluate(const leeway_network_data& data, leeway_network_loss loss,
                                size_t threads, leeway_network_score* score) {
  NetworkLoss sum{};
  const size_t target = loss == LEEWAY_NETWORK_SOFTMAX ? 1 : outputs();
  Buffer gradient;
  if (!gradient.resize(prediction_batch * last().shape.sample)) return LEEWAY_OUT_OF_MEMORY;
  const leeway_status status =
      forward_all(data.x, data.samples, threads, [&](size_t first, size_t batch) {
        const NetworkLoss part = network_loss(loss, last().out(0), last().shape.sample,
                                              static_cast<const float*>(data.y) + first * target,
                                              batch, outputs(), batch, gradient.data());
        sum.sum += part.sum;
        sum.correct += part.correct;
      });
  *score = {sum.sum / static_cast<double>(data.samples * target), sum.correct};
  return status;
}

}  // namespace leeway
