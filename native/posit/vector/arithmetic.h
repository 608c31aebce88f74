// Arithmetic by decoding, operating on floats and encoding, and the conversions from and to floats.
//
// The float in between has to be so exact that rounding it once more changes nothing. Up to 8 bits a float32 does: all pairs
// of every format were tried. Up to 16 bits a float64 does: 53 bits are more than twice 14 and two, sums that lose bits lose
// them far below any tie, and no product leaves the exponent's range. A fused multiply-add can lose a bit that breaks a tie
// (a product that is one, plus minpos); what its sum loses is computed and sticks.
#pragma once

LEEWAY_ISA_BEGIN

// How posits of one storage type are carried.
template <class Storage>
struct Carrier;

template <>
struct Carrier<uint8_t> {
  using Number = f32;
  using Encode = Encoder<23>;
  static LEEWAY_INLINE f32 carry(f32 a) { return a; }
  static LEEWAY_INLINE i32 word(f32 a) { return bits_of(a); }
  template <class F>
  static LEEWAY_INLINE f32 apply(F f, f32 a) {
    return f(a);
  }
  template <class F>
  static LEEWAY_INLINE f32 apply(F f, f32 a, f32 b) {
    return f(a, b);
  }
};

template <>
struct Carrier<uint16_t> {
  using Number = Doubles;
  using Encode = Encoder<20>;
  static LEEWAY_INLINE Doubles carry(f32 a) { return widen(a); }
  static LEEWAY_INLINE i32 word(const Doubles& a) { return sticky_words(a); }
  template <class F>
  static LEEWAY_INLINE Doubles apply(F f, const Doubles& a) {
    Doubles r;
    for (int i = 0; i < Doubles::parts; i++) r.part[i] = f(a.part[i]);
    return r;
  }
  template <class F>
  static LEEWAY_INLINE Doubles apply(F f, const Doubles& a, const Doubles& b) {
    Doubles r;
    for (int i = 0; i < Doubles::parts; i++) r.part[i] = f(a.part[i], b.part[i]);
    return r;
  }
};

struct Add {
  template <class V>
  LEEWAY_INLINE V operator()(V a, V b) const {
    return a + b;
  }
};
struct Sub {
  template <class V>
  LEEWAY_INLINE V operator()(V a, V b) const {
    return a - b;
  }
};
struct Mul {
  template <class V>
  LEEWAY_INLINE V operator()(V a, V b) const {
    return a * b;
  }
};
struct Div {
  template <class V>
  LEEWAY_INLINE V operator()(V a, V b) const {
    return a / b;
  }
};
struct Sqrt {
  template <class V>
  LEEWAY_INLINE V operator()(V a) const {
    return sqrt(a);
  }
};
struct Reciprocal {
  template <class V>
  LEEWAY_INLINE V operator()(V a) const {
    return V(1) / a;
  }
};
// What the sum of p and c loses, exactly (Knuth, TAOCP 2, section 4.2.2).
struct SumError {
  template <class V>
  LEEWAY_INLINE V operator()(V p, V c) const {
    const V s = p + c, part = s - p;
    return (p - (s - part)) + (c - part);
  }
};

template <class F, class S>
void arithmetic1(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
                 size_t n) {
  using C = Carrier<S>;
  const Decoder decode(plan.shape);
  const typename C::Encode encode(plan.shape);
  const auto step = [&](const S* a, S* r) LEEWAY_LAMBDA_INLINE {
    encode(C::word(C::apply(F(), C::carry(decode(i32::load(a)))))).store(r);
  };
  map<S, S>(step, x, out, n);
}

template <class F, class S>
void arithmetic2(const posit::Plan& plan, const void* x, const void* y, const void*, void* out,
                 size_t n) {
  using C = Carrier<S>;
  const Decoder decode(plan.shape);
  const typename C::Encode encode(plan.shape);
  const auto step = [&](const S* a, const S* b, S* r) LEEWAY_LAMBDA_INLINE {
    const typename C::Number p = C::carry(decode(i32::load(a)));
    const typename C::Number q = C::carry(decode(i32::load(b)));
    encode(C::word(C::apply(F(), p, q))).store(r);
  };
  map<S>(step, x, y, out, n);
}

template <class S>
void fma(const posit::Plan& plan, const void* x, const void* y, const void* z, void* out,
         size_t n) {
  using C = Carrier<S>;
  const Decoder decode(plan.shape);
  const typename C::Encode encode(plan.shape);
  const auto step = [&](const S* a, const S* b, const S* c, S* r) LEEWAY_LAMBDA_INLINE {
    const typename C::Number product =
        C::apply(Mul(), C::carry(decode(i32::load(a))), C::carry(decode(i32::load(b))));
    const typename C::Number addend = C::carry(decode(i32::load(c)));
    const typename C::Number sum = C::apply(Add(), product, addend);
    encode(sticky_sum(sum, C::apply(SumError(), product, addend))).store(r);
  };
  map<S>(step, x, y, z, out, n);
}

template <class S>
void from_float32(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
                  size_t n) {
  const Encoder<23> encode(plan.shape);
  const auto step = [&](const float* a, S* r)
                        LEEWAY_LAMBDA_INLINE { encode(bits_of(f32::load(a))).store(r); };
  map<float, S>(step, x, out, n);
}

template <class S>
void from_float64(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
                  size_t n) {
  const Encoder<20> encode(plan.shape);
  const auto step = [&](const double* a, S* r) LEEWAY_LAMBDA_INLINE {
    Doubles numbers;
    for (int i = 0; i < Doubles::parts; i++) numbers.part[i] = f64::load(a + i * f64::lanes);
    encode(sticky_words(numbers)).store(r);
  };
  map<double, S>(step, x, out, n);
}

template <class S>
void to_float32(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
                size_t n) {
  const Decoder decode(plan.shape);
  const auto step = [&](const S* a, float* r)
                        LEEWAY_LAMBDA_INLINE { decode(i32::load(a)).store(r); };
  map<S, float>(step, x, out, n);
}

template <class S>
void to_float64(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
                size_t n) {
  const Decoder decode(plan.shape);
  const auto step = [&](const S* a, double* r) LEEWAY_LAMBDA_INLINE {
    const Doubles numbers = widen(decode(i32::load(a)));
    for (int i = 0; i < Doubles::parts; i++) numbers.part[i].store(r + i * f64::lanes);
  };
  map<S, double>(step, x, out, n);
}

// Between formats of up to 16 bits: every posit is a float32.
template <class From, class To>
void recode(const posit::Plan& plan, const void* x, void* out, size_t n) {
  const Decoder decode(plan.shape);
  const Encoder<23> encode(plan.to);
  const auto step = [&](const From* a, To* r)
                        LEEWAY_LAMBDA_INLINE { encode(bits_of(decode(i32::load(a)))).store(r); };
  map<From, To>(step, x, out, n);
}

LEEWAY_ISA_END
