// Moving planes: padding and phases.
#pragma once

#include "nn/layer_operations.h"
#include "nn/pixels.h"

LEEWAY_ISA_BEGIN

// Rows y of a phase whose row y * stride + i of the padded plane is one of the plane, from `first` on: their number may be 0.
struct PhaseRows {
  size_t first, count;
};
inline PhaseRows rows_of_phase(const Phases& s, size_t i) {
  const size_t first = i < s.top ? (s.top - i + s.stride - 1) / s.stride : 0;
  const size_t bottom = s.top + s.of.height;
  size_t last = i < bottom ? (bottom - i + s.stride - 1) / s.stride : 0;
  if (last > s.height) last = s.height;
  return {first, first < last ? last - first : 0};
}

// Calls each(pixel of the plane, pixel of the phase) for the rows y of a phase of every channel, of the padded plane those that
// begin with i; `column` and `x` are where rows begin.
template <class Each>
LEEWAY_INLINE void each_row_of_phase(const Phases& s, size_t i, size_t column, size_t x,
                                     Each each) {
  const PhaseRows rows = rows_of_phase(s, i);
  const size_t step = s.stride * s.of.row, plane_step = s.row;
  for (size_t c = 0; c < s.of.channels; c++) {
    size_t here = c * s.of.plane + (rows.first * s.stride + i - s.top) * s.of.row + column;
    size_t there = c * s.plane + rows.first * s.row + x;
    for (size_t y = 0; y < rows.count; y++, here += step, there += plane_step) each(here, there);
  }
}

// Calls each_row(pixel of the plane, pixel of the phase) for every row of every phase, each_row being what make(how many pixels) returns.
template <class Make>
LEEWAY_INLINE void each_phase_row(const Phases& s, Make make) {
  for (size_t i = 0; i < s.stride; i++) {
    for (size_t j = 0; j < s.stride; j++) {
      // The first column of the phase that is not padding; columns x of the phase are x * stride + j - left of the plane.
      const size_t x = j < s.left ? (s.left - j + s.stride - 1) / s.stride : 0;
      const size_t column = x * s.stride + j - s.left;
      if (column >= s.of.width || x >= s.row) continue;
      size_t count = (s.of.width - column + s.stride - 1) / s.stride;
      if (count > s.row - x) count = s.row - x;
      each_row_of_phase(s, i, column, x + (i * s.stride + j) * s.of.channels * s.plane,
                        make(count));
    }
  }
}

// With a stride of two a row is two phases' rows: calls each(row of the plane, where its first pixel goes, where its second one does).
template <class Each>
LEEWAY_INLINE void each_parted_row(const Phases& s, Each each) {
  const size_t phase = s.of.channels * s.plane;
  const size_t first = s.left % 2 * phase + s.left / 2;
  const size_t second = (s.left + 1) % 2 * phase + (s.left + 1) / 2;
  for (size_t i = 0; i < 2; i++)
    each_row_of_phase(s, i, 0, 2 * i * phase, [=](size_t here, size_t there) LEEWAY_LAMBDA_INLINE {
      each(here, there + first, there + second);
    });
}

// Whether phases reach to the ends of the rows they are of.
inline bool parts_whole_rows(const Phases& s) {
  return s.stride == 2 && s.left / 2 + (s.of.width + 1) / 2 <= s.row &&
         (s.left + 1) / 2 + s.of.width / 2 <= s.row;
}

inline void split(const Phases* phases, const float* from, float* to) {
  const Phases s = *phases;
  const size_t stride = s.stride;
  if (stride == 1)
    return each_phase_row(s, [=](size_t n) LEEWAY_LAMBDA_INLINE {
      const PixelRow row(n);
      return [=](size_t here, size_t there)
                 LEEWAY_LAMBDA_INLINE { row.copy(from + here, to + there); };
    });
  if (parts_whole_rows(s)) {
    const PairedRow row(s.of.width);
    return each_parted_row(s, [=](size_t here, size_t evens, size_t odds) LEEWAY_LAMBDA_INLINE {
      row.part(from + here, to + evens, to + odds);
    });
  }
  each_phase_row(s, [=](size_t n) LEEWAY_LAMBDA_INLINE {
    return [=](size_t here, size_t there) LEEWAY_LAMBDA_INLINE {
      for (size_t k = 0; k < n; k++) to[there + k] = from[here + stride * k];
    };
  });
}

inline void join(const Phases* phases, const float* from, float* to) {
  const Phases s = *phases;
  const size_t stride = s.stride;
  if (stride == 1)
    return each_phase_row(s, [=](size_t n) LEEWAY_LAMBDA_INLINE {
      const PixelRow row(n);
      return [=](size_t here, size_t there)
                 LEEWAY_LAMBDA_INLINE { row.copy(from + there, to + here); };
    });
  if (parts_whole_rows(s)) {
    const PairedRow row(s.of.width);
    return each_parted_row(s, [=](size_t here, size_t evens, size_t odds) LEEWAY_LAMBDA_INLINE {
      row.merge(from + evens, from + odds, to + here);
    });
  }
  each_phase_row(s, [=](size_t n) LEEWAY_LAMBDA_INLINE {
    return [=](size_t here, size_t there) LEEWAY_LAMBDA_INLINE {
      for (size_t k = 0; k < n; k++) to[here + stride * k] = from[there + k];
    };
  });
}

LEEWAY_ISA_END
