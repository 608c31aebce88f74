// Arithmetic on 8-bit posits where a table of words fits into registers (AVX-512): half the instructions of codec.h.
//
// The high words of floats are enough: a posit has at most 5 bits of fraction, and a word has 7, the last of which sticks. So
// 32 magnitudes are looked up at once, and encoding goes the way of codec.h on 32 words.
#pragma once

LEEWAY_ISA_BEGIN

// 32 floats, in the order that unpacking words leaves them in.
struct ByteFloats {
  f32 low, high;
};

class ByteDecoder {
 public:
  explicit ByteDecoder(const posit::Shape& s)
      : up_(_mm_cvtsi32_si128(16 - s.n)), down_(_mm_cvtsi32_si128(8)) {
    // Of 8 bits, which a shift makes of shorter ones.
    const posit::Shape eight = {8, s.es, 0xff, 0x80, 0x40, 0x7f};
    const Decoder decode(eight);
    uint8_t magnitudes[i32::lanes];
    float values[i32::lanes];
    uint16_t words[128];
    for (int i = 0; i < 128; i += i32::lanes) {
      for (int j = 0; j < i32::lanes; j++) magnitudes[j] = static_cast<uint8_t>(i + j);
      decode(i32::load(magnitudes)).store(values);
      for (int j = 0; j < i32::lanes; j++) {
        uint32_t bits;
        memcpy(&bits, &values[j], sizeof bits);
        words[i + j] = static_cast<uint16_t>(bits >> 16);
      }
    }
    for (int i = 0; i < 4; i++) table_[i] = _mm512_loadu_si512(words + 32 * i);
  }

  LEEWAY_INLINE ByteFloats operator()(__m256i bytes) const {
    const __m512i x = _mm512_sra_epi16(_mm512_sll_epi16(_mm512_cvtepu8_epi16(bytes), up_), down_);
    const __m512i a = _mm512_abs_epi16(x);
    const __m512i small = _mm512_permutex2var_epi16(table_[0], a, table_[1]);
    const __m512i large = _mm512_permutex2var_epi16(table_[2], a, table_[3]);
    const __mmask32 is_large = _mm512_test_epi16_mask(a, _mm512_set1_epi16(64));
    const __m512i magnitude = _mm512_mask_blend_epi16(is_large, small, large);
    const __m512i sign = _mm512_and_si512(x, _mm512_set1_epi16(-0x8000));
    const __mmask32 is_nar = _mm512_cmpeq_epi16_mask(x, _mm512_set1_epi16(-128));
    const __m512i words =
        _mm512_mask_mov_epi16(_mm512_or_si512(magnitude, sign), is_nar, _mm512_set1_epi16(0x7fc0));
    const __m512i zero = _mm512_setzero_si512();
    return {_mm512_castsi512_ps(_mm512_unpacklo_epi16(zero, words)),
            _mm512_castsi512_ps(_mm512_unpackhi_epi16(zero, words))};
  }

 private:
  __m128i up_, down_;
  __m512i table_[4];
};

class ByteEncoder {
 public:
  LEEWAY_INLINE explicit ByteEncoder(const posit::Shape& s)
      : top_(_mm512_set1_epi16(static_cast<int16_t>(s.top))),
        mask_(_mm512_set1_epi16(static_cast<int16_t>(s.mask))),
        center_(_mm512_set1_epi16(static_cast<int16_t>((127 + s.n - 2) << 7))),
        lowest_(_mm512_set1_epi16(static_cast<int16_t>((127 - ((s.n - 2) << s.es)) << 7))),
        highest_(_mm512_set1_epi16(static_cast<int16_t>((127 + ((s.n - 2) << s.es)) << 7))),
        es_mask_(_mm512_set1_epi16(static_cast<int16_t>((1 << s.es) - 1))),
        es_(_mm_cvtsi32_si128(s.es)) {}

  LEEWAY_INLINE __m256i operator()(const ByteFloats& x) const {
    const __m512i word = _mm512_packs_epi32(high_word(x.low), high_word(x.high));
    const __m512i magnitude = _mm512_and_si512(word, _mm512_set1_epi16(0x7fff));
    const __m512i one = _mm512_set1_epi16(127 << 7), zero = _mm512_setzero_si512();
    const __m512i d =
        _mm512_sub_epi16(_mm512_min_epi16(_mm512_max_epi16(magnitude, lowest_), highest_), one);
    const __m512i lost =
        _mm512_sra_epi16(_mm512_add_epi16(_mm512_and_si512(d, es_mask_), es_mask_), es_);
    const __m512i g = _mm512_or_si512(_mm512_sra_epi16(d, es_), lost);
    const __m512i near_float = _mm512_sub_epi16(center_, _mm512_abs_epi16(g));
    const __m512i near = _mm512_packs_epi32(rounded(_mm512_unpacklo_epi16(zero, near_float)),
                                            rounded(_mm512_unpackhi_epi16(zero, near_float)));
    const __mmask32 from_one = _mm512_cmpge_epi16_mask(d, zero);
    const __m512i a = _mm512_mask_sub_epi16(near, from_one, top_, near);
    const __m512i bits = _mm512_mask_sub_epi16(a, _mm512_movepi16_mask(word), zero, a);
    const __mmask32 is_nar = _mm512_cmpge_epi16_mask(magnitude, _mm512_set1_epi16(0x7f80));
    const __mmask32 is_number = _mm512_test_epi16_mask(magnitude, magnitude);
    const __m512i number = _mm512_maskz_mov_epi16(is_number, _mm512_and_si512(bits, mask_));
    return _mm512_cvtepi16_epi8(_mm512_mask_mov_epi16(number, is_nar, top_));
  }

 private:
  // A float's high word, what is below it sticking to its last bit.
  static LEEWAY_INLINE __m512i high_word(f32 x) {
    const __m512i bits = _mm512_castps_si512(x.v);
    const __m512i high = _mm512_srai_epi32(bits, 16);
    const __mmask16 more = _mm512_test_epi32_mask(bits, _mm512_set1_epi32(0xffff));
    return _mm512_mask_or_epi32(high, more, high, _mm512_set1_epi32(1));
  }
  static LEEWAY_INLINE __m512i rounded(__m512i bits) {
    return _mm512_cvtps_epi32(_mm512_castsi512_ps(bits));
  }

  __m512i top_, mask_, center_, lowest_, highest_, es_mask_;
  __m128i es_;
};

template <class F>
void byte_arithmetic2(const posit::Plan& plan, const void* x, const void* y, const void*, void* out,
                      size_t n) {
  const ByteDecoder decode(plan.shape);
  const ByteEncoder encode(plan.shape);
  const F f;
  const uint8_t *a = static_cast<const uint8_t*>(x), *b = static_cast<const uint8_t*>(y);
  uint8_t* r = static_cast<uint8_t*>(out);
  for (size_t i = 0; i < n; i += 32) {
    const __mmask32 present = n - i >= 32 ? ~__mmask32(0) : (__mmask32(1) << (n - i)) - 1;
    const ByteFloats p = decode(_mm256_maskz_loadu_epi8(present, a + i));
    const ByteFloats q = decode(_mm256_maskz_loadu_epi8(present, b + i));
    _mm256_mask_storeu_epi8(r + i, present, encode({f(p.low, q.low), f(p.high, q.high)}));
  }
}

LEEWAY_ISA_END
