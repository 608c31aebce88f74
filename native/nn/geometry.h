// How a layer's samples lie in memory, and a convolution's planes in particular.
//
// A convolution computes whole padded planes, rows following one another without a gap: then the pixels under one tap of the window
// are the plane itself, shifted by a constant. What is computed between the end of a row's outputs and the next row has no
// meaning; its gradient is kept at zero. With a stride s the padded input stands split into s x s phases, in each of which the
// taps are shifts again.
#pragma once

#include "matrix/operations.h"
#include "nn/layer_operations.h"

namespace leeway {

// Whole vectors on every instruction set, and whole lines of the cache.
constexpr size_t whole = 16;

// A sample is `sample` floats long; its planes begin after `margin`. Flat samples are `channels` planes of one number.
struct Shape {
  Planes planes;
  size_t margin, sample;

  size_t features() const { return planes.channels * planes.height * planes.width; }
  size_t size() const { return planes.channels * planes.plane; }
  // Its features follow one another in the order channel, row, column.
  bool dense() const {
    return margin == 0 && planes.row == planes.width &&
           planes.plane == planes.height * planes.width;
  }

  static Shape flat(size_t features) {
    return {{features, 1, 1, 1, 1}, 0, rounded_up(features, whole)};
  }
  static Shape images(size_t channels, size_t height, size_t width) {
    return {{channels, height, width, width, height * width},
            0,
            rounded_up(channels * height * width, whole)};
  }
};

struct PixelRange {
  size_t first, last;  // the first one that is beyond it
};

struct ConvolutionGeometry {
  Planes input;
  size_t filters, height, width, stride;  // of the window
  size_t top, left;                       // padding
  size_t out_height, out_width;

  // Of a phase, and of the output's planes.
  //
  // Without strides the padding after a row is also that before the next one. Planes do not lie a page apart: a store would be taken for
  // one to the other planes, too.
  size_t row() const {
    const size_t padded = out_width + (width - 1) / stride;
    return stride > 1 ? padded : padded - (left < right() ? left : right());
  }
  size_t rows() const { return out_height + (height - 1) / stride; }
  size_t plane() const {
    const size_t size = rounded_up(rows() * row(), whole);
    return size % 1024 == 0 ? size + whole : size;
  }
  // Padding on the right, where there is no stride.
  size_t right() const { return out_width + width - 1 - left - input.width; }
  // How far a tap reaches beyond a pixel.
  size_t reach() const { return (height - 1) / stride * row() + (width - 1) / stride; }

  size_t phases() const { return stride * stride; }
  size_t phase_size() const { return input.channels * plane(); }
  size_t packed_sample() const { return rounded_up(phases() * phase_size() + reach(), whole); }
  size_t depth() const { return input.channels * height * width; }
  Phases split() const { return {input, stride, top, left, rows(), row(), plane()}; }

  Shape output() const {
    const size_t margin = rounded_up(reach(), whole);
    return {{filters, out_height, out_width, row(), plane()}, margin, margin + filters * plane()};
  }

  // The tap (channel, i, j) of a window: its phase, and its shift there.
  size_t phase_of(size_t i, size_t j) const { return i % stride * stride + j % stride; }
  size_t shift_of(size_t i, size_t j) const { return i / stride * row() + j / stride; }

  // Where a phase has pixels that windows reach.
  PixelRange pixels_of(size_t phase) const {
    const PixelRange y = pixels_along(phase / stride, top, input.height, rows());
    const PixelRange x = pixels_along(phase % stride, left, input.width, row());
    if (y.first >= y.last || x.first >= x.last) return {0, 0};
    return {y.first * row() + x.first, (y.last - 1) * row() + x.last};
  }

 private:
  // Of the places k * stride + offset, as far as a phase goes, those that `size` pixels have after `before` zeros.
  PixelRange pixels_along(size_t offset, size_t before, size_t size, size_t length) const {
    const auto places_below = [&](size_t place) {
      const size_t count = place > offset ? (place - offset + stride - 1) / stride : 0;
      return count < length ? count : length;
    };
    return {places_below(before), places_below(before + size)};
  }
};

}  // namespace leeway
