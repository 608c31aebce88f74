#include "activation_layer.h"

namespace leeway {
namespace {

// Alphas that a step would take to zero or below stay here.
constexpr float smallest_alpha = 1e-4f;

}  // namespace

ActivationLayer::ActivationLayer(Layer* before, const Activation& activation,
                                 const leeway_channel_functions& channels)
    : activation_(activation),
      by_channel_(channels),
      learns_(channels.forward != nullptr),
      in_place_(!learns_ && activation.from_output() && !before->in_place()) {
  previous = before;
  shape = before->shape;
  if (learns_) alpha_tensor_ = {0, rounded_up(shape.planes.channels, whole), true};
}

bool ActivationLayer::reserve(const Room& room) {
  const size_t doubles = max_parts * rounded_up(shape.planes.channels, whole);
  return in_place_ ||
         (Layer::reserve(room) && (!learns_ || room.gradients == 0 || sums_.reserve(2 * doubles)));
}

leeway_channels ActivationLayer::channels_of_a_sample() const {
  return {1, shape.planes.channels, shape.planes.plane};
}

// Without the rows below the pixels of a convolution's planes (geometry.h): a fifth of them, and more where windows are large.
template <class Each>
void ActivationLayer::each_part(Each each) const {
  const Planes& planes = shape.planes;
  const size_t used = (planes.height - 1) * planes.row + planes.width;
  if (rounded_up(used, whole) >= planes.plane) return each(size_t(0), shape.size());
  for (size_t c = 0; c < planes.channels; c++) each(c * planes.plane, used);
}

void ActivationLayer::forward(const Pass& pass, Samples samples) {
  if (learns_) {
    const leeway_channels shape_of_one = channels_of_a_sample();
    for (size_t b = samples.first; b < samples.last; b++)
      by_channel_.forward(previous->out(b), pass.parameters + alpha_tensor_.offset, out(b),
                          &shape_of_one);
    return;
  }
  for (size_t b = samples.first; b < samples.last; b++)
    each_part(
        [&](size_t i, size_t n) { activation_.forward(previous->out(b) + i, out(b) + i, n); });
}

void ActivationLayer::backward(const Pass& pass, Samples samples, size_t leaf, bool) {
  if (left_) return;
  if (learns_) {
    const leeway_channels shape_of_one = channels_of_a_sample();
    const size_t channels = shape.planes.channels;
    double* sums = reinterpret_cast<double*>(sums_.data()) + leaf * rounded_up(channels, whole);
    float* gradient = pass.gradients[leaf] + alpha_tensor_.offset;
    for (size_t b = samples.first; b < samples.last; b++) {
      by_channel_.backward(previous->out(b), pass.parameters + alpha_tensor_.offset, d_out(b),
                           previous->d_out(b), sums, &shape_of_one);
      for (size_t c = 0; c < channels; c++) gradient[c] += static_cast<float>(sums[c]);
    }
    return;
  }
  for (size_t b = samples.first; b < samples.last; b++)
    each_part([&](size_t i, size_t n) {
      float* const dx = previous->d_out(b) + i;
      if (in_place_)
        activation_.functions.backward_from_output(out(b) + i, d_out(b) + i, dx, n,
                                                   activation_.alpha);
      else
        activation_.backward(previous->out(b) + i, d_out(b) + i, dx, n);
    });
}

void ActivationLayer::refresh(const Pass& pass, Share share) {
  if (!learns_ || share.thread > 0) return;
  float* alpha = pass.parameters + alpha_tensor_.offset;
  for (size_t c = 0; c < alpha_tensor_.size; c++)
    if (!(alpha[c] >= smallest_alpha)) alpha[c] = smallest_alpha;
}

}  // namespace leeway
