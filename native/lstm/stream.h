// An LSTM at work on one sequence as it comes, a step at a time. Interface: leeway.h.
#pragma once

#include "lstm/network.h"
#include "matrix/buffer.h"

namespace leeway {

template <class E>
class LstmStream {
 public:
  // `parameters` as layout.h has them; they are copied, so that training may go on beside it.
  leeway_status create(const LstmNetwork<E>& network, const BufferOf<E>& parameters);

  // x: [inputs], y: [outputs].
  void step(const E* x, E* y);
  void reset();
  // [2, hidden]: h, then c.
  void get_state(E* state) const;
  void set_state(const E* state);

 private:
  E* hidden() { return joint_.data() + network_.layout.recurrent(); }
  const E* hidden() const { return joint_.data() + network_.layout.recurrent(); }

  LstmNetwork<E> network_;
  BufferOf<E> parameters_;
  BufferOf<E> joint_, gates_, cell_, activated_, output_;
};

}  // namespace leeway
