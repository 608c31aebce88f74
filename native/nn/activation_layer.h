// An activation by a kernel of the catalogue, a reference function, or a table. Where its derivative follows from the output it
// stands in the place of its input.
#pragma once

#include "approximate/activation.h"
#include "nn/layer.h"

namespace leeway {

class ActivationLayer : public Layer {
 public:
  // `channels` has functions where alpha is learnt per channel, and begins at the activation's.
  ActivationLayer(Layer* before, const Activation& activation,
                  const leeway_channel_functions& channels);

  bool reserve(const Room&) override;
  bool in_place() const override { return in_place_; }
  bool reads_input() const override { return !in_place_; }
  bool reads_output() const override { return in_place_ && !left_; }
  void leave_backward() override { left_ = in_place_; }
  void backward_after(const float* y, float* d, size_t n) const override {
    if (left_) activation_.functions.backward_from_output(y, d, d, n, activation_.alpha);
  }
  float* values() override { return in_place_ ? previous->values() : out_.data(); }
  float* gradients() override { return in_place_ ? previous->gradients() : d_out_.data(); }
  void forward(const Pass&, Samples) override;
  void backward(const Pass&, Samples, size_t leaf, bool further) override;
  void refresh(const Pass&, Share) override;

  size_t tensors() const override { return learns_ ? 1 : 0; }
  Tensor* tensor(size_t) override { return &alpha_tensor_; }
  size_t dense_size(size_t) const override { return shape.planes.channels; }
  float padding() const override { return static_cast<float>(activation_.alpha); }

 private:
  leeway_channels channels_of_a_sample() const;
  // Calls each(first element, how many) for the parts of a sample that have a meaning.
  template <class Each>
  void each_part(Each each) const;

  Activation activation_;
  leeway_channel_functions by_channel_;
  bool learns_, in_place_;
  bool left_ = false;  // the way back, to the layer after it
  Tensor alpha_tensor_;
  Buffer sums_;  // of a leaf's gradient by alpha, in float64
};

}  // namespace leeway
