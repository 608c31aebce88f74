// What layers are computed by, a function pointer each per instruction set. Arrays begin at a multiple of 64 bytes, planes are
// whole vectors.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace leeway {

// C[row][p] = bias[row] + sum over k of a[k][row] b[offsets[k] + p]: a convolution, where offsets are the places of its taps
// in padded planes whose rows follow one another (geometry.h).
struct Correlation {
  size_t rows, vectors, depth;
  const float* a;  // [depth, rows]
  const float* b;
  const int32_t* offsets;
  const float* bias;  // null: none
  float* c;
  size_t c_row;
};

// gradient[k][row] += sum over images and p of dz[row][p] x[offsets[k] + p]
struct TapGradient {
  size_t images, rows, vectors, depth;
  const float* dz;
  size_t dz_row, dz_image;
  const float* x;
  size_t x_image;
  const int32_t* offsets;
  float* gradient;  // [depth, rows]
};

// Planes of a sample and where their rows begin.
struct Planes {
  size_t channels, height, width;
  size_t row, plane;
};

// Padding and splitting of planes into stride x stride phases: phase (i, j) holds every stride-th row and column of the padded plane
// from (i, j) on.
struct Phases {
  Planes of;
  size_t stride, top, left;
  size_t height, row, plane;  // of a phase
};

// Windows of size x size side by side; what is left over at the right and the bottom is left out.
struct Pooling {
  size_t size;
  Planes in, out;
};

struct LayerOperations {
  void (*correlate)(const Correlation*);
  void (*tap_gradient)(const TapGradient*);
  // to[row] += the sum of a row, over images: [images, rows, n] with a distance of images; n whole vectors.
  void (*row_sums)(const float* from, size_t image, size_t images, size_t rows, size_t n,
                   float* to);
  // to: [stride * stride, channels, plane]; padding is not written.
  void (*split)(const Phases*, const float* from, float* to);
  void (*join)(const Phases*, const float* from, float* to);
  void (*average_pool)(const Pooling*, const float* x, float* y);
  void (*average_pool_backward)(const Pooling*, const float* dy, float* dx);
  void (*max_pool)(const Pooling*, const float* x, float* y);
  // The gradient goes to the first of equal maxima.
  void (*max_pool_backward)(const Pooling*, const float* x, const float* y, const float* dy,
                            float* dx);
  // z[i] = x[i] y[i], n a multiple of the vector length, as below.
  void (*multiply)(const float* x, const float* y, float* z, size_t n);
  // to[i] = the mean of the rows of `table` that ids name, negative ones left out; zeros where there are none.
  void (*mean_of_rows)(const int32_t* ids, size_t count, const float* table, size_t row, float* to);
  // Adds share * from to the rows of `table` that ids from `first` to `last` name.
  void (*add_to_rows)(const int32_t* ids, size_t count, size_t first, size_t last, float share,
                      const float* from, float* table, size_t row);
};

}  // namespace leeway
