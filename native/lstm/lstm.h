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

// Those of one thread.
struct Shard : Rows {
  size_t number;
};

// Samples and targets: leeway_lstm_data.
template <class E>
struct LstmData {
  const E* x;
  const E* y;
  size_t samples, steps;
};

// What a forward pass over [steps, batch] leaves for the backward pass, where it is kept; else only what the next step needs.
// Every shard's part of an array stands together, in the order that is given here for one that has the whole batch.
template <class E>
struct LstmTrace {
  using Buffer = BufferOf<E>;

  size_t steps = 0, batch = 0, shards = 1;
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
  Buffer d_z;               // of a batch of one, at two steps: [2, panels, panel_row]

  size_t kept_steps() const { return kept ? steps : 1; }
  size_t place(size_t t) const { return kept ? t : 0; }

  Shard shard(size_t number) const {
    return {{batch * number / shards, batch * (number + 1) / shards}, number};
  }
  // Which one has these samples.
  Shard shard_of(Rows rows) const {
    size_t number = 0;
    while (shard(number).last < rows.last) number++;
    return shard(number);
  }
  // Where a shard's part begins in an array of `places` rows a sample.
  static size_t start(const Shard& shard, size_t places, size_t row) {
    return (shard.first * places + shard.number * gap(row)) * row;
  }
  // What an array takes for as many shards as there may be.
  size_t size(size_t places, size_t row, size_t most_shards) const {
    return (batch * places + (most_shards - 1) * gap(row)) * row;
  }
  // Rows between shards: a page, up to whose end a core reads ahead. What it so took from another core had to be fetched back.
  static size_t gap(size_t row) { return (4096 / sizeof(E) + row - 1) / row; }
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
  void forward(const Shard& shard);
  void head(const Shard& shard);
  void load_step(size_t t, const Shard& shard);
  typename LstmNetwork<E>::Step step_at(size_t t, const Shard& shard, Panels panels);
  // Where a shard's rows stand: of a time step, and of arrays that have one row a sample.
  E* joint_at(size_t t, const Shard& shard) {
    const size_t row = layout().joint_row(), place = trace_.kept ? t : t & 1;
    return trace_.joint.data() + trace_.start(shard, trace_.kept_steps() + 1, row) +
           place * shard.count() * row;
  }
  size_t panel_place(size_t panel, size_t t, const Shard& shard) const {
    const size_t row = layout().panel_row(), steps = trace_.kept_steps();
    return trace_.start(shard, layout().panels() * steps, row) +
           (panel * steps + trace_.place(t)) * shard.count() * row;
  }
  size_t panel_distance(const Shard& shard) const {
    return trace_.kept_steps() * shard.count() * layout().panel_row();
  }
  E* cell_at(size_t t, const Shard& shard) {
    const size_t row = layout().hidden_row();
    return trace_.cell.data() + trace_.start(shard, trace_.kept_steps() + 1, row) +
           trace_.place(t) * shard.count() * row;
  }
  E* activated_at(size_t t, const Shard& shard) {
    const size_t row = layout().hidden_row();
    return trace_.activated.data() + trace_.start(shard, trace_.kept_steps(), row) +
           trace_.place(t) * shard.count() * row;
  }
  E* hidden_rows(Buffer& array, const Shard& shard) {
    return array.data() + trace_.start(shard, 1, layout().hidden_row());
  }
  E* output_rows(Buffer& array, const Shard& shard) {
    return array.data() + trace_.start(shard, 1, layout().outputs_row());
  }

  // backward.inl
  // Leaves d_output's gradients of z where the gates were.
  void backward(const Shard& shard);
  void backward_head(const Shard& shard);
  void backward_cells(size_t t, const Shard& shard, Panels panels);
  void backward_block(size_t t, const Shard& shard, size_t block);
  // The gradient of a panel's weights, or of the head's, as far as the leaves from `from` to `to` make it, an aligned power of
  // two of them. `scratch` has room for scratch_size() numbers.
  void gradient_of_item(size_t item, size_t from, size_t to, E* gradient, E* scratch);
  void gradient_of_rows(size_t panel, Rows rows, E* sum);
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
    size_t parts;  // of the gradient
  };
  size_t most_threads(size_t batch) const;
  size_t threads_for(size_t wanted, size_t batch, size_t steps) const;
  void losses_of_leaves(Training& epoch, size_t from, size_t to);
  void train_batch(Training& epoch, size_t thread);
  AdamStep adam_step(const Training& epoch, double scale) const;
  GradientParts gradient_parts(size_t count) const;
  void update_item(size_t item, const Training& epoch, const AdamStep& step);
  // Of the items from `first` to `last`: panels, and the head as the one after the last.
  void adam(Training& epoch, Panels items);
  void update_items(Training& epoch, Panels items, size_t from, size_t to, size_t thread);

  // gate_split.inl
  static constexpr size_t gate_threads = 5;
  void train_by_gates(Training& epoch);
  void gates_of_thread(const typename LstmNetwork<E>::Step& step, size_t thread);

  // single_row.inl
  void train_row(Training& epoch, size_t thread);
  E* row_of_step(size_t t) {
    return trace_.d_z.data() + (t & 1) * layout().panels() * layout().panel_row();
  }
  void gather_row(size_t t, Panels panels);
  void backward_row(size_t t, Panels panels);

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
  Buffer recurrent_transposed_;  // as long as transposed_; batches of one do without
  bool transposed_ = false;
  Buffer head_transposed_;  // [outputs, hidden_row]
  LstmTrace<E> trace_;
};

}  // namespace leeway
