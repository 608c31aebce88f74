// The dense operations that networks are made of, one function pointer each per instruction set.
//
// Matrices are row-major float32 with rows padded to a multiple of `row_padding` floats, so that whole vectors may be read
// and written up to the end of a row; what stands in the padding never reaches a result.
#pragma once

#include <stddef.h>

namespace leeway {

constexpr size_t row_padding = 16;  // the widest vector

constexpr size_t padded(size_t n) { return (n + row_padding - 1) / row_padding * row_padding; }

// Strides are in elements. The left factor is read by two, so that its transpose is had by swapping them.
struct LeftFactor {
  const float* data;
  size_t row, column;
};

struct RightFactor {
  const float* data;
  size_t row;
};

struct Result {
  float* data;
  size_t row;
};

// C[rows, columns] = A[rows, depth] B[depth, columns]; `columns` counts the padding in.
struct Product {
  size_t rows, columns, depth;
  LeftFactor a;
  RightFactor b;
  Result c;
};

struct AdamStep {
  double learning_rate, beta1, beta2, epsilon;
  double correction1, correction2;  // 1 - beta^step
};

struct MatrixOperations {
  void (*product)(const Product*);
  // n counts the padding in: a multiple of row_padding.
  void (*adam)(float* weights, float* first_moment, float* second_moment, const float* gradients,
               size_t n, const AdamStep*);
};

}  // namespace leeway
