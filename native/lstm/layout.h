// Where the numbers of an LSTM stand in memory, which depends on the vector length of its instruction set.
//
// Units are packed into panels of as many as a vector has lanes. A panel's columns are its four gates i, f, o, g, a vector
// each, so that a product leaves a unit's gates in the same lane of four registers. The last panel holds what is left over:
// its gates stand close together, so that 100 units of 16 lanes take 25 vectors of multiplications and not 28.
#pragma once

#include "matrix/operations.h"

namespace leeway {

// Panels from `first` to `last`.
struct Panels {
  size_t first, last;
};

struct LstmLayout {
  size_t inputs, hidden, outputs, lanes;

  // A time step's row: [x_t, 1, h_(t-1)], and room for whole vectors of h.
  size_t bias() const { return inputs; }
  size_t recurrent() const { return inputs + 1; }
  size_t joint() const { return inputs + 1 + hidden; }
  size_t joint_row() const { return rounded_up(recurrent() + hidden_row(), 16); }

  size_t full_panels() const { return hidden / lanes; }
  size_t panels() const { return (hidden + lanes - 1) / lanes; }
  size_t hidden_row() const { return panels() * lanes; }
  Panels all_panels() const { return {0, panels()}; }
  // The share of one of several threads.
  Panels share(size_t thread, size_t threads) const {
    return {panels() * thread / threads, panels() * (thread + 1) / threads};
  }
  // Units of a panel, which is also the distance of its gates.
  size_t units(size_t panel) const { return panel < full_panels() ? lanes : hidden % lanes; }
  // Columns of a panel that are multiplied, in vectors.
  size_t vectors(size_t panel) const { return (4 * units(panel) + lanes - 1) / lanes; }
  size_t vectors(Panels p) const {
    return p.first < p.last ? vectors_per_panel * (p.last - p.first - 1) + vectors(p.last - 1) : 0;
  }
  // What one row of a panel takes where gates are kept: for the last one more than its columns.
  size_t panel_row() const { return vectors_per_panel * lanes; }

  // Weights: panel by panel [joint, vectors * lanes], then the head [1 + hidden, outputs_row], biases first.
  size_t panel_weights(size_t panel) const { return panel * joint() * panel_row(); }
  size_t layer_size() const {
    const size_t last = panels() - 1;
    return panel_weights(last) + joint() * vectors(last) * lanes;
  }
  // Where the panels' weights start, and behind them the head's as the one after the last.
  size_t item_start(size_t item) const {
    return item < panels()    ? panel_weights(item)
           : item == panels() ? layer_size()
                              : parameter_count();
  }
  size_t outputs_row() const { return rounded_up(outputs, lanes); }
  size_t head_size() const { return (1 + hidden) * outputs_row(); }
  size_t parameter_count() const { return layer_size() + head_size(); }

  // The recurrent weights transposed: a block per four vectors of units, [4 hidden, its vectors * lanes] each.
  size_t transposed_blocks() const {
    return (panels() + vectors_per_panel - 1) / vectors_per_panel;
  }
  size_t transposed_vectors(size_t block) const {
    const size_t rest = panels() - block * vectors_per_panel;
    return rest < vectors_per_panel ? rest : vectors_per_panel;
  }
  size_t transposed_block(size_t block) const { return block * panel_row() * 4 * hidden; }
  size_t transposed_size() const { return 4 * hidden * hidden_row(); }
};

}  // namespace leeway
