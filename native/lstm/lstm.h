// The LSTM layer with its linear head: parameters, forward pass, backpropagation through time, Adam. Interface and
// equations: leeway.h; how numbers lie in memory: layout.h.
#pragma once

#include "dispatch/network_table.h"
#include "leeway.h"
#include "lstm/layout.h"
#include "lstm/pace.h"
#include "matrix/buffer.h"
#include "matrix/team.h"

namespace leeway {

// Samples of a batch, from first to last.
struct Rows {
  size_t first, last;
  size_t count() const { return last - first; }
};

// What a forward pass over [steps, batch] leaves for the backward pass, where it is kept; else only what the next step needs.
struct LstmTrace {
  size_t steps = 0, batch = 0;
  bool kept = false;
  const float* x = nullptr;         // [samples, steps, inputs]
  const uint32_t* order = nullptr;  // which samples the rows are; null: the first ones

  Buffer joint;  // [steps + 1, batch, joint_row]: x_t, 1, h_(t-1); the last step holds h_T
  Buffer
      gates;  // [panels, steps, batch, panel_row]: i, f, o, g; after the backward pass: gradient of z
  Buffer pre_activations;   // the same before activation, only where a derivative needs it
  Buffer cell;              // [steps + 1, batch, hidden_row]: c_0 = 0 … c_T
  Buffer activated;         // [steps, batch, hidden_row]: activation(c_t)
  Buffer output, d_output;  // [batch, outputs_row]
  Buffer d_hidden, d_cell;  // [batch, hidden_row]

  size_t kept_steps() const { return kept ? steps : 1; }
  size_t place(size_t t) const { return kept ? t : 0; }
};

class Lstm {
 public:
  Lstm() = default;
  ~Lstm() { delete[] norms_; }
  Lstm(const Lstm&) = delete;
  Lstm& operator=(const Lstm&) = delete;

  leeway_status create(const leeway_lstm_config& config);

  const LstmLayout& layout() const { return layout_; }
  size_t weight_count() const;
  void get_weights(float* dense) const { get_dense(parameters_.data(), dense); }
  void set_weights(const float* dense);
  size_t state_size() const;
  void get_state(void* state) const;
  void set_state(const void* state);

  leeway_status predict(const float* x, size_t samples, size_t steps, float* y);
  leeway_status evaluate(const leeway_lstm_data& data, leeway_loss loss, double* mean_loss);
  leeway_status train_epoch(const leeway_lstm_data& data, const leeway_lstm_training& training,
                            double* mean_loss);
  leeway_status gradients(const leeway_lstm_data& data, leeway_loss loss, double* mean_loss,
                          float* dense);

 private:
  struct Activation {
    leeway_functions functions;
    double alpha;
  };

  // weights.cc
  leeway_status resolve(const leeway_activation& wanted, leeway_isa isa, Activation* activation);
  leeway_status initialise(uint64_t seed);
  // Calls each(place in the packed layout, place in the dense one) for every weight.
  template <class Each>
  void for_each_weight(Each each) const;
  void get_dense(const float* packed, float* dense) const;
  void transpose();
  void transpose_panel(size_t panel);
  void transpose_head();

  leeway_status prepare(size_t steps, size_t batch, bool keep);
  // Runs the samples through in batches and hands each batch's outputs to take(first sample, batch).
  template <class Take>
  leeway_status forward_all(const float* x, size_t samples, size_t steps, Take take);

  // forward.cc
  void forward(Rows rows);
  void load_step(size_t t, Rows rows);
  void run_cell(const CellForward& cell) const;
  CellRows cell_rows(size_t panel, Rows rows) const;
  float* joint_at(size_t t) {
    const size_t place = trace_.kept ? t : t & 1;
    return trace_.joint.data() + place * trace_.batch * layout_.joint_row();
  }
  size_t panel_place(size_t panel, size_t t) const {
    return (panel * trace_.kept_steps() + trace_.place(t)) * trace_.batch * layout_.panel_row();
  }

  // backward.cc
  // Leaves d_output's gradients of z where the gates were.
  void backward(Rows rows);
  void backward_step(size_t t, Rows rows);
  void run_cell(const CellBackward& cell, const float* z) const;
  // The weights' gradient as far as the leaves from `from` to `to` make it, an aligned power of two of them. `scratch` has
  // room for scratch_size() floats.
  void gradient_of_weights(size_t from, size_t to, float* gradient, float* scratch);
  void gradient_of_rows(size_t panel, Rows rows, float* gradient);
  template <class Leaf>
  void sum_of_leaves(size_t from, size_t to, float* sum, float* scratch, size_t n, Leaf leaf);
  size_t scratch_size() const;

  // A batch's gradient is summed leaf by leaf, each a share of its samples, and the leaves' sums as a binary tree: the same
  // one however many threads take part.
  static size_t leaves_of(size_t batch);
  Rows rows_of_leaf(size_t leaf) const;
  float* gradient_part(size_t thread) { return gradients_[thread].data(); }
  float* scratch_part(size_t thread) { return scratch_[thread].data(); }
  bool reserve_parts();

  // train.cc
  // What the threads of an epoch share.
  struct Training {
    const leeway_lstm_data& data;
    const leeway_lstm_training& training;
    float* targets;            // of a batch: [batch, outputs]
    double losses[max_parts];  // of the leaves
    double rate;
    size_t threads;
  };
  size_t threads_for(size_t wanted, size_t batch, size_t steps) const;
  void train_batch(Training& epoch, size_t thread);
  // Of the panels from `from` to `to`; the head counts as the one after the last.
  void adam(Training& epoch, size_t from, size_t to);

  LstmLayout layout_{};
  const NetworkTable* table_ = nullptr;
  const FusedCell* fused_ = nullptr;  // null: activations are called
  Activation activation_{}, gate_{};
  uint64_t seed_ = 0;
  uint64_t adam_steps_ = 0;
  Buffer parameters_, first_moment_, second_moment_;  // layout.h
  // One of each per thread: its share of the gradient, and what summing it takes.
  Buffer gradients_[max_parts], scratch_[max_parts];
  size_t parts_ = 1;
  double* norms_ = nullptr;  // squared, of the gradient's panels and of the head
  Team team_;
  Pace pace_;
  Buffer recurrent_transposed_;
  Buffer head_transposed_;  // [outputs, hidden_row]
  LstmTrace trace_;
};

}  // namespace leeway
