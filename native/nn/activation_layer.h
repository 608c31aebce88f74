// An activation by a kernel of the catalogue, or by one of reference_functions.h. Where its derivative follows from the output it
// stands in the place of its input.
#pragma once

#include "nn/layer.h"

namespace leeway {

class ActivationLayer : public Layer {
 public:
  // `channels` has functions where alpha is learnt per channel, and begins at `alpha`.
  ActivationLayer(Layer* before, const leeway_functions& functions,
                  const leeway_channel_functions& channels, double alpha);

  bool reserve(size_t batch, bool training) override;
  float* values() override { return in_place_ ? previous->values() : out_.data(); }
  float* gradients() override { return in_place_ ? previous->gradients() : d_out_.data(); }
  void forward(const Pass&, Samples) override;
  void backward(const Pass&, Samples, size_t leaf, bool further) override;
  void refresh(const Pass&, Share) override;

  size_t tensors() const override { return learns_ ? 1 : 0; }
  Tensor* tensor(size_t) override { return &alpha_tensor_; }
  size_t dense_size(size_t) const override { return shape.planes.channels; }
  float padding() const override { return static_cast<float>(alpha_); }

 private:
  leeway_channels channels_of_a_sample() const;

  leeway_functions functions_;
  leeway_channel_functions by_channel_;
  double alpha_;
  bool learns_, in_place_;
  Tensor alpha_tensor_;
  Buffer sums_;  // of a leaf's gradient by alpha, in float64
};

}  // namespace leeway
