#include "lstm/network.h"

#include <string.h>

namespace leeway {
namespace {

constexpr size_t widest_vector = 16;

}  // namespace

template <class E>
leeway_status LstmNetwork<E>::resolve(const leeway_activation& wanted, leeway_isa isa,
                                      Activation* activation) {
  leeway_kernel_info info;
  const leeway_status found = leeway_kernel(wanted.kernel, &info);
  if (found != LEEWAY_OK) return found;
  if (info.element != (sizeof(E) == sizeof(float) ? LEEWAY_FLOAT32 : LEEWAY_FLOAT64))
    return LEEWAY_BAD_ARGUMENT;
  activation->alpha = wanted.alpha;
  return leeway_resolve(wanted.kernel, isa, &activation->functions);
}

template <class E>
leeway_status LstmNetwork<E>::create(const leeway_lstm_config& config) {
  table = network_table_of<E>(config.isa);
  if (!table) return LEEWAY_ISA_UNAVAILABLE;
  layout = {config.inputs, config.hidden, config.outputs, table->lanes};
  leeway_status status = resolve(config.activation, config.isa, &activation_);
  if (status == LEEWAY_OK) status = resolve(config.gate, config.isa, &gate_);
  for (size_t i = 0; i < table->cell.fused_count; i++) {
    const auto& cell = table->cell.fused[i];
    if (cell.gate == config.gate.kernel && cell.activation == config.activation.kernel)
      fused_ = &cell;
  }
  return status;
}

template <class E>
void LstmNetwork<E>::step(const Step& s) const {
  const size_t panels = layout.panels(), panel_row = layout.panel_row(), lanes = layout.lanes;
  const auto cells = [&](size_t panel, const CellRows& at) {
    const size_t place = panel * s.gates_panel, unit = panel * lanes;
    forward({at, s.z + place, s.gates + place, s.previous + unit, s.c + unit, s.activated + unit,
             s.h + unit});
  };
  if (s.rows == 1) {
    const size_t vectors = vectors_per_panel * (panels - 1) + layout.vectors(panels - 1);
    const typename MatrixOf<E>::RowProduct into_z = {
        vectors, s.depth, s.joint, s.weights, layout.panel_weights(1), s.z, s.gates_panel};
    table->matrix.row_product(&into_z);
    // Full panels look like rows of one: their cells overlap in time.
    const size_t full = layout.full_panels();
    if (full > 0) cells(0, {full, lanes, s.gates_panel, lanes, lanes});
    if (full < panels)
      cells(full, {1, layout.units(full), panel_row, layout.hidden_row(), layout.joint_row()});
    return;
  }
  for (size_t panel = 0; panel < panels; panel++) {
    const size_t vectors = layout.vectors(panel), row = vectors * lanes;
    const typename MatrixOf<E>::Product into_z = {false,
                                                  s.rows,
                                                  vectors,
                                                  depth_of(s.depth),
                                                  {s.joint, layout.joint_row(), 1, 0},
                                                  {s.weights + layout.panel_weights(panel), row, 0},
                                                  {s.z + panel * s.gates_panel, panel_row}};
    table->matrix.product(&into_z);
    cells(panel, {s.rows, layout.units(panel), panel_row, layout.hidden_row(), layout.joint_row()});
  }
}

template <class E>
void LstmNetwork<E>::output(size_t rows, const E* joint, const E* parameters, E* output) const {
  const size_t row = layout.outputs_row();
  const typename MatrixOf<E>::Product into_output = {
      false,
      rows,
      row / layout.lanes,
      depth_of(1 + layout.hidden),
      {joint + layout.bias(), layout.joint_row(), 1, 0},
      {parameters + layout.layer_size(), row, 0},
      {output, row}};
  table->matrix.product(&into_output);
}

template <class E>
void LstmNetwork<E>::forward(const CellForward& s) const {
  if (fused_) return fused_->forward(&s, gate_.alpha, activation_.alpha);
  const size_t n = s.at.units;
  for (size_t row = 0; row < s.at.rows; row++) {
    const E* z = s.z + row * s.at.panel_row;
    E* gates = s.gates + row * s.at.panel_row;
    E* c = s.c + row * s.at.hidden_row;
    E* activated = s.activated + row * s.at.hidden_row;
    gate_.functions.forward(z, gates, 3 * n, gate_.alpha);
    activation_.functions.forward(z + 3 * n, gates + 3 * n, n, activation_.alpha);
    table->cell.state(gates, s.previous + row * s.at.hidden_row, c, n);
    activation_.functions.forward(c, activated, n, activation_.alpha);
    table->cell.output(gates + 2 * n, activated, s.h + row * s.at.joint_row, n);
  }
}

template <class E>
void LstmNetwork<E>::backward(const CellBackward& s, const E* z) const {
  if (fused_) return fused_->backward(&s, gate_.alpha, activation_.alpha);
  const size_t n = s.at.units;
  E upstream[widest_vector], through[widest_vector], d_gates[4 * widest_vector];
  const auto gradient = [](const Activation& a, const E* from_z, const E* y, const E* dy, E* dz,
                           size_t count) {
    if (a.functions.backward_from_output)
      a.functions.backward_from_output(y, dy, dz, count, a.alpha);
    else
      a.functions.backward(from_z, dy, dz, count, a.alpha);
  };
  for (size_t row = 0; row < s.at.rows; row++) {
    E* gates = s.gates + row * s.at.panel_row;
    const E* from_z = z ? z + row * s.at.panel_row : nullptr;
    const size_t at = row * s.at.hidden_row;
    table->cell.output(gates + 2 * n, s.dh + at, upstream, n);
    gradient(activation_, s.c + at, s.activated + at, upstream, through, n);
    const typename CellOf<E>::RowBackward step = {
        gates, s.activated + at, s.previous + at, s.dh + at, through, s.dc + at, d_gates};
    table->cell.backward(&step, n);
    gradient(gate_, from_z, gates, d_gates, gates, 3 * n);
    gradient(activation_, from_z + 3 * n, gates + 3 * n, d_gates + 3 * n, gates + 3 * n, n);
    memset(gates + 4 * n, 0, (layout.panel_row() - 4 * n) * sizeof(E));
  }
}

template class LstmNetwork<float>;
template class LstmNetwork<double>;

}  // namespace leeway
