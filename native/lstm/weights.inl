// Weights and state, in and out: the dense order of leeway.h, the packed one of layout.h.

#include <math.h>
#include <string.h>

#include <initializer_list>

#include "lstm/lstm.h"
#include "matrix/random.h"

namespace leeway {

template <class E>
size_t Lstm<E>::weight_count() const {
  return layout().joint() * 4 * layout().hidden + (layout().hidden + 1) * layout().outputs;
}

template <class E>
template <class Each>
void Lstm<E>::for_each_weight(Each each) const {
  const size_t inputs = layout().inputs, hidden = layout().hidden;
  size_t dense = 0;
  for (size_t row = 0; row < layout().joint(); row++) {
    // Biases stand last in the dense order, before the recurrent weights here.
    const size_t here = row < inputs ? row : row < inputs + hidden ? row + 1 : layout().bias();
    for (size_t gate = 0; gate < 4; gate++) {
      for (size_t unit = 0; unit < hidden; unit++) {
        const size_t panel = unit / layout().lanes;
        const size_t column = gate * layout().units(panel) + unit % layout().lanes;
        each(layout().panel_weights(panel) + here * layout().vectors(panel) * layout().lanes +
                 column,
             dense++);
      }
    }
  }
  for (size_t row = 0; row <= hidden; row++) {
    const size_t here = row < hidden ? row + 1 : 0;
    for (size_t j = 0; j < layout().outputs; j++)
      each(layout().layer_size() + here * layout().outputs_row() + j, dense++);
  }
}

template <class E>
void Lstm<E>::get_dense(const E* packed, E* dense) const {
  for_each_weight([&](size_t from, size_t to) { dense[to] = packed[from]; });
}

template <class E>
void Lstm<E>::set_weights(const E* dense) {
  E* packed = parameters_.data();
  for_each_weight([&](size_t to, size_t from) { packed[to] = dense[from]; });
  transpose();
}

template <class E>
leeway_status Lstm<E>::initialise(uint64_t seed) {
  seed_ = seed;
  Buffer weights;
  if (!weights.resize(weight_count())) return LEEWAY_OUT_OF_MEMORY;
  Random random(seed);
  const float bound = 1 / sqrtf(static_cast<float>(layout().hidden));
  E* next = weights.data();
  const size_t gates = 4 * layout().hidden;
  for (size_t i = 0; i < (layout().inputs + layout().hidden) * gates; i++)
    *next++ = random.symmetric(bound);
  for (size_t j = 0; j < gates; j++)
    *next++ = j / layout().hidden == 1 ? 1 : 0;  // the forget gate's
  for (size_t i = 0; i < layout().hidden * layout().outputs; i++) *next++ = random.symmetric(bound);
  set_weights(weights.data());
  return LEEWAY_OK;
}

template <class E>
size_t Lstm<E>::state_size() const {
  return sizeof adam_steps_ + 3 * layout().parameter_count() * sizeof(E);
}

template <class E>
void Lstm<E>::get_state(void* state) const {
  char* to = static_cast<char*>(state);
  memcpy(to, &adam_steps_, sizeof adam_steps_);
  to += sizeof adam_steps_;
  const size_t bytes = layout().parameter_count() * sizeof(E);
  for (const Buffer* part : {&parameters_, &first_moment_, &second_moment_}) {
    memcpy(to, part->data(), bytes);
    to += bytes;
  }
}

template <class E>
void Lstm<E>::set_state(const void* state) {
  const char* from = static_cast<const char*>(state);
  memcpy(&adam_steps_, from, sizeof adam_steps_);
  from += sizeof adam_steps_;
  const size_t bytes = layout().parameter_count() * sizeof(E);
  for (Buffer* part : {&parameters_, &first_moment_, &second_moment_}) {
    memcpy(part->data(), from, bytes);
    from += bytes;
  }
  transpose();
}

template <class E>
void Lstm<E>::transpose() {
  for (size_t panel = 0; panel < layout().panels(); panel++) transpose_panel(panel);
  transpose_head();
}

template <class E>
void Lstm<E>::transpose_panel(size_t panel) {
  const size_t row = layout().vectors(panel) * layout().lanes, columns = 4 * layout().units(panel);
  const E* recurrent =
      parameters_.data() + layout().panel_weights(panel) + layout().recurrent() * row;
  for (size_t block = 0; block < layout().transposed_blocks(); block++) {
    const size_t first = block * layout().panel_row();
    const size_t to_row = layout().transposed_vectors(block) * layout().lanes;
    const size_t units = layout().hidden - first < to_row ? layout().hidden - first : to_row;
    E* to = recurrent_transposed_.data() + layout().transposed_block(block) +
            panel * layout().panel_row() * to_row;
    const E* from = recurrent + first * row;
    table().matrix.transpose(from, row, units, columns, to, to_row);
  }
}

template <class E>
void Lstm<E>::transpose_head() {
  const E* head = parameters_.data() + layout().layer_size() + layout().outputs_row();
  for (size_t unit = 0; unit < layout().hidden; unit++)
    for (size_t j = 0; j < layout().outputs; j++)
      head_transposed_.data()[j * layout().hidden_row() + unit] =
          head[unit * layout().outputs_row() + j];
}

}  // namespace leeway
