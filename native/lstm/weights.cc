// Weights and state, in and out: the dense order of leeway.h, the packed one of layout.h.

#include <math.h>
#include <string.h>

#include <initializer_list>

#include "lstm.h"
#include "matrix/random.h"

namespace leeway {

size_t Lstm::weight_count() const {
  return layout_.joint() * 4 * layout_.hidden + (layout_.hidden + 1) * layout_.outputs;
}

template <class Each>
void Lstm::for_each_weight(Each each) const {
  const size_t inputs = layout_.inputs, hidden = layout_.hidden;
  size_t dense = 0;
  for (size_t row = 0; row < layout_.joint(); row++) {
    // Biases stand last in the dense order, before the recurrent weights here.
    const size_t here = row < inputs ? row : row < inputs + hidden ? row + 1 : layout_.bias();
    for (size_t gate = 0; gate < 4; gate++) {
      for (size_t unit = 0; unit < hidden; unit++) {
        const size_t panel = unit / layout_.lanes;
        const size_t column = gate * layout_.units(panel) + unit % layout_.lanes;
        each(layout_.panel_weights(panel) + here * layout_.vectors(panel) * layout_.lanes + column,
             dense++);
      }
    }
  }
  for (size_t row = 0; row <= hidden; row++) {
    const size_t here = row < hidden ? row + 1 : 0;
    for (size_t j = 0; j < layout_.outputs; j++)
      each(layout_.layer_size() + here * layout_.outputs_row() + j, dense++);
  }
}

void Lstm::get_dense(const float* packed, float* dense) const {
  for_each_weight([&](size_t from, size_t to) { dense[to] = packed[from]; });
}

void Lstm::set_weights(const float* dense) {
  float* packed = parameters_.data();
  for_each_weight([&](size_t to, size_t from) { packed[to] = dense[from]; });
  transpose();
}

leeway_status Lstm::initialise(uint64_t seed) {
  seed_ = seed;
  Buffer weights;
  if (!weights.resize(weight_count())) return LEEWAY_OUT_OF_MEMORY;
  Random random(seed);
  const float bound = 1 / sqrtf(static_cast<float>(layout_.hidden));
  float* next = weights.data();
  const size_t gates = 4 * layout_.hidden;
  for (size_t i = 0; i < (layout_.inputs + layout_.hidden) * gates; i++)
    *next++ = random.symmetric(bound);
  for (size_t j = 0; j < gates; j++)
    *next++ = j / layout_.hidden == 1 ? 1.0f : 0.0f;  // the forget gate's
  for (size_t i = 0; i < layout_.hidden * layout_.outputs; i++) *next++ = random.symmetric(bound);
  set_weights(weights.data());
  return LEEWAY_OK;
}

size_t Lstm::state_size() const {
  return sizeof adam_steps_ + 3 * layout_.parameter_count() * sizeof(float);
}

void Lstm::get_state(void* state) const {
  char* to = static_cast<char*>(state);
  memcpy(to, &adam_steps_, sizeof adam_steps_);
  to += sizeof adam_steps_;
  const size_t bytes = layout_.parameter_count() * sizeof(float);
  for (const Buffer* part : {&parameters_, &first_moment_, &second_moment_}) {
    memcpy(to, part->data(), bytes);
    to += bytes;
  }
}

void Lstm::set_state(const void* state) {
  const char* from = static_cast<const char*>(state);
  memcpy(&adam_steps_, from, sizeof adam_steps_);
  from += sizeof adam_steps_;
  const size_t bytes = layout_.parameter_count() * sizeof(float);
  for (Buffer* part : {&parameters_, &first_moment_, &second_moment_}) {
    memcpy(part->data(), from, bytes);
    from += bytes;
  }
  transpose();
}

void Lstm::transpose() {
  for (size_t panel = 0; panel < layout_.panels(); panel++) transpose_panel(panel);
  transpose_head();
}

void Lstm::transpose_panel(size_t panel) {
  const size_t row = layout_.vectors(panel) * layout_.lanes, columns = 4 * layout_.units(panel);
  const float* recurrent =
      parameters_.data() + layout_.panel_weights(panel) + layout_.recurrent() * row;
  for (size_t block = 0; block < layout_.transposed_blocks(); block++) {
    const size_t first = block * layout_.panel_row();
    const size_t to_row = layout_.transposed_vectors(block) * layout_.lanes;
    const size_t units = layout_.hidden - first < to_row ? layout_.hidden - first : to_row;
    float* to = recurrent_transposed_.data() + layout_.transposed_block(block) +
                panel * layout_.panel_row() * to_row;
    const float* from = recurrent + first * row;
    table_->matrix.transpose(from, row, units, columns, to, to_row);
  }
}

void Lstm::transpose_head() {
  const float* head = parameters_.data() + layout_.layer_size() + layout_.outputs_row();
  for (size_t unit = 0; unit < layout_.hidden; unit++)
    for (size_t j = 0; j < layout_.outputs; j++)
      head_transposed_.data()[j * layout_.hidden_row() + unit] =
          head[unit * layout_.outputs_row() + j];
}

}  // namespace leeway
