// The LSTM layer with its linear head: parameters, forward pass, backpropagation through time, Adam. Interface and
// equations: leeway.h; how numbers lie in memory: layout.h.
#pragma once

#include "leeway.h"
#include "lstm/network.h"
#include "lstm/pace.h"
#include "matrix/buffer.h"
#include "matrix/team.h"

namespace leeway {

// Samples of a batch, from first to last.
struct Rows {
  size_t first, last;
  size_t count() const { return last - first; }
};

// Samples and targets: leeway_lstm_data.
template <class E>
struct LstmData {
  const E* x;
  const E* y;
  size_t samples, steps;
};

// What a forward pass over [steps, batch] leaves for the backward pass, where it is kept; else only what the next step needs.
template <class E>
struct LstmTrace {
  using Buffer = BufferOf<E>;

  size_t steps = 0, batch = 0;
  bool kept = false;
  const E* x = nullptr;             // [samples, steps, inputs]
  const uint32_t* order = nullptr;  // which samples the rows are; null: the first ones

  Buffer joint;  // [steps + 1, batch, joint_row]: x_t, 1, h_(t-1); the last step holds h_T
  Buffer
      gates;  // [panels, steps, batch, panel_row]: i, f, o, g; after the backward pass: gradient of z
  Buffer pre_activations;   // the same before activation, only where a derivative needs it
  Buffer cell;              // [steps + 1, batch, hidden_row]: c_0 = 0 … c_T
  Buffer activated;         // [steps, batch, hidden_row]: activation(c_t)
  Buffer output, d_output;  // [batch, outputs_row]
  Buffer d_hidden, d_cell;  // [batch, hidden_row]
  Buffer d_z;               // of a batch of one, at one step: [4 hidden]

  size_t kept_steps() const { return kept ? steps : 1; }
  size_t place(size_t t) const { return kept ? t : 0; }
};

template <class E>
class Lstm {
 public:
  using Data = LstmData<E>;
  Lstm() = default;
  ~Lstm() { delete[] norms_; }
  Lstm(const Lstm&) = delete;
  Lstm& operator=(const Lstm&) = delete;

  leeway_status create(const leeway_lstm_config& config);

  const LstmLayout& layout() const { return network_.layout; }
  const LstmNetwork<E>& network() const { return network_; }
  const BufferOf<E>& parameters() const { return parameters_; }
  size_t weight_count() const;
  void get_weights(E* dense) const { get_dense(parameters_.data(), dense); }
  void set_weights(const E* dense);
  size_t state_size() const;
  void get_state(void* state) const;
  void set_state(const void* state);

  leeway_status predict(const E* x, size_t samples, size_t steps, E* y);
  leeway_status evaluate(const Data& data, leeway_loss loss, double* mean_loss);
  leeway_status train_epoch(const Data& data, const leeway_lstm_training& training,
                            double* mean_loss);
  leeway_status gradients(const Data& data, leeway_loss loss, double* mean_loss, E* dense);

 private:
  using Buffer = BufferOf<E>;
  using Product = typename MatrixOf<E>::Product;
  using GradientParts = typename MatrixOf<E>::GradientParts;
  using CellForward = typename CellOf<E>::Forward;
  using CellBackward = typename CellOf<E>::Backward;

  const NetworkTableOf<E>& table() const { return *network_.table; }

  // weights.inl
  leeway_status initialise(uint64_t seed);
  // Calls each(place in the packed layout, place in the dense one) for every weight.
  template <class Each>
  void for_each_weight(Each each) const;
  void get_dense(const E* packed, E* dense) const;
  void transpose();
  void transpose_panel(size_t panel);
  void transpose_head();

  leeway_status prepare(size_t steps, size_t batch, bool keep);
  // Runs the samples through in batches and hands each batch's outputs to take(first sample, batch).
  template <class Take>
  leeway_status forward_all(const E* x, size_t samples, size_t steps, Take take);

  // forward.inl
  void forward(Rows rows);
  void load_step(size_t t, Rows rows);
  E* joint_at(size_t t) {
    const size_t place = trace_.kept ? t : t & 1;
    return trace_.joint.data() + place * trace_.batch * layout().joint_row();
  }
  size_t panel_place(size_t panel, size_t t) const {
    return (panel * trace_.kept_steps() + trace_.place(t)) * trace_.batch * layout().panel_row();
  }

  // backward.inl
  // Leaves d_output's gradients of z where the gates were.
  void backward(Rows rows);
  void backward_step(size_t t, Rows rows);
  // The weights' gradient as far as the leaves from `from` to `to` make it, an aligned power of two of them. `scratch` has
  // room for scratch_size() floats.
  void gradient_of_weights(size_t from, size_t to, E* gradient, E* scratch);
  void gradient_of_rows(size_t panel, Rows rows, E* gradient);
  template <class Leaf>
  void sum_of_leaves(size_t from, size_t to, E* sum, E* scratch, size_t n, Leaf leaf);
  size_t scratch_size() const;

  // A batch's gradient is summed leaf by leaf, each a share of its samples, and the leaves' sums as a binary tree: the same
  // one however many threads take part.
  static size_t leaves_of(size_t batch);
  Rows rows_of_leaf(size_t leaf) const;
  E* gradient_part(size_t thread) { return gradients_[thread].data(); }
  E* scratch_part(size_t thread) { return scratch_[thread].data(); }
  bool reserve_parts();

  // train.inl
  // What the threads of an epoch share.
  struct Training {
    const Data& data;
    const leeway_lstm_training& training;
    double losses[max_parts];  // of the leaves
    double rate;
    size_t threads;
  };
  size_t threads_for(size_t wanted, size_t batch, size_t steps) const;
  void train_batch(Training& epoch, size_t thread);
  // Of the panels from `from` to `to`; the head counts as the one after the last.
  void adam(Training& epoch, size_t from, size_t to);

  LstmNetwork<E> network_;
  uint64_t seed_ = 0;
  uint64_t adam_steps_ = 0;
  Buffer parameters_, first_moment_, second_moment_;  // layout.h
  // One of each per thread: its share of the gradient, and what summing it takes.
  Buffer gradients_[max_parts], scratch_[max_parts];
  size_t parts_ = 1;
  Buffer targets_;           // of a batch: [batch, outputs]
  double* norms_ = nullptr;  // squared, of the gradient's panels and of the head
  Team team_;
  Pace pace_;
  Buffer recurrent_transposed_;
  Buffer head_transposed_;  // [outputs, hidden_row]
  LstmTrace<E> trace_;
};

}  // namespace leeway
