#include <string.h>

#include "lstm/lstm.h"

namespace leeway {
namespace {

// A step's inputs are few: two moves that may overlap, where a call of memcpy takes a twentieth of a step of 10 units.
template <class E>
void copy_inputs(E* to, const E* from, size_t n) {
  constexpr size_t half = 16 / sizeof(E);
  if (n < half || n > 2 * half) {
    memcpy(to, from, n * sizeof(E));
    return;
  }
  memcpy(to, from, 16);
  memcpy(to + n - half, from + n - half, 16);
}

}  // namespace

template <class E>
void Lstm<E>::load_step(size_t t, const Shard& shard) {
  const size_t inputs = layout().inputs, joint_row = layout().joint_row();
  E* joint = joint_at(t, shard);
  for (size_t b = shard.first; b < shard.last; b++, joint += joint_row) {
    const size_t sample = trace_.order ? trace_.order[b] : b;
    copy_inputs(joint, trace_.x + (sample * trace_.steps + t) * inputs, inputs);
    joint[layout().bias()] = 1;
  }
}

template <class E>
typename LstmNetwork<E>::Step Lstm<E>::step_at(size_t t, const Shard& shard, Panels panels) {
  const size_t place = panel_place(0, t, shard);
  E* const gates = trace_.gates.data() + place;
  E* const kept = trace_.pre_activations.data();
  return {panels,
          t % 2 == 1,
          shard.count(),
          t == 0 ? layout().recurrent() : layout().joint(),  // h_0 is 0: nothing to multiply
          joint_at(t, shard),
          parameters_.data(),
          trace_.pre_activations.size() > 0 ? kept + place : gates,
          gates,
          panel_distance(shard),
          cell_at(t, shard),
          cell_at(t + 1, shard),
          activated_at(t, shard),
          joint_at(t + 1, shard) + layout().recurrent()};
}

template <class E>
void Lstm<E>::forward(const Shard& shard) {
  memset(cell_at(0, shard), 0, shard.count() * layout().hidden_row() * sizeof(E));
  load_step(0, shard);
  for (size_t t = 0; t < trace_.steps; t++) {
    if (t + 1 < trace_.steps) load_step(t + 1, shard);
    network_.step(step_at(t, shard, layout().all_panels()));
  }
  head(shard);
}

template <class E>
void Lstm<E>::head(const Shard& shard) {
  const size_t joint_row = layout().joint_row();
  E* const last = joint_at(trace_.steps, shard);
  for (size_t b = 0; b < shard.count(); b++) last[b * joint_row + layout().bias()] = 1;
  network_.output(shard.count(), last, parameters_.data(), output_rows(trace_.output, shard));
}

}  // namespace leeway
