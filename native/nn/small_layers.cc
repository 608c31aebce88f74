#include "small_layers.h"

#include <string.h>

#include "matrix/random.h"

namespace leeway {

Pool::Pool(Layer* before, size_t size, bool largest) : largest_(largest) {
  previous = before;
  const Planes& in = before->shape.planes;
  shape = Shape::images(in.channels, in.height / size, in.width / size);
  pooling_ = {size, in, shape.planes};
}

void Pool::forward(const Pass& pass, Samples samples) {
  const auto pool = largest_ ? pass.layers->max_pool : pass.layers->average_pool;
  for (size_t b = samples.first; b < samples.last; b++) pool(&pooling_, previous->out(b), out(b));
}

void Pool::backward(const Pass& pass, Samples samples, size_t, bool) {
  for (size_t b = samples.first; b < samples.last; b++) {
    if (largest_)
      pass.layers->max_pool_backward(&pooling_, previous->out(b), out(b), d_out(b),
                                     previous->d_out(b));
    else
      pass.layers->average_pool_backward(&pooling_, d_out(b), previous->d_out(b));
  }
}

Flatten::Flatten(Layer* before) : already_(before->shape.dense()) {
  previous = before;
  const Planes& planes = before->shape.planes;
  shape = Shape::flat(before->shape.features());
  rows_ = {planes, 1, 0, 0, planes.height, planes.width, planes.height * planes.width};
}

void Flatten::forward(const Pass& pass, Samples samples) {
  if (already_) return;
  for (size_t b = samples.first; b < samples.last; b++)
    pass.layers->split(&rows_, previous->out(b), out(b));
}

void Flatten::backward(const Pass& pass, Samples samples, size_t, bool) {
  if (already_) return;
  for (size_t b = samples.first; b < samples.last; b++) {
    previous->backward_after(out(b), d_out(b), rounded_up(shape.features(), whole));
    pass.layers->join(&rows_, d_out(b), previous->d_out(b));
  }
}

Dropout::Dropout(Layer* before, size_t number, double keep) : number_(number), keep_(keep) {
  previous = before;
  shape = before->shape;
}

void Dropout::forward(const Pass& pass, Samples samples) {
  // To be looked up: half of the branches would go wrong.
  const float factors[2] = {0, static_cast<float>(1 / keep_)};
  const uint64_t below = static_cast<uint64_t>(keep_ * 4294967296.0);
  for (size_t b = samples.first; b < samples.last; b++) {
    if (!pass.training) {
      memcpy(out(b), previous->out(b), shape.size() * sizeof(float));
      continue;
    }
    float* kept = kept_.data() + b * shape.sample + shape.margin;
    Random random(pass.seed ^ (number_ + 1) * 0x9e3779b97f4a7c15u, pass.step << 20 | b);
    for (size_t i = 0; i < shape.size(); i += 2) {
      const uint64_t bits = random.next();
      kept[i] = factors[(bits >> 32) < below];
      if (i + 1 < shape.size()) kept[i + 1] = factors[(bits & 0xffffffffu) < below];
    }
    pass.layers->multiply(previous->out(b), kept, out(b), rounded_up(shape.size(), whole));
  }
}

void Dropout::backward(const Pass& pass, Samples samples, size_t, bool) {
  for (size_t b = samples.first; b < samples.last; b++)
    if (!pass.training)
      memcpy(previous->d_out(b), d_out(b), shape.size() * sizeof(float));
    else
      pass.layers->multiply(d_out(b), kept_.data() + b * shape.sample + shape.margin,
                            previous->d_out(b), rounded_up(shape.size(), whole));
}

EmbeddingMean::EmbeddingMean(Layer* before, size_t words, size_t size)
    : words_(words), size_(size) {
  previous = before;
  shape = Shape::flat(size);
  table_ = {0, words * shape.sample, false};
}

void EmbeddingMean::forward(const Pass& pass, Samples samples) {
  for (size_t b = samples.first; b < samples.last; b++)
    pass.layers->mean_of_rows(ids(b), previous->shape.features(), pass.parameters + table_.offset,
                              shape.sample, out(b));
}

void EmbeddingMean::own_gradient(const Pass& pass, Samples samples, Share share, Ready& ready) {
  const Samples part = share.of(words_);
  float* table = pass.gradients[0] + table_.offset;
  const size_t row = shape.sample, tokens = previous->shape.features();
  memset(table + part.first * row, 0, part.count() * row * sizeof(float));
  for (size_t b = samples.first; b < samples.last; b++) {
    size_t count = 0;
    for (size_t t = 0; t < tokens; t++) count += ids(b)[t] >= 0;
    if (count > 0)
      pass.layers->add_to_rows(ids(b), tokens, part.first, part.last,
                               1.0f / static_cast<float>(count), d_out(b), table, row);
  }
  ready(table_.offset + part.first * row, table_.offset + part.last * row);
}

}  // namespace leeway
