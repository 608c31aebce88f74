// Pooling: windows of two by two, which most networks have, by pairs of pixels; others one by one.
#pragma once

#include "nn/layer_operations.h"
#include "nn/pixels.h"

LEEWAY_ISA_BEGIN

// Calls each(first element of the window, element of the output) for every row of windows, then column by column.
template <class EachRow>
LEEWAY_INLINE void each_window_row(const Pooling& s, EachRow each) {
  for (size_t c = 0; c < s.in.channels; c++)
    for (size_t y = 0; y < s.out.height; y++)
      each(c * s.in.plane + y * s.size * s.in.row, c * s.out.plane + y * s.out.row);
}

// A row of windows of two by two: what join(the pairs above, those below) makes of each.
template <class Join>
LEEWAY_INLINE void join_windows(const float* from, size_t row, float* to, size_t width, Join join) {
  for (size_t k = 0; k < width; k += pixels_at_once) {
    const Pairs above = load_pairs(from + 2 * k, width - k);
    const Pairs below = load_pairs(from + row + 2 * k, width - k);
    store_pixels(join(above, below), to + k, width - k);
  }
}

inline void average_pool(const Pooling* s, const float* x, float* y) {
  const size_t width = s->out.width, row = s->in.row, size = s->size;
  const float share = 1.0f / static_cast<float>(size * size);
  each_window_row(*s, [=](size_t in, size_t out) LEEWAY_LAMBDA_INLINE {
    const float* from = x + in;
    if (size == 2)
      return join_windows(from, row, y + out, width, [=](Pairs a, Pairs b) LEEWAY_LAMBDA_INLINE {
        return ((a.first + a.second) + (b.first + b.second)) * Pixels(share);
      });
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
        for (size_t k = 0; k < width; k += pixels_at_once) {
          const Pixels part = load_pixels(dy + out + k, width - k) * Pixels(share);
          store_pairs({part, part}, to + 2 * k, width - k);
        }
        continue;
      }
      for (size_t k = 0; k < width; k++)
        for (size_t j = 0; j < size; j++) to[k * size + j] = dy[out + k] * share;
    }
  });
}

inline void max_pool(const Pooling* s, const float* x, float* y) {
  const size_t width = s->out.width, row = s->in.row, size = s->size;
  each_window_row(*s, [=](size_t in, size_t out) LEEWAY_LAMBDA_INLINE {
    const float* from = x + in;
    if (size == 2)
      return join_windows(from, row, y + out, width, [](Pairs a, Pairs b) LEEWAY_LAMBDA_INLINE {
        return larger(larger(a.first, a.second), larger(b.first, b.second));
      });
    for (size_t k = 0; k < width; k++) {
      float most = from[k * size];
      for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++) {
          const float pixel = from[i * row + k * size + j];
          most = pixel > most ? pixel : most;
        }
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
      for (size_t k = 0; k < width; k += pixels_at_once) {
        const Pixels most = load_pixels(y + out + k, width - k), none(0.0f);
        Pixels gradient = load_pixels(dy + out + k, width - k);
        // The first one that is equal takes it.
        const auto take = [&](Pixels pixel) LEEWAY_LAMBDA_INLINE {
          const auto here = equal(pixel, most);
          const Pixels taken = select(here, gradient, none);
          gradient = select(here, none, gradient);
          return taken;
        };
        for (size_t i = 0; i < 2; i++) {
          const Pairs pixels = load_pairs(from + i * row + 2 * k, width - k);
          const Pixels first = take(pixels.first);
          store_pairs({first, take(pixels.second)}, to + i * row + 2 * k, width - k);
        }
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
