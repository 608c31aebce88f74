// Pixels of a row, which is short, side by side and in pairs.
//
// With AVX-512 they are a vector, and masks leave out what lies beyond the row: 28 pixels are two loads, two permutes and two stores.
// Elsewhere they are one number, and the compiler makes vectors of the loops as far as such rows are long enough.
#pragma once

#include <stddef.h>

#if defined(_MSC_VER)
#define LEEWAY_APART __restrict
#else
#define LEEWAY_APART __restrict__
#endif

LEEWAY_ISA_BEGIN

#if defined(__AVX512F__)

using Pixels = f32;
constexpr size_t pixels_at_once = f32::lanes;

// Of n that are left; always by a mask, which a loop over rows of one length then computes once.
LEEWAY_INLINE __mmask16 first_pixels(size_t n) {
  return static_cast<__mmask16>((1u << (n < 16 ? n : 16)) - 1);
}
LEEWAY_INLINE Pixels load_pixels(const float* p, size_t n) {
  return _mm512_maskz_loadu_ps(first_pixels(n), p);
}
LEEWAY_INLINE void store_pixels(Pixels x, float* p, size_t n) {
  _mm512_mask_storeu_ps(p, first_pixels(n), x.v);
}
LEEWAY_INLINE Pixels larger(Pixels a, Pixels b) { return max(b, a); }

struct Pairs {
  Pixels first, second;
};

LEEWAY_INLINE Pairs parted(Pixels low, Pixels high) {
  const __m512i evens = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
  const __m512i odds = _mm512_add_epi32(evens, _mm512_set1_epi32(1));
  return {_mm512_permutex2var_ps(low.v, evens, high.v),
          _mm512_permutex2var_ps(low.v, odds, high.v)};
}
LEEWAY_INLINE Pixels merged_low(Pairs x) {
  const __m512i low = _mm512_set_epi32(23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
  return _mm512_permutex2var_ps(x.first.v, low, x.second.v);
}
LEEWAY_INLINE Pixels merged_high(Pairs x) {
  const __m512i high =
      _mm512_set_epi32(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8);
  return _mm512_permutex2var_ps(x.first.v, high, x.second.v);
}

// Of n pairs that are left.
LEEWAY_INLINE Pairs load_pairs(const float* p, size_t n) {
  const Pixels low = load_pixels(p, 2 * n);
  return parted(low, n > 8 ? load_pixels(p + 16, 2 * n - 16) : low);
}
LEEWAY_INLINE void store_pairs(Pairs x, float* p, size_t n) {
  store_pixels(merged_low(x), p, 2 * n);
  if (n > 8) store_pixels(merged_high(x), p + 16, 2 * n - 16);
}

#else

using Pixels = float;
constexpr size_t pixels_at_once = 1;

LEEWAY_INLINE Pixels load_pixels(const float* p, size_t) { return *p; }
LEEWAY_INLINE void store_pixels(Pixels x, float* p, size_t) { *p = x; }
LEEWAY_INLINE Pixels larger(Pixels a, Pixels b) { return b > a ? b : a; }
LEEWAY_INLINE bool equal(Pixels a, Pixels b) { return a == b; }
LEEWAY_INLINE Pixels select(bool m, Pixels a, Pixels b) { return m ? a : b; }

struct Pairs {
  Pixels first, second;
};

LEEWAY_INLINE Pairs load_pairs(const float* p, size_t) { return {p[0], p[1]}; }
LEEWAY_INLINE void store_pairs(Pairs x, float* p, size_t) {
  p[0] = x.first;
  p[1] = x.second;
}

#endif

// Rows of n pixels, side by side, and parted into the first, third, … and the second, fourth, …; n is not 0. An object for all rows of
// one length: masks are made once.
#if defined(__AVX512F__)

class PixelRow {
 public:
  LEEWAY_INLINE explicit PixelRow(size_t n)
      : last_((n - 1) / 16 * 16), mask_(first_pixels(n - last_)) {}
  LEEWAY_INLINE void copy(const float* from, float* to) const {
    for (size_t k = 0; k < last_; k += 16) f32::load(from + k).store(to + k);
    _mm512_mask_storeu_ps(to + last_, mask_, _mm512_maskz_loadu_ps(mask_, from + last_));
  }

 private:
  size_t last_;
  __mmask16 mask_;
};

class PairedRow {
 public:
  LEEWAY_INLINE explicit PairedRow(size_t n)
      : last_((n - 1) / 32 * 32),
        masks_{first_pixels(n - last_), first_pixels(n - last_ > 16 ? n - last_ - 16 : 0),
               first_pixels((n - last_ + 1) / 2), first_pixels((n - last_) / 2)} {}
  LEEWAY_INLINE void part(const float* from, float* evens, float* odds) const {
    for (size_t k = 0; k < last_; k += 32) part_at(k, all, from, evens, odds);
    part_at(last_, masks_, from, evens, odds);
  }
  LEEWAY_INLINE void merge(const float* evens, const float* odds, float* to) const {
    for (size_t k = 0; k < last_; k += 32) merge_at(k, all, evens, odds, to);
    merge_at(last_, masks_, evens, odds, to);
  }

 private:
  struct Masks {
    __mmask16 low, high, evens, odds;
  };
  static constexpr Masks all = {0xffff, 0xffff, 0xffff, 0xffff};

  static LEEWAY_INLINE void part_at(size_t k, const Masks& m, const float* from, float* evens,
                                    float* odds) {
    const f32 low = _mm512_maskz_loadu_ps(m.low, from + k);
    const f32 high = _mm512_maskz_loadu_ps(m.high, from + k + 16);
    const Pairs pairs = parted(low, high);
    _mm512_mask_storeu_ps(evens + k / 2, m.evens, pairs.first.v);
    _mm512_mask_storeu_ps(odds + k / 2, m.odds, pairs.second.v);
  }
  static LEEWAY_INLINE void merge_at(size_t k, const Masks& m, const float* evens,
                                     const float* odds, float* to) {
    const Pairs pairs = {_mm512_maskz_loadu_ps(m.evens, evens + k / 2),
                         _mm512_maskz_loadu_ps(m.odds, odds + k / 2)};
    _mm512_mask_storeu_ps(to + k, m.low, merged_low(pairs).v);
    _mm512_mask_storeu_ps(to + k + 16, m.high, merged_high(pairs).v);
  }

  size_t last_;
  Masks masks_;
};

#else

class PixelRow {
 public:
  explicit PixelRow(size_t n) : n_(n) {}
  void copy(const float* LEEWAY_APART from, float* LEEWAY_APART to) const {
    for (size_t k = 0; k < n_; k++) to[k] = from[k];
  }

 private:
  size_t n_;
};

class PairedRow {
 public:
  explicit PairedRow(size_t n) : n_(n) {}
  void part(const float* LEEWAY_APART from, float* LEEWAY_APART evens,
            float* LEEWAY_APART odds) const {
    for (size_t k = 0; k < n_ / 2; k++) {
      evens[k] = from[2 * k];
      odds[k] = from[2 * k + 1];
    }
    if (n_ % 2 == 1) evens[n_ / 2] = from[n_ - 1];
  }
  void merge(const float* LEEWAY_APART evens, const float* LEEWAY_APART odds,
             float* LEEWAY_APART to) const {
    for (size_t k = 0; k < n_ / 2; k++) {
      to[2 * k] = evens[k];
      to[2 * k + 1] = odds[k];
    }
    if (n_ % 2 == 1) to[n_ - 1] = evens[n_ / 2];
  }

 private:
  size_t n_;
};

#endif

LEEWAY_ISA_END
