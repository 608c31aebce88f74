// A layer: its outputs for a whole batch, and what goes back through it. Which thread does what stands in network.h.
#pragma once

#include "leeway.h"
#include "matrix/buffer.h"
#include "nn/geometry.h"
#include "nn/layer_operations.h"

namespace leeway {

// Samples of a batch.
struct Samples {
  size_t first, last;
  size_t count() const { return last - first; }
};

// Weights of one kind, in the network's array. Of `shared` ones every leaf of the batch has a gradient of its own, as every sample
// reaches all of them; of the others, of which there are many, a thread has some and takes all samples for them.
struct Tensor {
  size_t offset = 0, size = 0;  // floats, `whole` ones
  bool shared = false;
};

// What a pass over a batch is given.
struct Pass {
  const LayerOperations* layers;
  const MatrixOperations* matrix;
  size_t lanes;
  float* parameters;
  float* const* gradients;  // by leaf; the first one has the gradients that are not shared too
  uint64_t seed, step;      // of dropout
  bool training;
};

// A thread of several.
struct Share {
  size_t thread, threads;
  // Its part of n things.
  Samples of(size_t n) const { return {n * thread / threads, n * (thread + 1) / threads}; }
};

class Layer {
 public:
  virtual ~Layer() = default;

  Layer* previous = nullptr;
  Shape shape{};

  // Room for a batch and for the gradients of as many samples as are kept at a time, none where there is no training. False where memory
  // is short.
  virtual bool reserve(size_t batch, size_t gradients) {
    return out_.reserve(batch * shape.sample) && d_out_.reserve(gradients * shape.sample);
  }
  // Whether it stands where the layer before it does.
  virtual bool in_place() const { return false; }
  virtual float* values() { return out_.data(); }
  virtual float* gradients() { return d_out_.data(); }
  float* out(size_t sample) { return values() + sample * shape.sample + shape.margin; }
  float* d_out(size_t sample) {
    return gradients() + (places ? places[sample] : sample) * shape.sample + shape.margin;
  }
  // Of samples' gradients, where only some are kept.
  const uint32_t* places = nullptr;

  virtual void forward(const Pass&, Samples) = 0;
  // Of one leaf of the batch: adds to its gradient of shared weights and, where `further`, gives the layer before its d_out.
  virtual void backward(const Pass&, Samples, size_t leaf, bool further) = 0;
  // The gradient of weights that are not shared, by all samples: a thread's part of them. Calls ready(first, last) for each part
  // that is whole.
  struct Ready {
    virtual void operator()(size_t first, size_t last) = 0;
  };
  virtual void own_gradient(const Pass&, Samples, Share, Ready&) {}
  // What follows from weights that have changed: of weights that are not shared own_gradient() sees to it, once it has called ready.
  virtual void refresh(const Pass&, Share) {}
  bool shares_weights() { return tensors() > 0 && tensor(0)->shared; }

  // How many kinds of weights there are, their sizes, and every number of one: each(context, packed, dense).
  virtual size_t tensors() const { return 0; }
  virtual Tensor* tensor(size_t) { return nullptr; }
  virtual size_t dense_size(size_t) const { return 0; }
  // Where the number `i` of the dense order stands in the packed one.
  virtual size_t place(size_t, size_t i) const { return i; }
  // What numbers that stand for none (padding) are.
  virtual float padding() const { return 0; }

 protected:
  Buffer out_, d_out_;
};

// The batch itself: samples, copied in.
class Input : public Layer {
 public:
  Input(Planes planes, bool tokens) : tokens_(tokens) {
    shape = Shape::images(planes.channels, planes.height, planes.width);
  }
  bool reserve(size_t batch, size_t) override { return out_.reserve(batch * shape.sample); }
  void forward(const Pass&, Samples) override {}
  void backward(const Pass&, Samples, size_t, bool) override {}
  bool tokens() const { return tokens_; }

 private:
  bool tokens_;
};

}  // namespace leeway
