// What an LSTM computes and by which instructions: its sizes, its functions and its instruction set, all but its weights.
#pragma once

#include "dispatch/dispatch.h"
#include "leeway.h"
#include "lstm/layout.h"

namespace leeway {

template <class E>
class LstmNetwork {
 public:
  using CellForward = typename CellOf<E>::Forward;
  using CellBackward = typename CellOf<E>::Backward;

  leeway_status create(const leeway_lstm_config& config);

  // A time step of some rows: c and h from [x_t, 1, h_(t-1)]. Rows stand as layout.h says.
  struct Step {
    size_t rows, depth;  // of the joint row, only its first `depth` numbers count
    const E* joint;
    const E* weights;
    E *z, *gates;        // the same where pre-activations are not kept
    size_t gates_panel;  // distance of panels there
    const E* previous;   // c of the step before
    E *c, *activated;
    E* h;  // a joint row's; that of `joint` itself where there is one row only
  };
  void step(const Step& step) const;

  // The head: [rows, outputs_row] from the joint rows that hold h_T, their 1 set.
  void output(size_t rows, const E* joint, const E* parameters, E* output) const;

  // Pre-activations to h, and the gradient of h to theirs, which the latter may need (`z`; see keeps_pre_activations).
  void forward(const CellForward& cell) const;
  void backward(const CellBackward& cell, const E* z) const;
  // Whether a derivative is made of what the function got and not of what it gave.
  bool keeps_pre_activations() const {
    return !fused_ &&
           (!activation_.functions.backward_from_output || !gate_.functions.backward_from_output);
  }

  LstmLayout layout{};
  const NetworkTableOf<E>* table = nullptr;

 private:
  struct Activation {
    leeway_functions functions;
    double alpha;
  };

  static leeway_status resolve(const leeway_activation& wanted, leeway_isa isa,
                               Activation* activation);

  const typename CellOf<E>::Fused* fused_ = nullptr;  // null: activations are called
  Activation activation_{}, gate_{};
};

}  // namespace leeway
