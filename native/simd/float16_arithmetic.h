// float16 to f32 and back for instruction sets without an instruction for it: on bit patterns, and by additions that round.

LEEWAY_ISA_BEGIN

// The distance of the two formats' exponents, in place; 0.5, whose last place is float16's smallest number.
constexpr uint32_t float16_rebias = 112u << 23, half_pattern = 0x3f000000;

LEEWAY_INLINE f32 from_float16(u16 x) {
  const f32 pattern = widen(x), none = f32::from_bits(0);
  const f32 magnitude = shift_left<13>(pattern & f32::from_bits(0x7fff));
  const f32 number = add_bits(magnitude, f32::from_bits(float16_rebias));
  // Below 2^-14 the exponent was no number's: 2^-15 (1 + m) stands there for 2^-14 m, and differs from 2^-14 by what lacks.
  const f32 smallest(0x1p-14f);
  const f32 finite = number + select(less(number, smallest), number - smallest, none);
  // Infinity stands at 2^16 now, NaNs beyond.
  const f32 infinity = select(less(f32(65504.0f), number), f32::from_bits(0x7f800000), none);
  const f32 quiet = select(less(f32(0x1p16f), number), f32::from_bits(0x00400000), none);
  return finite | infinity | quiet | shift_left<16>(pattern & f32::from_bits(0x8000));
}

LEEWAY_INLINE u16 to_float16(f32 x) {
  const f32 a = min(f32(0x1p16f), abs(x));  // what rounds to infinity; a NaN stays
  const f32 kept = shift_right<13>(a);
  const f32 to_even = add_bits(f32::from_bits(0x0fff - float16_rebias), kept & f32::from_bits(1));
  const f32 number = shift_right<13>(add_bits(a, to_even));
  const f32 subnormal = add_bits(a + f32(0.5f), f32::from_bits(0u - half_pattern));
  const f32 nan = (kept & f32::from_bits(0x3ff)) | f32::from_bits(0x7e00);
  const f32 finite = select(less(a, f32(0x1p-14f)), subnormal, number);
  return narrow(select(equal(x, x), finite, nan) | shift_right<16>(sign_of(x)));
}

LEEWAY_ISA_END
