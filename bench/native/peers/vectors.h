// Vectors of the instruction set this file is compiled for, and the loop of those peers that offer functions of vectors.
#pragma once

#include <immintrin.h>
#include <stddef.h>

namespace {

#if defined(__AVX512F__)
struct Floats {
  using element = float;
  using vector = __m512;
  static vector load(const element* x) { return _mm512_loadu_ps(x); }
  static void store(element* y, vector v) { _mm512_storeu_ps(y, v); }
  static void stream(element* y, vector v) { _mm512_stream_ps(y, v); }
  static vector relu(vector v) { return _mm512_max_ps(_mm512_setzero_ps(), v); }
};
struct Doubles {
  using element = double;
  using vector = __m512d;
  static vector load(const element* x) { return _mm512_loadu_pd(x); }
  static void store(element* y, vector v) { _mm512_storeu_pd(y, v); }
  static void stream(element* y, vector v) { _mm512_stream_pd(y, v); }
  static vector relu(vector v) { return _mm512_max_pd(_mm512_setzero_pd(), v); }
};
#elif defined(__AVX2__)
struct Floats {
  using element = float;
  using vector = __m256;
  static vector load(const element* x) { return _mm256_loadu_ps(x); }
  static void store(element* y, vector v) { _mm256_storeu_ps(y, v); }
  static void stream(element* y, vector v) { _mm256_stream_ps(y, v); }
  static vector relu(vector v) { return _mm256_max_ps(_mm256_setzero_ps(), v); }
};
struct Doubles {
  using element = double;
  using vector = __m256d;
  static vector load(const element* x) { return _mm256_loadu_pd(x); }
  static void store(element* y, vector v) { _mm256_storeu_pd(y, v); }
  static void stream(element* y, vector v) { _mm256_stream_pd(y, v); }
  static vector relu(vector v) { return _mm256_max_pd(_mm256_setzero_pd(), v); }
};
#else
struct Floats {
  using element = float;
  using vector = __m128;
  static vector load(const element* x) { return _mm_loadu_ps(x); }
  static void store(element* y, vector v) { _mm_storeu_ps(y, v); }
  static void stream(element* y, vector v) { _mm_stream_ps(y, v); }
  static vector relu(vector v) { return _mm_max_ps(_mm_setzero_ps(), v); }
};
struct Doubles {
  using element = double;
  using vector = __m128d;
  static vector load(const element* x) { return _mm_loadu_pd(x); }
  static void store(element* y, vector v) { _mm_storeu_pd(y, v); }
  static void stream(element* y, vector v) { _mm_stream_pd(y, v); }
  static vector relu(vector v) { return _mm_max_pd(_mm_setzero_pd(), v); }
};
#endif

// n is a multiple of the lanes: main.cc takes care of that.
template <class V, typename V::vector (*f)(typename V::vector),
          void (*store)(typename V::element*, typename V::vector) = V::store>
void apply(const void* input, void* output, size_t n, double) {
  constexpr size_t lanes = sizeof(typename V::vector) / sizeof(typename V::element);
  const auto* x = static_cast<const typename V::element*>(input);
  auto* y = static_cast<typename V::element*>(output);
  size_t i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes) {
    const auto a = f(V::load(x + i));
    const auto b = f(V::load(x + i + lanes));
    const auto c = f(V::load(x + i + 2 * lanes));
    const auto d = f(V::load(x + i + 3 * lanes));
    store(y + i, a);
    store(y + i + lanes, b);
    store(y + i + 2 * lanes, c);
    store(y + i + 3 * lanes, d);
  }
  for (; i < n; i += lanes) store(y + i, f(V::load(x + i)));
}

}  // namespace
