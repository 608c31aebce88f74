// A dense layer: y = x W + b.
#pragma once

#include "nn/layer.h"

namespace leeway {

class Dense : public Layer {
 public:
  Dense(Layer* before, size_t units);
  bool prepare() { return transposed_.resize(units_ * rounded_up(inputs_row(), panel)); }

  void forward(const Pass&, Samples) override;
  void backward(const Pass&, Samples, size_t leaf, bool further) override;
  void own_gradient(const Pass&, Samples, Share, Ready&) override;
  void refresh(const Pass&, Share) override;

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
  // Rows of weights, one for each input.
  Samples rows_of(Share) const;
  void transpose(const Pass&, Samples rows);

  // Inputs whose transposed weights stand together: four vectors of AVX-512. Rows of all inputs would lie a page apart, more pages than the
  // first-level cache of addresses holds.
  static constexpr size_t panel = 64;

  size_t inputs_, units_;
  Tensor weights_, bias_;
  Buffer transposed_;  // by panel: [units, panel]
};

}  // namespace leeway
