#include "lstm/stream.h"

#include <string.h>

#include "matrix/flush_subnormals.h"

namespace leeway {

template <class E>
leeway_status LstmStream<E>::create(const LstmNetwork<E>& network, const BufferOf<E>& parameters) {
  network_ = network;
  const LstmLayout& layout = network_.layout;
  const size_t gates = layout.panels() * layout.panel_row();
  if (!parameters_.resize(parameters.size()) || !joint_.resize(layout.joint_row()) ||
      !gates_.resize(gates) || !cell_.resize(layout.hidden_row()) ||
      !activated_.resize(layout.hidden_row()) || !output_.resize(layout.outputs_row()))
    return LEEWAY_OUT_OF_MEMORY;
  memcpy(parameters_.data(), parameters.data(), parameters.size() * sizeof(E));
  joint_.data()[layout.bias()] = 1;
  return LEEWAY_OK;
}

template <class E>
void LstmStream<E>::step(const E* x, E* y) {
  const FlushSubnormals flush;
  const LstmLayout& layout = network_.layout;
  memcpy(joint_.data(), x, layout.inputs * sizeof(E));
  E* const gates = gates_.data();
  network_.step({1, layout.joint(), joint_.data(), parameters_.data(), gates, gates,
                 layout.panel_row(), cell_.data(), cell_.data(), activated_.data(), hidden()});
  network_.output(1, joint_.data(), parameters_.data(), output_.data());
  memcpy(y, output_.data(), layout.outputs * sizeof(E));
}

template <class E>
void LstmStream<E>::reset() {
  memset(hidden(), 0, network_.layout.hidden * sizeof(E));
  memset(cell_.data(), 0, network_.layout.hidden_row() * sizeof(E));
}

template <class E>
void LstmStream<E>::get_state(E* state) const {
  const size_t n = network_.layout.hidden;
  memcpy(state, hidden(), n * sizeof(E));
  memcpy(state + n, cell_.data(), n * sizeof(E));
}

template <class E>
void LstmStream<E>::set_state(const E* state) {
  const size_t n = network_.layout.hidden;
  memcpy(hidden(), state, n * sizeof(E));
  memcpy(cell_.data(), state + n, n * sizeof(E));
}

template class LstmStream<float>;
template class LstmStream<double>;

}  // namespace leeway
