// The LSTM layer with its linear head: parameters, forward pass, backpropagation through time, Adam. Interface and
// equations: leeway.h.
#pragma once

#include "dispatch/isa_table.h"
#include "matrix/buffer.h"

namespace leeway {

// Sizes that follow from the configuration. Rows are padded (matrix/operations.h).
struct LstmShape {
  size_t inputs, hidden, outputs;

  size_t joint() const { return inputs + hidden + 1; }  // [x, h, 1]
  size_t joint_row() const { return padded(joint()); }
  size_t gates() const { return 4 * hidden; }
  size_t gates_row() const { return padded(gates()); }
  size_t hidden_row() const { return padded(hidden); }
  size_t outputs_row() const { return padded(outputs); }
  size_t layer_size() const { return joint() * gates_row(); }
  size_t head_size() const { return (hidden + 1) * outputs_row(); }
  size_t parameter_count() const { return layer_size() + head_size(); }
};

// What a forward pass over [steps, batch] leaves for the backward pass. Step t's rows start at t * batch.
struct LstmTrace {
  size_t steps = 0, batch = 0;
  Buffer joint;  // [steps + 1, batch, joint_row]: x_t, h_(t-1), 1; the last step holds h_T
  Buffer gates;  // [steps, batch, gates_row]: outputs i, f, o, g
  Buffer pre_activations;  // the same before activation, only where a derivative needs it
  Buffer cell;             // [steps + 1, batch, hidden_row]: c_0 = 0 … c_T
  Buffer activated;        // [steps, batch, hidden_row]: activation(c_t)
  Buffer output;           // [batch, outputs_row]
};

struct LstmGradientScratch {
  Buffer d_pre_activations;  // [steps, batch, gates_row]
  Buffer d_gates;            // [gates_row]
  Buffer d_hidden, d_cell;   // [batch, hidden_row]
  Buffer upstream, through;  // [hidden_row]
  Buffer d_output;           // [batch, outputs_row]
};

class Lstm {
 public:
  leeway_status create(const leeway_lstm_config& config);

  const LstmShape& shape() const { return shape_; }
  void get_weights(float* dense) const;
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

  // Copies between the padded layout and the dense one of leeway.h; `to_dense` gives the direction.
  template <class Padded, class Dense, class Copy>
  void copy_weights(Padded padded_weights, Dense dense, Copy copy) const;

  leeway_status resolve(const leeway_activation& wanted, leeway_isa isa, Activation* activation);
  void initialise(uint64_t seed);
  void transpose_weights();
  leeway_status prepare(size_t steps, size_t batch, bool with_gradients);
  // Runs the samples through in batches and hands each batch's outputs to take(first sample, batch).
  template <class Take>
  leeway_status forward_all(const float* x, size_t samples, size_t steps, bool with_gradients,
                            Take take);
  // Lays the samples `order[0 … batch)` (or the first `batch` where order is null) into the trace, time first.
  void load_batch(const float* x, const uint32_t* order, size_t steps);
  void forward();
  void backward();
  void backward_cell(size_t first, size_t b, float* d_z);
  void activate(const float* pre_activations, float* gates) const;
  void gradient_of_gates(const float* pre_activations, const float* gates, const float* d_gates,
                         float* d_pre_activations) const;
  void adam(double learning_rate, double clip_norm);

  float* layer() { return parameters_.data(); }
  float* head() { return parameters_.data() + shape_.layer_size(); }

  LstmShape shape_{};
  const IsaTable* table_ = nullptr;
  Activation activation_{}, gate_{};
  uint64_t seed_ = 0;
  uint64_t adam_steps_ = 0;
  Buffer parameters_, gradients_, first_moment_, second_moment_;  // layer, then head
  Buffer recurrent_transposed_;                                   // [gates, hidden_row]
  Buffer head_transposed_;                                        // [outputs, hidden_row]
  LstmTrace trace_;
  LstmGradientScratch scratch_;
};

}  // namespace leeway
