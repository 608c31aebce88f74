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
void Lstm<E>::load_step(size_t t, Rows rows) {
  const size_t inputs = layout().inputs, joint_row = layout().joint_row();
  E* joint = joint_at(t) + rows.first * joint_row;
  for (size_t b = rows.first; b < rows.last; b++, joint += joint_row) {
    const size_t sample = trace_.order ? trace_.order[b] : b;
    copy_inputs(joint, trace_.x + (sample * trace_.steps + t) * inputs, inputs);
    joint[layout().bias()] = 1;
  }
}

template <class E>
typename LstmNetwork<E>::Step Lstm<E>::step_at(size_t t, Rows rows, Panels panels) {
  const size_t joint_row = layout().joint_row(), hidden_row = layout().hidden_row();
  const size_t first = rows.first * hidden_row, step = trace_.batch * hidden_row;
  const size_t place = panel_place(0, t) + rows.first * layout().panel_row();
  E* const gates = trace_.gates.data() + place;
  E* const kept = trace_.pre_activations.data();
  return {panels,
          t % 2 == 1,
          rows.count(),
          t == 0 ? layout().recurrent() : layout().joint(),  // h_0 is 0: nothing to multiply
          joint_at(t) + rows.first * joint_row,
          parameters_.data(),
          trace_.pre_activations.size() > 0 ? kept + place : gates,
          gates,
          panel_place(1, 0) - panel_place(0, 0),
          trace_.cell.data() + trace_.place(t) * step + first,
          trace_.cell.data() + trace_.place(t + 1) * step + first,
          trace_.activated.data() + trace_.place(t) * step + first,
          joint_at(t + 1) + rows.first * joint_row + layout().recurrent()};
}

template <class E>
void Lstm<E>::forward(Rows rows) {
  const size_t hidden_row = layout().hidden_row();
  memset(trace_.cell.data() + rows.first * hidden_row, 0, rows.count() * hidden_row * sizeof(E));
  load_step(0, rows);
  for (size_t t = 0; t < trace_.steps; t++) {
    if (t + 1 < trace_.steps) load_step(t + 1, rows);
    network_.step(step_at(t, rows, layout().all_panels()));
  }
  head(rows);
}

template <class E>
void Lstm<E>::head(Rows rows) {
  const size_t joint_row = layout().joint_row();
  E* const last = joint_at(trace_.steps);
  for (size_t b = rows.first; b < rows.last; b++) last[b * joint_row + layout().bias()] = 1;
  network_.output(rows.count(), last + rows.first * joint_row, parameters_.data(),
                  trace_.output.data() + rows.first * layout().outputs_row());
}

}  // namespace leeway
