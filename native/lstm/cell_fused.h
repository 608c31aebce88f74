// The elementwise half of an LSTM cell with its activations inlined: between two products a number is loaded and stored
// once.
//
// Whole vectors are loaded and stored throughout. In the last panel, where a unit's gates are less than a vector apart, a
// gate's idle lanes hold the next gate; each store is overwritten by the next one's, and what is behind the last one is
// cleared where a product would meet it.
#pragma once

#include "lstm/cell_operations.h"

LEEWAY_ISA_BEGIN

template <class V>
struct Gates {
  V i, f, o, g;
  static LEEWAY_INLINE Gates load(const typename V::element* row, size_t units) {
    return {V::load(row), V::load(row + units), V::load(row + 2 * units), V::load(row + 3 * units)};
  }
  LEEWAY_INLINE void store(typename V::element* row, size_t units) const {
    i.store(row);
    f.store(row + units);
    o.store(row + 2 * units);
    g.store(row + 3 * units);
  }
};

// All ones in the lanes that are units.
template <class V>
LEEWAY_INLINE V lanes_of_units(size_t units) {
  typename V::bits pattern[V::lanes];
  typename V::element lanes[V::lanes];
  for (int lane = 0; lane < V::lanes; lane++)
    pattern[lane] = static_cast<size_t>(lane) < units ? ~typename V::bits(0) : 0;
  memcpy(lanes, pattern, sizeof lanes);
  return V::load(lanes);
}

template <class V, template <class> class Gate, template <class> class Activation>
void cell_forward(const typename CellOf<typename V::element>::Forward* s, double gate_alpha,
                  double activation_alpha) {
  const Gate<V> gate(gate_alpha);
  const Activation<V> activation(activation_alpha);
  const CellRows at = s->at;
  // The gates of all rows first: both functions' constants at once do not fit into registers.
  for (size_t row = 0; row < at.rows; row++) {
    const Gates<V> z = Gates<V>::load(s->z + row * at.panel_row, at.units);
    Gates<V>{gate.value(z.i), gate.value(z.f), gate.value(z.o), z.g}.store(
        s->gates + row * at.panel_row, at.units);
  }
  for (size_t row = 0; row < at.rows; row++) {
    typename V::element* const gates = s->gates + row * at.panel_row;
    const Gates<V> y = Gates<V>::load(gates, at.units);
    const V g = activation.value(y.g);
    const V c = mul_add(y.i, g, y.f * V::load(s->previous + row * at.hidden_row));
    const V activated = activation.value(c);
    g.store(gates + 3 * at.units);
    c.store(s->c + row * at.hidden_row);
    activated.store(s->activated + row * at.hidden_row);
    (y.o * activated).store(s->h + row * at.joint_row);
  }
}

template <class V, template <class> class Gate, template <class> class Activation>
void cell_backward(const typename CellOf<typename V::element>::Backward* s, double gate_alpha,
                   double activation_alpha) {
  const Gate<V> gate(gate_alpha);
  const Activation<V> activation(activation_alpha);
  const CellRows at = s->at;
  const V unit = lanes_of_units<V>(at.units);
  for (size_t row = 0; row < at.rows; row++) {
    typename V::element* const gates = s->gates + row * at.panel_row;
    typename V::element* const dc_row = s->dc + row * at.hidden_row;
    const Gates<V> y = Gates<V>::load(gates, at.units);
    const V activated = V::load(s->activated + row * at.hidden_row);
    const V dh = V::load(s->dh + row * at.hidden_row);
    const V dc = mul_add(dh * y.o, activation.derivative_from_output(activated), V::load(dc_row));
    const V previous = V::load(s->previous + row * at.hidden_row);
    const Gates<V> dz = {dc * y.g * gate.derivative_from_output(y.i),
                         dc * previous * gate.derivative_from_output(y.f),
                         dh * activated * gate.derivative_from_output(y.o),
                         (dc * y.i * activation.derivative_from_output(y.g)) & unit};
    dz.store(gates, at.units);
    (dc * y.f).store(dc_row);
  }
}

LEEWAY_ISA_END
