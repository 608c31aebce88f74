// Moving planes: padding and phases.
#pragma once

#include "nn/layer_operations.h"
#include "nn/pixels.h"

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

template <class Each>
LEEWAY_INLINE void each_strided_pixel(const Phases& s, Each each) {
  each_phase_row(s, [&](size_t here, size_t there, size_t n) LEEWAY_LAMBDA_INLINE {
    for (size_t k = 0; k < n; k++) each(here + s.stride * k, there + k);
  });
}

// With a stride of two a row is two phases' rows: calls each(row of the plane, where its first pixel goes, where its second one does).
template <class Each>
LEEWAY_INLINE void each_parted_row(const Phases& s, Each each) {
  const size_t phase = s.of.channels * s.plane;
  const size_t first = s.left % 2 * phase + s.left / 2;
  const size_t second = (s.left + 1) % 2 * phase + (s.left + 1) / 2;
  for (size_t i = 0; i < 2; i++) {
    for (size_t c = 0; c < s.of.channels; c++) {
      for (size_t y = 0; y < s.height; y++) {
        const size_t padded = 2 * y + i;
        if (padded < s.top || padded - s.top >= s.of.height) continue;
        const size_t there = 2 * i * phase + c * s.plane + y * s.row;
        each(c * s.of.plane + (padded - s.top) * s.of.row, there + first, there + second);
      }
    }
  }
}

// Whether phases reach to the ends of the rows they are of.
inline bool parts_whole_rows(const Phases& s) {
  return s.stride == 2 && s.left / 2 + (s.of.width + 1) / 2 <= s.row &&
         (s.left + 1) / 2 + s.of.width / 2 <= s.row;
}

inline void split(const Phases* s, const float* from, float* to) {
  if (s->stride == 1)
    each_phase_row(*s, [&](size_t here, size_t there, size_t n)
                           LEEWAY_LAMBDA_INLINE { copy_row(from + here, to + there, n); });
  else if (parts_whole_rows(*s))
    each_parted_row(*s, [&](size_t here, size_t evens, size_t odds) LEEWAY_LAMBDA_INLINE {
      part_row(from + here, s->of.width, to + evens, to + odds);
    });
  else
    each_strided_pixel(
        *s, [&](size_t here, size_t there) LEEWAY_LAMBDA_INLINE { to[there] = from[here]; });
}

inline void join(const Phases* s, const float* from, float* to) {
  if (s->stride == 1)
    each_phase_row(*s, [&](size_t here, size_t there, size_t n)
                           LEEWAY_LAMBDA_INLINE { copy_row(from + there, to + here, n); });
  else if (parts_whole_rows(*s))
    each_parted_row(*s, [&](size_t here, size_t evens, size_t odds) LEEWAY_LAMBDA_INLINE {
      merge_row(from + evens, from + odds, to + here, s->of.width);
    });
  else
    each_strided_pixel(
        *s, [&](size_t here, size_t there) LEEWAY_LAMBDA_INLINE { to[here] = from[there]; });
}

LEEWAY_ISA_END
