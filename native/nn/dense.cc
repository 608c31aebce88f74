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
  for (size_t first = 0; first < inputs_row(); first += panel) {
    const size_t width = inputs_row() - first < panel ? inputs_row() - first : panel;
    const Product product = {false,
                             samples.count(),
                             width / pass.lanes,
                             depth_of(units_),
                             {d_out(samples.first), row(), 1, 0},
                             {transposed_.data() + first * units_, panel, 0},
                             {previous->d_out(samples.first) + first, inputs_row()}};
    pass.matrix->product(&product);
  }
}

void Dense::own_gradient(const Pass& pass, Samples samples, Share share, Ready& ready) {
  // A panel at a time, which is still in the caches when its step is taken and it is transposed.
  const Samples mine = rows_of(share);
  for (Samples rows = mine; rows.first < mine.last; rows.first = rows.last) {
    rows.last = mine.last - rows.first < panel ? mine.last : rows.first + panel;
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
    transpose(pass, rows);
  }
  if (share.thread > 0) return;
  float* gradient = pass.gradients[0] + bias_.offset;
  memset(gradient, 0, row() * sizeof(float));
  for (size_t b = samples.first; b < samples.last; b++) pass.matrix->add(gradient, d_out(b), row());
  ready(bias_.offset, bias_.offset + row());
}

void Dense::refresh(const Pass& pass, Share share) { transpose(pass, rows_of(share)); }

// Whole panels.
Samples Dense::rows_of(Share share) const {
  const Samples panels = share.of((inputs_ + panel - 1) / panel);
  const auto row_of = [&](size_t number) {
    return number * panel < inputs_ ? number * panel : inputs_;
  };
  return {row_of(panels.first), row_of(panels.last)};
}

void Dense::transpose(const Pass& pass, Samples rows) {
  for (size_t first = rows.first; first < rows.last; first += panel) {
    const size_t count = rows.last - first < panel ? rows.last - first : panel;
    pass.matrix->transpose(pass.parameters + weights_.offset + first * row(), row(), count, units_,
                           transposed_.data() + first * units_, panel);
  }
}

}  // namespace leeway
