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
  size_t thread;  // whose pass it is
};

// A thread of several.
struct Share {
  size_t thread, threads;
  // Its part of n things.
  Samples of(size_t n) const { return {n * thread / threads, n * (thread + 1) / threads}; }
};

// Of how many samples a layer keeps what: all of a batch, or as many as are under way. No gradients where there is no training.
struct Room {
  size_t batch, values, gradients;
};

class Layer {
 public:
  virtual ~Layer() = default;

  Layer* previous = nullptr;
  Shape shape{};

  // False where memory is short.
  virtual bool reserve(const Room& room) {
    return out_.reserve(room.values * shape.sample) &&
           d_out_.reserve(room.gradients * shape.sample);
  }
  // Whether it stands where the layer before it does.
  virtual bool in_place() const { return false; }
  virtual float* values() { return out_.data(); }
  virtual float* gradients() { return d_out_.data(); }
  float* out(size_t sample) {
    return values() + (slots ? slots[sample] : sample) * shape.sample + shape.margin;
  }
  float* d_out(size_t sample) {
    return gradients() + (places ? places[sample] : sample) * shape.sample + shape.margin;
  }
  // Of samples' values and gradients, where only some are kept. Values: of the samples under way, one per thread.
  bool passing = false;
  const uint32_t *slots = nullptr, *places = nullptr;

  // What the way back reads. Values that it does not read are kept of the sample under way only (Network::choose_kept).
  virtual bool reads_input() const { return false; }
  virtual bool reads_output() const { return false; }
  // Whether it keeps its input, arranged anew.
  virtual bool keeps_input() const { return false; }
  // Leaves its way back to the layer after it, where that one keeps its input and can do both ways at once.
  virtual void leave_backward() {}
  // What was left: (y, d, n) with d[i] *= the derivative where the output was y[i]; n as in LayerOperations.
  virtual void backward_after(const float*, float*, size_t) const {}

  virtual void forward(const Pass&, Samples) = 0;
  // Of one leaf of the batch: adds to its gradient of shared weights and, where `further`, gives the layer before its d_out.
  virtual void backward(const Pass&, Samples, size_t leaf, bool further) = 0;
  // The gradient of weights that are not shared, by all samples: a thread's part of them. Calls ready(first, last) for each part
  // that is whole.
  struct Ready {
    virtual void operator()(size_t first, size_t last) = 0;
  };
  virtual void own_gradient(const Pass&, Samples, Share, Ready&) {}
  // What follows from shared weights that have changed: a thread's part of it.
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
  bool reserve(const Room& room) override { return out_.reserve(room.values * shape.sample); }
  void forward(const Pass&, Samples) override {}
  void backward(const Pass&, Samples, size_t, bool) override {}
  bool tokens() const { return tokens_; }

 private:
  bool tokens_;
};

}  // namespace leeway
