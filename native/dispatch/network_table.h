// What one instruction set's network unit (native/lstm/isa) hands to the rest: one constant table, its only external symbol.
#pragma once

#include "lstm/cell_operations.h"
#include "matrix/operations.h"

namespace leeway {

// Over elements of one type, float or double.
template <class E>
struct NetworkTableOf {
  size_t lanes;
  typename MatrixOf<E>::Operations matrix;
  typename CellOf<E>::Operations cell;
};

using NetworkTable = NetworkTableOf<float>;

struct NetworkTables {
  NetworkTable float32;
  NetworkTableOf<double> float64;
};

extern const NetworkTables scalar_network_table;
extern const NetworkTables sse2_network_table;
extern const NetworkTables avx2_network_table;
extern const NetworkTables avx512_network_table;
extern const NetworkTables neon_network_table;
extern const NetworkTables wasm_network_table;

}  // namespace leeway
