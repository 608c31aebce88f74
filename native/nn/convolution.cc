#include "convolution.h"

#include <new>

namespace leeway {

Convolution::Convolution(Layer* before, const ConvolutionGeometry& geometry) : geometry_(geometry) {
  previous = before;
  shape = geometry.output();
  weights_ = {0, rounded_up(geometry.filters * geometry.depth(), whole), true};
  bias_ = {0, rounded_up(geometry.filters, whole), true};
}

template <class Each>
void Convolution::each_tap(size_t phase, Each each) const {
  const ConvolutionGeometry& g = geometry_;
  for (size_t i = 0; i < g.height; i++)
    for (size_t j = 0; j < g.width; j++)
      if (g.phase_of(i, j) == phase) each(g.shift_of(i, j), (i * g.width + j) * g.filters);
}

bool Convolution::prepare() {
  const ConvolutionGeometry& g = geometry_;
  offsets_ = new (std::nothrow) int32_t[g.depth() + g.filters * g.height * g.width];
  ways_back_ = new (std::nothrow) WayBack[g.phases()];
  if (!offsets_ || !ways_back_) return false;
  int32_t* next = offsets_;
  for (size_t c = 0; c < g.input.channels; c++)
    for (size_t i = 0; i < g.height; i++)
      for (size_t j = 0; j < g.width; j++)
        *next++ = static_cast<int32_t>(g.phase_of(i, j) * g.phase_size() + c * g.plane() +
                                       g.shift_of(i, j));
  for (size_t phase = 0; phase < g.phases(); phase++) {
    const int32_t* const begin = next;
    for (size_t filter = 0; filter < g.filters; filter++)
      each_tap(phase, [&](size_t shift, size_t) {
        *next++ = static_cast<int32_t>(filter * g.plane()) - static_cast<int32_t>(shift);
      });
    ways_back_[phase] = {static_cast<size_t>(next - begin), g.pixels_of(phase)};
  }
  return transposed_.resize(g.filters * g.depth());
}

bool Convolution::reserve(const Room& room) {
  return Layer::reserve(room) && packed_.reserve(room.batch * geometry_.packed_sample()) &&
         (room.gradients == 0 ||
          d_packed_.reserve(max_parts * geometry_.phases() * geometry_.phase_size()));
}

void Convolution::forward(const Pass& pass, Samples samples) {
  const ConvolutionGeometry& g = geometry_;
  const Phases phases = g.split();
  const size_t pixels = (g.out_height - 1) * g.row() + g.out_width;
  Correlation correlation{};
  correlation.rows = g.filters;
  correlation.vectors = (pixels + pass.lanes - 1) / pass.lanes;
  correlation.depth = g.depth();
  correlation.a = pass.parameters + weights_.offset;
  correlation.bias = pass.parameters + bias_.offset;
  correlation.offsets = offsets_;
  correlation.c_row = g.plane();
  for (size_t b = samples.first; b < samples.last; b++) {
    pass.layers->split(&phases, previous->out(b), packed(b));
    correlation.b = packed(b);
    correlation.c = out(b);
    pass.layers->correlate(&correlation);
  }
}

void Convolution::backward(const Pass& pass, Samples samples, size_t leaf, bool further) {
  const ConvolutionGeometry& g = geometry_;
  float* bias_gradient = pass.gradients[leaf] + bias_.offset;
  pass.layers->row_sums(d_out(samples.first), shape.sample, samples.count(), g.filters, g.plane(),
                        bias_gradient);
  const size_t pixels = (g.out_height - 1) * g.row() + g.out_width;
  TapGradient gradient{};
  gradient.images = samples.count();
  gradient.rows = g.filters;
  gradient.vectors = (pixels + pass.lanes - 1) / pass.lanes;
  gradient.depth = g.depth();
  gradient.dz = d_out(samples.first);
  gradient.dz_row = g.plane();
  gradient.dz_image = shape.sample;
  gradient.x = packed(samples.first);
  gradient.x_image = g.packed_sample();
  gradient.offsets = offsets_;
  gradient.gradient = pass.gradients[leaf] + weights_.offset;
  pass.layers->tap_gradient(&gradient);
  if (!further) return;

  const Phases phases = g.split();
  float* const d_packed = d_packed_.data() + pass.thread * g.phases() * g.phase_size();
  Correlation back{};
  back.rows = g.input.channels;
  back.c_row = g.plane();
  for (size_t b = samples.first; b < samples.last; b++) {
    back.offsets = offsets_ + g.depth();
    back.a = transposed_.data();
    for (size_t phase = 0; phase < g.phases(); phase++) {
      const PixelRange& pixels = ways_back_[phase].pixels;
      back.depth = ways_back_[phase].depth;
      const size_t first = pixels.first / pass.lanes;
      back.vectors = (pixels.last + pass.lanes - 1) / pass.lanes - first;
      back.b = d_out(b) + first * pass.lanes;
      back.c = d_packed + phase * g.phase_size() + first * pass.lanes;
      pass.layers->correlate(&back);
      for (size_t c = 0; c < back.rows; c++)
        previous->backward_after(packed(b) + (back.c - d_packed) + c * g.plane(),
                                 back.c + c * g.plane(), back.vectors * pass.lanes);
      back.offsets += back.depth;
      back.a += back.depth * back.rows;
    }
    pass.layers->join(&phases, d_packed, previous->d_out(b));
  }
}

void Convolution::refresh(const Pass& pass, Share share) {
  const ConvolutionGeometry& g = geometry_;
  const float* weights = pass.parameters + weights_.offset;
  const size_t window = g.height * g.width * g.filters;
  const Samples mine = share.of(g.filters);
  float* of_phase = transposed_.data();
  for (size_t phase = 0; phase < g.phases(); phase++) {
    const size_t size = ways_back_[phase].depth * g.input.channels;
    float* to = of_phase + mine.first * (size / g.filters);
    for (size_t filter = mine.first; filter < mine.last; filter++)
      each_tap(phase, [&](size_t, size_t weight) {
        for (size_t c = 0; c < g.input.channels; c++) *to++ = weights[c * window + weight + filter];
      });
    of_phase += size;
  }
}

}  // namespace leeway
