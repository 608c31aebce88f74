// The dense operations that networks are made of, one function pointer each per instruction set.
//
// Matrices are row-major float32 whose columns come in whole vectors of the instruction set; what stands in the padding
// never reaches a result.
#pragma once

#include <stddef.h>

namespace leeway {

constexpr size_t rounded_up(size_t n, size_t to) { return (n + to - 1) / to * to; }

// Vectors of a row that one block of a product keeps in registers: an LSTM unit's four gates.
constexpr size_t vectors_per_panel = 4;

// The dimension a product sums over. It is walked in `runs` of `run` entries, both factors jumping from one run to the next,
// and may be cut into leaves: each leaf takes its share of every run and is summed by itself, and the sums are added up as a
// binary tree. So leaves summed by different threads, added up later, give the same bits as all of them summed here.
struct Depth {
  size_t runs, run;
  size_t last_run;          // entries of the last run
  size_t leaves;            // a power of two, at most max_leaves; 1 where last_run differs from run
  size_t from, to;          // the leaves to sum here: an aligned power of two of them
};

constexpr size_t max_leaves = 8;

inline Depth depth_of(size_t n) { return {1, n, n, 1, 0, 1}; }

// Strides are in elements: from row to row, from entry to entry along the depth, from run to run.
struct LeftFactor {
  const float* data;
  size_t row, column, run;
};

// Its columns are contiguous.
struct RightFactor {
  const float* data;
  size_t row, run;
};

struct Result {
  float* data;
  size_t row;
};

// C[rows, vectors * lanes] = A[rows, depth] B[depth, vectors * lanes]
struct Product {
  size_t rows, vectors;
  Depth depth;
  LeftFactor a;
  RightFactor b;
  Result c;
};

struct AdamStep {
  double learning_rate, beta1, beta2, epsilon;
  double correction1, correction2;  // 1 - beta^step
  double gradient_scale;
};

// Gradients in parts that are yet to be added up, as the tree of their leaves goes: a power of two of them.
struct GradientParts {
  const float* part[max_leaves];
  size_t count;
};

struct MatrixOperations {
  void (*product)(const Product*);
  // Of the elements from `first` to `last`, both multiples of the vector length.
  void (*adam)(float* weights, float* first_moment, float* second_moment, const GradientParts*,
               size_t first, size_t last, const AdamStep*);
  double (*sum_of_squares)(const GradientParts*, size_t first, size_t last);
};

}  // namespace leeway
