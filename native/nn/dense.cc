#include "dense.h"

#include <string.h>

namespace leeway {

Dense::Dense(Layer* before, size_t units) : inputs_(before->shape.features()), units_(units) {
  previous = before;
  shape = Shape::flat(units);
  weights_ = {0, inputs_ * row(), false};
  bias_ = {0, row(), false};
}

bool Dense::reserve(const Room& room) {
  const size_t samples = rounded_up(room.batch, whole) + max_parts * whole;
  return Layer::reserve(room) &&
         (room.gradients == 0 || turned_.reserve((units_ + panel) * samples));
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

// W times the samples' gradients, which lie along the vectors, so that weights are read as they stand: a transposed copy of them would have
// to be made in every step, and read by every thread.
void Dense::backward(const Pass& pass, Samples samples, size_t, bool further) {
  if (!further) return;
  const size_t columns = rounded_up(samples.count(), pass.lanes);
  // Apart from the other threads' samples.
  float* const dy =
      turned_.data() + (units_ + panel) * (rounded_up(samples.first, whole) + pass.thread * whole);
  float* const dx = dy + units_ * columns;
  pass.matrix->transpose(d_out(samples.first), row(), samples.count(), units_, dy, columns);
  for (size_t first = 0; first < inputs_; first += panel) {
    const size_t count = inputs_ - first < panel ? inputs_ - first : panel;
    const Product product = {false,
                             count,
                             columns / pass.lanes,
                             depth_of(units_),
                             {pass.parameters + weights_.offset + first * row(), row(), 1, 0},
                             {dy, columns, 0},
                             {dx, columns}};
    pass.matrix->product(&product);
    pass.matrix->transpose(dx, columns, count, samples.count(),
                           previous->d_out(samples.first) + first, inputs_row());
  }
}

void Dense::own_gradient(const Pass& pass, Samples samples, Share share, Ready& ready) {
  // Rows of weights, one for each input; a panel at a time, which is still in the caches when its step is taken.
  const Samples mine = share.of(inputs_);
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
  }
  if (share.thread > 0) return;
  float* gradient = pass.gradients[0] + bias_.offset;
  memset(gradient, 0, row() * sizeof(float));
  for (size_t b = samples.first; b < samples.last; b++) pass.matrix->add(gradient, d_out(b), row());
  ready(bias_.offset, bias_.offset + row());
}

}  // namespace leeway
