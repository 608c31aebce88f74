// A formula over one vector, applied to an array, loaded and stored as `S` says (simd/half.h).
//
// Every element goes through the same vector code, the tail too (absent lanes compute on zeros and are not written), so a
// value's result does not depend on where it stands or on how many stand beside it.
#pragma once

LEEWAY_ISA_BEGIN

// From here on a result goes past the caches: it would not stay in them, and reading its old lines first is what costs. 64 MiB
// of results measured 0.6 to 0.8 of the time, results that fit the second cache twice the time. Not 16-bit ones.
constexpr size_t streaming_bytes = size_t(16) << 20;

// Two independent chains hide the latency of one; 4 and 8 measured alike, 1 is 5 to 8 % slower.
template <class F, class S, bool streaming>
LEEWAY_INLINE size_t whole_vectors(const F& f, const typename S::element* x, typename S::element* y,
                                   size_t i, size_t n) {
  using V = typename S::vector;
  constexpr size_t lanes = V::lanes;
  for (; i + 2 * lanes <= n; i += 2 * lanes) {
    const V a = f.value(S::load(x + i));
    const V b = f.value(S::load(x + i + lanes));
    if constexpr (streaming) {
      a.stream(y + i);
      b.stream(y + i + lanes);
    } else {
      S::store(a, y + i);
      S::store(b, y + i + lanes);
    }
  }
  return i;
}

// Of n elements; where they start at whole elements, the first so many reach an address that vectors may be streamed to.
template <class S>
LEEWAY_INLINE size_t up_to_alignment(const typename S::element* y) {
  constexpr size_t bytes = S::vector::lanes * sizeof(typename S::element);
  return (bytes - reinterpret_cast<uintptr_t>(y) % bytes) % bytes / sizeof(typename S::element);
}

template <class Formula, class S>
void forward(const void* input, void* output, size_t n, double alpha) {
  using V = typename S::vector;
  using E = typename S::element;
  const Formula f(alpha);
  const E* x = static_cast<const E*>(input);
  E* y = static_cast<E*>(output);
  constexpr size_t lanes = V::lanes;
  size_t i = 0;
  if constexpr (S::streams) {
    const bool whole = reinterpret_cast<uintptr_t>(y) % sizeof(E) == 0;
    if (n >= streaming_bytes / sizeof(E) && x != y && whole) {
      i = up_to_alignment<S>(y);
      if (i > 0) S::store_partial(f.value(S::load_partial(x, i)), y, i);
      i = whole_vectors<Formula, S, true>(f, x, y, i, n);
      V::end_of_streaming();
    }
  }
  i = whole_vectors<Formula, S, false>(f, x, y, i, n);
  if constexpr (lanes == 1) {
    if (i < n) S::store(f.value(S::load(x + i)), y + i);
  } else {
    // One copy of the formula for a whole vector and for a part: the code is large as it is.
    for (; i < n; i += lanes) {
      const size_t count = n - i < lanes ? n - i : lanes;
      S::store_partial(f.value(S::load_partial(x + i, count)), y + i, count);
    }
  }
}

template <class Gradient, class S>
LEEWAY_INLINE void backward_loop(Gradient gradient, const void* input, const void* upstream,
                                 void* output, size_t n) {
  using V = typename S::vector;
  using E = typename S::element;
  const E* x = static_cast<const E*>(input);
  const E* dy = static_cast<const E*>(upstream);
  E* dx = static_cast<E*>(output);
  constexpr size_t lanes = V::lanes;
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) S::store(S::load(dy + i) * gradient(S::load(x + i)), dx + i);
  if constexpr (lanes > 1) {
    if (i < n) {
      const V g = gradient(S::load_partial(x + i, n - i));
      S::store_partial(S::load_partial(dy + i, n - i) * g, dx + i, n - i);
    }
  }
}

template <class Formula, class S>
void backward(const void* x, const void* dy, void* dx, size_t n, double alpha) {
  using V = typename S::vector;
  const Formula f(alpha);
  const auto gradient = [&f](V v) LEEWAY_LAMBDA_INLINE { return f.derivative(v); };
  backward_loop<decltype(gradient), S>(gradient, x, dy, dx, n);
}

template <class Formula, class S>
void backward_from_output(const void* y, const void* dy, void* dx, size_t n, double alpha) {
  using V = typename S::vector;
  const Formula f(alpha);
  const auto gradient = [&f](V v) LEEWAY_LAMBDA_INLINE { return f.derivative_from_output(v); };
  backward_loop<decltype(gradient), S>(gradient, y, dy, dx, n);
}

// backward_from_output where the formula has a derivative_from_output, null elsewhere.
template <class Formula, class S>
constexpr auto from_output(int)
    -> decltype(&Formula::derivative_from_output, static_cast<leeway_backward>(nullptr)) {
  return &backward_from_output<Formula, S>;
}
template <class Formula, class S>
constexpr leeway_backward from_output(long) {
  return nullptr;
}

// By the formula as it is on this instruction set: rows that fall back on the same one share the same functions.
template <class Formula, class S>
constexpr leeway_functions functions_of() {
  return {&forward<Formula, S>, &backward<Formula, S>, from_output<Formula, S>(0)};
}

LEEWAY_ISA_END
