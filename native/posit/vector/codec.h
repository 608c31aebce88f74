// Posits of up to 16 bits to floats and back, on vectors, without a variable shift.
//
// Take a, the magnitude's bits as an integer, and near = min(a, 2^(n-1) - a), its distance to 0 or to NaR, whichever is
// nearer. The float of `near` has the regime for its exponent and exponent and fraction for its mantissa: converting an
// integer to a float counts leading zeros and shifts them out. Its bits are C - |G|, where G is regime, exponent and fraction
// as one fixed-point number; G shifted left by es is the value's float less the bias. Encoding goes the same way back, and
// there the conversion to the nearest integer *is* the rounding of the bit string to nearest even.
#pragma once

LEEWAY_ISA_BEGIN

struct Decoder {
  i32 mask, top, one, center, bias, sign_bit, nan, zero;
  Shift sign_up, sign_down, es;

  LEEWAY_INLINE explicit Decoder(const posit::Shape& s)
      : mask(static_cast<int32_t>(s.mask)),
        top(static_cast<int32_t>(s.top)),
        one(static_cast<int32_t>(s.one)),
        center((127 + s.n - 2) << 23),
        bias(127 << 23),
        sign_bit(static_cast<int32_t>(0x80000000u)),
        nan(0x7fc00000),
        zero(0),
        sign_up(32 - s.n),
        sign_down(31),
        es(s.es) {}

  // NaR becomes NaN; every posit of up to 16 bits is a float.
  LEEWAY_INLINE f32 operator()(i32 bits) const {
    const i32 sign = (bits << sign_up) >> sign_down;
    const i32 magnitude = ((bits ^ sign) - sign) & mask;
    const i32 near = min(magnitude, top - magnitude);
    const i32 below_one = center - bits_of(to_float(near));
    const i32 g = select(less(magnitude, one), zero - below_one, below_one);
    const i32 value = ((g << es) + bias) | (sign & sign_bit);
    // `near` is 0 for 0, and for NaR, which has a sign.
    return as_float(select(equal(near, zero), sign & nan, value));
  }
};

// Of floats with `mantissa` bits after the sign and the exponent: 23 for float32, 20 for the high word of a float64.
template <int mantissa>
struct Encoder {
  static constexpr int32_t one_bits = (mantissa == 23 ? 127 : 1023) << mantissa;
  static constexpr int32_t infinity_bits = (mantissa == 23 ? 255 : 2047) << mantissa;

  i32 top, center, lowest, highest, value_of_one, largest, all, mask, es_mask, zero;
  Shift es, to_float_mantissa, to_sign;

  LEEWAY_INLINE explicit Encoder(const posit::Shape& s)
      : top(static_cast<int32_t>(s.top)),
        center((127 + s.n - 2) << 23),
        lowest(one_bits - (((s.n - 2) << s.es) << mantissa)),
        highest(one_bits + (((s.n - 2) << s.es) << mantissa)),
        value_of_one(one_bits),
        largest(infinity_bits - 1),
        all(0x7fffffff),
        mask(static_cast<int32_t>(s.mask)),
        es_mask((1 << s.es) - 1),
        zero(0),
        es(s.es),
        to_float_mantissa(23 - mantissa),
        to_sign(31) {}

  // `word`: the float's bits; the lowest one is set where some below it were lost. NaN and infinities become NaR.
  LEEWAY_INLINE i32 operator()(i32 word) const {
    const i32 magnitude = word & all;
    const i32 d = min(max(magnitude, lowest), highest) - value_of_one;
    i32 g = (d >> es) | (((d & es_mask) + es_mask) >> es);  // the bits shifted out stick
    if (mantissa < 23) g = g << to_float_mantissa;
    const i32 near = to_nearest(as_float(center - abs(g)));
    const i32 a = select(less(d, zero), near, top - near);
    const i32 sign = word >> to_sign;
    const i32 bits = ((a ^ sign) - sign) & mask;
    const i32 number = select(equal(magnitude, zero), zero, bits);
    return select(less(largest, magnitude), top, number);
  }
};

// The high words of doubles, with what is lost sticking to their lowest bit.
LEEWAY_INLINE i32 sticky_words(const Doubles& a) {
  i32 high, low;
  words_of(a, &high, &low);
  return select(equal(low, i32(0)), high, high | i32(1));
}

// sum + rest, exactly, cut off with a sticky bit: |rest| is at most half a unit in the last place of sum.
LEEWAY_INLINE i32 sticky_sum(f32 sum, f32 rest) {
  const i32 zero(0), one(1), all(0x7fffffff);
  const i32 s = bits_of(sum), r = bits_of(rest);
  const i32 below = select(less(s ^ r, zero), one, zero);
  return select(equal(r & all, zero), s, (s - below) | one);
}
LEEWAY_INLINE i32 sticky_sum(const Doubles& sum, const Doubles& rest) {
  const i32 zero(0), one(1), all(0x7fffffff);
  i32 high, low, rest_high, rest_low;
  words_of(sum, &high, &low);
  words_of(rest, &rest_high, &rest_low);
  const auto exact = equal((rest_high & all) | rest_low, zero);
  // One unit less than the sum borrows from the high word where the low one is 0.
  const i32 borrow =
      select(equal(low, zero), select(less(high ^ rest_high, zero), one, zero), zero);
  return select(exact, select(equal(low, zero), high, high | one), (high - borrow) | one);
}

LEEWAY_ISA_END
