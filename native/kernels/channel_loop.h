// A formula with an alpha of its own per channel, applied to an array [outer, channels, inner], and its gradients.
//
// Every element goes through the formula that the array loop runs, with its channel's alpha in its lane: the same bits as
// channel by channel. Where a channel's elements fill several vectors, a vector has one alpha. Elsewhere alphas
// repeat every channels * inner elements, and so vectors do every `period` elements, a multiple of that and, where it is
// short, of their length: vectors one period apart share their alphas, and what follows from those is computed once.
#pragma once

// GCC would make a copy of it for every formula.
#if defined(_MSC_VER)
#define LEEWAY_ONE_COPY __declspec(noinline)
#elif defined(__clang__)
#define LEEWAY_ONE_COPY __attribute__((noinline))
#else
#define LEEWAY_ONE_COPY __attribute__((noipa))
#endif

LEEWAY_ISA_BEGIN

// Vectors at first, first + stride … before `end`, each of `width` elements or the fewer that are left. One alpha per lane.
template <class V>
struct Stretch {
  size_t first, end, stride, width;
  LEEWAY_INLINE size_t elements_at(size_t i) const { return end - i < width ? end - i : width; }
  bool one_channel;
  typename V::element alpha[V::lanes];
  size_t channel[V::lanes];
};

struct ChannelArrays {
  const void *x, *dy;
  void* output;  // y or dx
  double* alpha_gradient;
};

// One copy per element type: what depends on the formula is behind `run`. Stretches are what gradients by alpha are summed
// over, so how long one is depends on the shape alone.
template <class V>
LEEWAY_ONE_COPY void each_stretch(const void* alpha, const leeway_channels& shape,
                                  const ChannelArrays& arrays,
                                  void (*run)(const Stretch<V>&, const ChannelArrays&)) {
  constexpr size_t lanes = V::lanes;
  const auto* alphas = static_cast<const typename V::element*>(alpha);
  const size_t row = shape.channels * shape.inner, n = shape.outer * row;
  Stretch<V> s;
  if (n == 0) return;
  if (shape.inner >= 4 * lanes) {
    s.stride = s.width = lanes;
    s.one_channel = true;
    for (size_t begin = 0, channel = 0; begin < n; begin += shape.inner) {
      s.first = begin;
      s.end = begin + shape.inner;
      for (size_t k = 0; k < lanes; k++) {
        s.alpha[k] = alphas[channel];
        s.channel[k] = channel;
      }
      run(s, arrays);
      if (++channel == shape.channels) channel = 0;
    }
    return;
  }
  // Long rows that do not end with a vector end with a part of one: it is less work than a long period would make.
  size_t period = row;
  while (row < 4 * lanes && period % lanes != 0) period += row;
  s.stride = period;
  s.one_channel = false;
  // Enough vectors for each set of alphas, few enough for the next set to find the memory around them in the cache.
  const size_t block = period * (period < 256 ? 8192 / period : 32);
  for (size_t begin = 0; begin < n; begin += block) {
    s.end = n - begin > block ? begin + block : n;
    size_t channel = 0, place = 0;
    for (size_t column = 0; column < period && begin + column < n; column += lanes) {
      s.first = begin + column;
      s.width = period - column < lanes ? period - column : lanes;
      for (size_t k = 0; k < lanes; k++) {
        s.alpha[k] = alphas[channel];
        s.channel[k] = channel;
        if (++place < shape.inner) continue;
        place = 0;
        if (++channel == shape.channels) channel = 0;
      }
      run(s, arrays);
    }
  }
}

// A formula stands in its loop once, for whole vectors and partial ones alike: that halves the code.
template <template <class> class Formula, class V>
void forward_stretch(const Stretch<V>& s, const ChannelArrays& arrays) {
  using E = typename V::element;
  const Formula<V> f(V::load(s.alpha));
  const E* x = static_cast<const E*>(arrays.x);
  E* y = static_cast<E*>(arrays.output);
  for (size_t i = s.first; i < s.end; i += s.stride) {
    const size_t n = s.elements_at(i);
    store_up_to(f.value(load_up_to<V>(x + i, n)), y + i, n);
  }
}

// A sum of products in float64 for each lane; products of float32 are exact there.
template <class V>
struct LaneSums {
  using E = typename V::element;
  double sums[V::lanes] = {};

  LEEWAY_INLINE void add(V a, V b) {
    E as[V::lanes], bs[V::lanes];
    a.store(as);
    b.store(bs);
    for (int k = 0; k < V::lanes; k++)
      sums[k] += static_cast<double>(as[k]) * static_cast<double>(bs[k]);
  }
};

template <template <class> class Formula, class V>
void backward_stretch(const Stretch<V>& s, const ChannelArrays& arrays) {
  using E = typename V::element;
  const Formula<V> f(V::load(s.alpha));
  const E* x = static_cast<const E*>(arrays.x);
  const E* dy = static_cast<const E*>(arrays.dy);
  E* dx = static_cast<E*>(arrays.output);
  LaneSums<V> sums;
  for (size_t i = s.first; i < s.end; i += s.stride) {
    const size_t n = s.elements_at(i);
    const V v = load_up_to<V>(x + i, n), d = load_up_to<V>(dy + i, n);
    store_up_to(d * f.derivative(v), dx + i, n);
    sums.add(d, f.derivative_by_alpha(v));
  }
  double* of = sums.sums;
  if (s.one_channel) {
    for (int half = V::lanes / 2; half > 0; half /= 2)
      for (int k = 0; k < half; k++) of[k] += of[k + half];
    arrays.alpha_gradient[s.channel[0]] += of[0];
    return;
  }
  for (int k = 0; k < V::lanes; k++) arrays.alpha_gradient[s.channel[k]] += of[k];
}

template <template <class> class Formula, class V>
void channel_forward(const void* x, const void* alpha, void* y, const leeway_channels* shape) {
  each_stretch<V>(alpha, *shape, {x, nullptr, y, nullptr}, &forward_stretch<Formula, V>);
}

template <template <class> class Formula, class V>
void channel_backward(const void* x, const void* alpha, const void* dy, void* dx,
                      double* alpha_gradient, const leeway_channels* shape) {
  for (size_t c = 0; c < shape->channels; c++) alpha_gradient[c] = 0;
  each_stretch<V>(alpha, *shape, {x, dy, dx, alpha_gradient}, &backward_stretch<Formula, V>);
}

// The two where V is a vector type (no 16-bit storage) and the formula has a derivative_by_alpha, null elsewhere.
template <template <class> class Formula, class V>
constexpr auto channel_functions(int)
    -> decltype(V::lanes, &Formula<V>::derivative_by_alpha, leeway_channel_functions()) {
  return {&channel_forward<Formula, V>, &channel_backward<Formula, V>};
}
template <template <class> class Formula, class V>
constexpr leeway_channel_functions channel_functions(long) {
  return {nullptr, nullptr};
}

LEEWAY_ISA_END
