// Moving planes: padding, phases, pooling. Plain loops over rows, which the compiler makes vectors of.
#pragma once

#include "nn/layer_operations.h"

LEEWAY_ISA_BEGIN

// Calls each(row of the plane, row of the phase, its first column there, and there, how many) for every row of every phase.
template <class Each>
LEEWAY_INLINE void each_phase_row(const Phases& s, Each each) {
  for (size_t i = 0; i < s.stride; i++) {
    for (size_t j = 0; j < s.stride; j++) {
      // The first column of the phase that is not padding; columns x of the phase are x * stride + j - left of the plane.
      const size_t x = j < s.left ? (s.left - j + s.stride - 1) / s.stride : 0;
      const size_t column = x * s.stride + j - s.left;
      if (column >= s.of.width || x >= s.row) continue;
      size_t count = (s.of.width - column + s.stride - 1) / s.stride;
      if (count > s.row - x) count = s.row - x;
      for (size_t c = 0; c < s.of.channels; c++) {
        const size_t plane = ((i * s.stride + j) * s.of.channels + c) * s.plane;
        for (size_t y = 0; y < s.height; y++) {
          const size_t padded = y * s.stride + i;
          if (padded < s.top || padded - s.top >= s.of.height) continue;
          each(c * s.of.plane + (padded - s.top) * s.of.row + column, plane + y * s.row + x, count);
        }
      }
    }
  }
}

#if defined(_MSC_VER)
#define LEEWAY_APART __restrict
#else
#define LEEWAY_APART __restrict__
#endif

// Every stride-th number, close together; and back. The compiler knows how for a stride that it knows.
template <size_t known>
LEEWAY_INLINE void gather_row(const float* LEEWAY_APART from, float* LEEWAY_APART to, size_t n,
                              size_t stride) {
  for (size_t k = 0; k < n; k++) to[k] = from[(known > 0 ? known : stride) * k];
}
template <size_t known>
LEEWAY_INLINE void scatter_row(const float* LEEWAY_APART from, float* LEEWAY_APART to, size_t n,
                               size_t stride) {
  for (size_t k = 0; k < n; k++) to[(known > 0 ? known : stride) * k] = from[k];
}

template <size_t known>
void split_by(const Phases& s, const float* from, float* to) {
  each_phase_row(s, [&](size_t here, size_t there, size_t n) LEEWAY_LAMBDA_INLINE {
    gather_row<known>(from + here, to + there, n, s.stride);
  });
}

template <size_t known>
void join_by(const Phases& s, const float* from, float* to) {
  each_phase_row(s, [&](size_t here, size_t there, size_t n) LEEWAY_LAMBDA_INLINE {
    scatter_row<known>(from + there, to + here, n, s.stride);
  });
}

inline void split(const Phases* s, const float* from, float* to) {
  if (s->stride == 1) return split_by<1>(*s, from, to);
  if (s->stride == 2) return split_by<2>(*s, from, to);
  split_by<0>(*s, from, to);
}

inline void join(const Phases* s, const float* from, float* to) {
  if (s->stride == 1) return join_by<1>(*s, from, to);
  if (s->stride == 2) return join_by<2>(*s, from, to);
  join_by<0>(*s, from, to);
}

// Calls each(first element of the window, element of the output) for every row of windows, then column by column.
template <class EachRow>
LEEWAY_INLINE void each_window_row(const Pooling& s, EachRow each) {
  for (size_t c = 0; c < s.in.channels; c++)
    for (size_t y = 0; y < s.out.height; y++)
      each(c * s.in.plane + y * s.size * s.in.row, c * s.out.plane + y * s.out.row);
}

inline void average_pool(const Pooling* s, const float* x, float* y) {
  const size_t width = s->out.width, row = s->in.row, size = s->size;
  const float share = 1.0f / static_cast<float>(size * size);
  each_window_row(*s, [=](size_t in, size_t out) LEEWAY_LAMBDA_INLINE {
    const float* from = x + in;
    if (size == 2) {
      for (size_t k = 0; k < width; k++)
        y[out + k] =
            ((from[2 * k] + from[2 * k + 1]) + (from[row + 2 * k] + from[row + 2 * k + 1])) * share;
      return;
    }
    for (size_t k = 0; k < width; k++) {
      float sum = 0;
      for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++) sum += from[i * row + k * size + j];
      y[out + k] = sum * share;
    }
  });
}

inline void average_pool_backward(const Pooling* s, const float* dy, float* dx) {
  const size_t width = s->out.width, row = s->in.row, size = s->size;
  const float share = 1.0f / static_cast<float>(size * size);
  each_window_row(*s, [=](size_t in, size_t out) LEEWAY_LAMBDA_INLINE {
    for (size_t i = 0; i < size; i++) {
      float* to = dx + in + i * row;
      if (size == 2) {
        for (size_t k = 0; k < width; k++) to[2 * k] = to[2 * k + 1] = dy[out + k] * share;
        continue;
      }
      for (size_t k = 0; k < width; k++)
        for (size_t j = 0; j < size; j++) to[k * size + j] = dy[out + k] * share;
    }
  });
}

LEEWAY_INLINE float larger(float a, float b) { return b > a ? b : a; }

inline void max_pool(const Pooling* s, const float* x, float* y) {
  const size_t width = s->out.width, row = s->in.row, size = s->size;
  each_window_row(*s, [=](size_t in, size_t out) LEEWAY_LAMBDA_INLINE {
    const float* from = x + in;
    if (size == 2) {
      for (size_t k = 0; k < width; k++)
        y[out + k] = larger(larger(from[2 * k], from[2 * k + 1]),
                            larger(from[row + 2 * k], from[row + 2 * k + 1]));
      return;
    }
    for (size_t k = 0; k < width; k++) {
      float most = from[k * size];
      for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++) most = larger(most, from[i * row + k * size + j]);
      y[out + k] = most;
    }
  });
}

inline void max_pool_backward(const Pooling* s, const float* x, const float* y, const float* dy,
                              float* dx) {
  const size_t width = s->out.width, row = s->in.row, size = s->size;
  each_window_row(*s, [=](size_t in, size_t out) LEEWAY_LAMBDA_INLINE {
    const float* from = x + in;
    float* to = dx + in;
    if (size == 2) {
      for (size_t k = 0; k < width; k++) {
        const float most = y[out + k], gradient = dy[out + k];
        const bool a = from[2 * k] == most, b = from[2 * k + 1] == most;
        const bool c = from[row + 2 * k] == most, d = from[row + 2 * k + 1] == most;
        to[2 * k] = a ? gradient : 0.0f;
        to[2 * k + 1] = (!a & b) ? gradient : 0.0f;
        to[row + 2 * k] = (!(a | b) & c) ? gradient : 0.0f;
        to[row + 2 * k + 1] = (!(a | b | c) & d) ? gradient : 0.0f;
      }
      return;
    }
    for (size_t k = 0; k < width; k++) {
      bool found = false;
      for (size_t i = 0; i < size; i++) {
        for (size_t j = 0; j < size; j++) {
          const size_t at = i * row + k * size + j;
          const bool here = !found && from[at] == y[out + k];
          to[at] = here ? dy[out + k] : 0.0f;
          found |= here;
        }
      }
    }
  });
}

LEEWAY_ISA_END
