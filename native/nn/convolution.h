// Convolution with bias, of images [channels, height, width] by windows [height, width], as deep learning has it (correlation).
#pragma once

#include "nn/layer.h"

namespace leeway {

class Convolution : public Layer {
 public:
  Convolution(Layer* before, const ConvolutionGeometry& geometry);
  ~Convolution() override {
    delete[] offsets_;
    delete[] ways_back_;
  }
  // Once: what follows from the geometry. False where memory is short.
  bool prepare();

  bool reserve(const Room&) override;
  bool keeps_input() const override { return true; }
  void forward(const Pass&, Samples) override;
  void backward(const Pass&, Samples, size_t leaf, bool further) override;
  void refresh(const Pass&, Share) override;

  size_t tensors() const override { return 2; }
  Tensor* tensor(size_t i) override { return i == 0 ? &weights_ : &bias_; }
  size_t dense_size(size_t i) const override {
    return i == 0 ? geometry_.filters * geometry_.depth() : geometry_.filters;
  }
  // Dense: [filters, channels, height, width]; packed: [channels, height, width, filters].
  size_t place(size_t i, size_t at) const override {
    return i == 0 ? at % geometry_.depth() * geometry_.filters + at / geometry_.depth() : at;
  }

 private:
  float* packed(size_t sample) { return packed_.data() + sample * geometry_.packed_sample(); }
  // Taps of a phase: calls each(its shift, channel 0's weight of filter 0).
  template <class Each>
  void each_tap(size_t phase, Each each) const;
  // What a phase's gradient is a sum of: filters times taps, and where.
  struct WayBack {
    size_t depth;
    PixelRange pixels;
  };

  ConvolutionGeometry geometry_;
  Tensor weights_, bias_;
  // Forward ones [depth], then those of each phase's gradient [filters, taps].
  int32_t* offsets_ = nullptr;
  WayBack* ways_back_ = nullptr;  // by phase
  Buffer packed_, d_packed_;      // samples in phases; the gradient of one, by thread
  Buffer transposed_;             // by phase: [filters, taps, channels]
};

}  // namespace leeway
