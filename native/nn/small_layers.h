// The layers without weights, and the embedding.
#pragma once

#include "nn/layer.h"

namespace leeway {

// Windows side by side.
class Pool : public Layer {
 public:
  Pool(Layer* before, size_t size, bool largest);
  void forward(const Pass&, Samples) override;
  void backward(const Pass&, Samples, size_t leaf, bool further) override;
  bool reads_input() const override { return largest_; }
  bool reads_output() const override { return largest_; }

 private:
  Pooling pooling_;
  bool largest_;
};

// Images as one row of features, in the order channel, row, column.
class Flatten : public Layer {
 public:
  explicit Flatten(Layer* before);
  bool reserve(const Room& room) override { return already_ || Layer::reserve(room); }
  bool keeps_input() const override { return !already_; }
  bool in_place() const override { return already_; }
  float* values() override { return already_ ? previous->values() : out_.data(); }
  float* gradients() override { return already_ ? previous->gradients() : d_out_.data(); }
  void forward(const Pass&, Samples) override;
  void backward(const Pass&, Samples, size_t leaf, bool further) override;

 private:
  bool already_;
  Phases rows_;  // one phase, without padding: the rows one after another
};

// In training, keeps a feature with probability `keep` and then divides it by that (Srivastava et al. 2014, inverted). Which ones depends on
// the seed, the step and the sample's place in its batch.
class Dropout : public Layer {
 public:
  Dropout(Layer* before, size_t number, double keep);
  bool reserve(const Room& room) override {
    return Layer::reserve(room) &&
           (room.gradients == 0 || kept_.reserve(room.batch * shape.sample));
  }
  void forward(const Pass&, Samples) override;
  void backward(const Pass&, Samples, size_t leaf, bool further) override;

 private:
  size_t number_;
  double keep_;
  Buffer kept_;  // 1/keep or 0
};

// The mean of the vectors of a text's words. Its input is numbers of words (int32), negative ones standing for none.
class EmbeddingMean : public Layer {
 public:
  EmbeddingMean(Layer* before, size_t words, size_t size);
  void forward(const Pass&, Samples) override;
  void backward(const Pass&, Samples, size_t, bool) override {}
  void own_gradient(const Pass&, Samples, Share, Ready&) override;
  bool reads_input() const override { return true; }

  size_t tensors() const override { return 1; }
  Tensor* tensor(size_t) override { return &table_; }
  size_t dense_size(size_t) const override { return words_ * size_; }
  size_t place(size_t, size_t at) const override { return at / size_ * shape.sample + at % size_; }

 private:
  const int32_t* ids(size_t sample) {
    return reinterpret_cast<const int32_t*>(previous->out(sample));
  }
  size_t words_, size_;
  Tensor table_;
};

}  // namespace leeway
