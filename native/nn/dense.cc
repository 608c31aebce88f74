#include "dense.h"

#include <string.h>

namespace leeway {

Dense::Dense(Layer* before, size_t units) : inputs_(before->shape.features()), units_(units) {
  previous = before;
  shape = Shape::flat(units);
  weights_ = {0, inputs_ * row(), false};
  bias_ = {0, row(), false};
}

void Dense::forward(const Pass& pass, Samples samples) {
  const float* bias = pass.parameters + bias_.offset;
  for (size_t b = samples.first; b < samples.last; b++) memcpy(out(b), bias, row() * sizeof(float));
  const Product product = {true,
                           samples.count(),
                           row() / pass.lanes,
                           depth_of(inputs_),
                           {previous->out(samples.first), inputs_row(), 1, 0},
                           {pass.parameters + weights_.offset, row(), 0},
                           {out(samples.first), row()}};
  pass.matrix->product(&product);
}

void Dense::backward(const Pass& pass, Samples samples, size_t, bool further) {
  if (!further) return;
  const Product product = {false,
                           samples.count(),
                           inputs_row() / pass.lanes,
                           depth_of(units_),
                           {d_out(samples.first), row(), 1, 0},
                           {transposed_.data(), inputs_row(), 0},
                           {previous->d_out(samples.first), inputs_row()}};
  pass.matrix->product(&product);
}

void Dense::own_gradient(const Pass& pass, Samples samples, Share share, Ready& ready) {
  const Samples rows = share.of(inputs_);
  if (rows.count() > 0) {
    const size_t first = weights_.offset + rows.first * row();
    const Product product = {false,
                             rows.count(),
                             row() / pass.lanes,
                             depth_of(samples.count()),
                             {previous->out(samples.first) + rows.first, 1, inputs_row(), 0},
                             {d_out(samples.first), row(), 0},
                             {pass.gradients[0] + first, row()}};
    pass.matrix->product(&product);
    ready(first, first + rows.count() * row());
  }
  if (share.thread > 0) return;
  float* gradient = pass.gradients[0] + bias_.offset;
  memset(gradient, 0, row() * sizeof(float));
  for (size_t b = samples.first; b < samples.last; b++) pass.matrix->add(gradient, d_out(b), row());
  ready(bias_.offset, bias_.offset + row());
}

void Dense::refresh(const Pass& pass, Share share) {
  const Samples rows = share.of(inputs_);
  pass.matrix->transpose(pass.parameters + weights_.offset + rows.first * row(), row(),
                         rows.count(), units_, transposed_.data() + rows.first, inputs_row());
}

}  // namespace leeway
