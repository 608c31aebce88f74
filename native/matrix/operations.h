// The dense operations that networks are made of, one function pointer each per instruction set.
//
// Matrices are row-major and their columns come in whole vectors of the instruction set; what stands in the padding
// never reaches a result.
#pragma once

#include <stddef.h>

namespace leeway {

constexpr size_t rounded_up(size_t n, size_t to) { return (n + to - 1) / to * to; }

// Vectors of a row that one block of a product keeps in registers: an LSTM unit's four gates.
constexpr size_t vectors_per_panel = 4;

// The dimension a product sums over: runs of `run` entries, both factors jumping from one run to the next; the last one may be
// shorter.
struct Depth {
  size_t runs, run, last_run;
};

inline Depth depth_of(size_t n) { return {1, n, n}; }

struct AdamStep {
  double learning_rate, beta1, beta2, epsilon;
  double correction1, correction2;  // 1 - beta^step
  double gradient_scale;
};

constexpr size_t max_parts = 8;

// Over elements of one type, float or double.
template <class E>
struct MatrixOf {
  // Strides are in elements: from row to row, from entry to entry along the depth, from run to run.
  struct LeftFactor {
    const E* data;
    size_t row, column, run;
  };

  // Its columns are contiguous.
  struct RightFactor {
    const E* data;
    size_t row, run;
  };

  struct Result {
    E* data;
    size_t row;
  };

  // C[rows, vectors * lanes] = A[rows, depth] B[depth, vectors * lanes], or C plus that: a sum cut into two such products has
  // the bits of the whole.
  struct Product {
    bool add;
    size_t rows, vectors;
    Depth depth;
    LeftFactor a;
    RightFactor b;
    Result c;
  };

  // One row times panels, all four vectors wide but the last, which may be narrower; each a matrix of its own.
  // C[vectors * lanes] = A[depth] B[depth, vectors * lanes]
  struct RowProduct {
    size_t vectors, depth;
    const E* a;
    const E* b;
    size_t b_panel;  // distance of panels
    E* c;
    size_t c_panel;
  };

  // Gradients in parts that are yet to be added up, as a binary tree: a power of two of them.
  struct GradientParts {
    const E* part[max_parts];
    size_t count;
  };

  struct Operations {
    void (*product)(const Product*);
    void (*row_product)(const RowProduct*);
    // to[i] += from[i], n a multiple of the vector length.
    void (*add)(E* to, const E* from, size_t n);
    // to[column, row] = from[row, column]
    void (*transpose)(const E* from, size_t from_row, size_t rows, size_t columns, E* to,
                      size_t to_row);
    // Of the elements from `first` to `last`, both multiples of the vector length.
    void (*adam)(E* weights, E* first_moment, E* second_moment, const GradientParts*, size_t first,
                 size_t last, const AdamStep*);
    double (*sum_of_squares)(const GradientParts*, size_t first, size_t last);
  };
};

using LeftFactor = MatrixOf<float>::LeftFactor;
using RightFactor = MatrixOf<float>::RightFactor;
using Result = MatrixOf<float>::Result;
using Product = MatrixOf<float>::Product;
using GradientParts = MatrixOf<float>::GradientParts;
using MatrixOperations = MatrixOf<float>::Operations;

}  // namespace leeway
