// Layers one after another, and how a batch is shared among threads.
//
// A batch is cut into leaves, of which there are as many as the batch is large, not as there are threads. A thread takes whole leaves
// forward and backward; shared weights (convolutions: few, reached by every pixel) have a gradient per leaf, added up as a
// binary tree. Then everybody meets, and a thread takes some of the other weights (dense ones: many) for all samples. Every
// sum has one order, whoever takes it.
#pragma once

#include "leeway_network.h"
#include "matrix/team.h"
#include "nn/layer.h"

namespace leeway {

// Leaves of a batch of that size, a power of two.
size_t leaves_of(size_t batch);

class Network {
 public:
  Network() = default;
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  leeway_status create(const leeway_network_config& config);
  size_t inputs() const { return layers_[0]->shape.features(); }
  size_t outputs() const { return last().shape.features(); }

  size_t weight_count() const;
  void get_weights(float* dense) const { get_dense(parameters_.data(), dense); }
  void set_weights(const float* dense);

  leeway_status predict(const void* x, size_t samples, size_t threads, float* y);
  leeway_status evaluate(const leeway_network_data& data, leeway_network_loss loss, size_t threads,
                         leeway_network_score* score);
  leeway_status train_epoch(const leeway_network_data& data,
                            const leeway_network_training& training, leeway_network_score* score);
  leeway_status gradients(const leeway_network_data& data, leeway_network_loss loss,
                          leeway_network_score* score, float* dense);
  leeway_status begin_step(const void* x, size_t samples, float* y);
  leeway_status end_step(const float* dy, const leeway_optimizer& optimizer, double rate);

 private:
  static constexpr size_t most_layers = 64;
  struct Step;

  // build.cc
  leeway_status add(const leeway_layer& layer, leeway_isa isa);
  leeway_status add_activation(const leeway_layer& layer, leeway_isa isa);
  void choose_kept();
  leeway_status place_weights();
  template <class Each>
  void for_each_weight(Each each) const;
  void get_dense(const float* packed, float* dense) const;

  // network.cc
  Layer& last() const { return *layers_[count_ - 1]; }
  Pass pass(bool training, size_t thread = 0) const;
  // Room for a batch, done by at most that many threads.
  bool reserve(size_t batch, size_t threads, bool training);
  // Samples of x: those that `order` names, or the first ones.
  struct Source {
    const void* x;
    const uint32_t* order;
  };
  void load(const Source&, size_t sample);
  void forward(const Pass&, const Source&, Samples);
  template <class Take>
  leeway_status forward_all(const void* x, size_t samples, size_t threads, Take take);

  // train.cc
  Samples leaf(size_t leaf) const;
  void backward(const Pass&, Share);
  void clear_gradients(size_t first_leaf, size_t last_leaf);
  void update(const Pass&, const Step&, Share);
  void train_share(Step&, Share);
  // What follows for the step that steps_ counts last.
  void set_rate(Step*, double rate) const;
  void step_of(const Step&, size_t first, size_t last, size_t parts);

  const MatrixOperations* matrix_ = nullptr;
  const LayerOperations* operations_ = nullptr;
  size_t lanes_ = 0;
  uint64_t seed_ = 0, steps_ = 0;
  Layer* layers_[most_layers] = {};
  size_t count_ = 0;
  size_t front_ =
      0;  // layers up to the last one of images or its flattening: they are run sample by sample
  size_t at_once_ = 0;  // layers from here on go back for all of a thread's samples at once
  // Layers from here on keep the gradients of all samples, as dense layers' weights need them; those before it, of a leaf of each thread,
  // which stay in the second-level cache.
  size_t whole_ = 0;
  size_t shared_ = 0;  // floats of shared weights, which stand first
  Buffer parameters_, first_moment_, second_moment_;
  Buffer gradients_[max_parts];
  // Of samples' values in layers that keep only those under way, and of their gradients in layers before `whole_`.
  BufferOf<uint32_t> slots_, places_;
  float* gradient_of_[max_parts] = {};
  size_t batch_ = 0, leaves_ = 1;  // of the batch under way
  Team team_;
};

}  // namespace leeway
