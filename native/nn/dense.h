// A dense layer: y = x W + b.
#pragma once

#include "nn/layer.h"

namespace leeway {

class Dense : public Layer {
 public:
  Dense(Layer* before, size_t units);

  bool reserve(const Room&) override;
  void forward(const Pass&, Samples) override;
  void backward(const Pass&, Samples, size_t leaf, bool further) override;
  void own_gradient(const Pass&, Samples, Share, Ready&) override;
  bool reads_input() const override { return true; }

  size_t tensors() const override { return 2; }
  Tensor* tensor(size_t i) override { return i == 0 ? &weights_ : &bias_; }
  size_t dense_size(size_t i) const override { return i == 0 ? inputs_ * units_ : units_; }
  // Dense: [units, inputs]; packed: [inputs, row].
  size_t place(size_t i, size_t at) const override {
    return i == 0 ? at % inputs_ * row() + at / inputs_ : at;
  }

 private:
  size_t row() const { return shape.sample; }
  size_t inputs_row() const { return previous->shape.sample; }

  // Inputs whose weights and gradients are done together, in the second-level cache.
  static constexpr size_t panel = 64;

  size_t inputs_, units_;
  Tensor weights_, bias_;
  // Of each thread's samples, which stand side by side: their gradients [units, samples], and those of a panel of inputs.
  Buffer turned_;
};

}  // namespace leeway
