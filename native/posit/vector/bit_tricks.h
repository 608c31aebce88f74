// Operators on posits without exponent bits by integer arithmetic alone: the paper's L1 operators.
//
// On [-1, 1] such a posit is a fixed-point number, X / one; the strings above 1 mirror those below, top - X standing for
// about 1/x. Formulas are on a = |X|, the sign put back; 0 stays 0 and NaR stays NaR.
// Source: Cococcioni et al., Sensors 2020, 20, 1515, sections 2 and 4. As printed there, the reciprocal is one step off, and
// the sigmoid's shift has to keep the sign; NaR, which the paper leaves aside, is kept here.
//
// nearest: shifts round to nearest even, instead of down as in the paper. clamp: what would become 0 becomes minpos.
#pragma once

LEEWAY_ISA_BEGIN

template <int k, bool nearest, class S>
LEEWAY_INLINE S shifted(S x) {
  const S down = static_cast<S>(x >> k);
  if (!nearest) return down;
  const S rest = static_cast<S>(x & ((1 << k) - 1));
  // Up where the rest is beyond half, or half of an odd result.
  return static_cast<S>(down + static_cast<S>(S(rest + (down & 1)) > S(1 << (k - 1))));
}

template <class S, bool nearest, bool clamp>
struct Tricks {
  Landmarks<S> m;

  LEEWAY_INLINE S finished(S x, S result) const {
    const S least = clamp ? static_cast<S>(result + S(result == 0)) : result;
    return pick(x == m.top, m.top, pick(x == 0, S(0), m.signed_as(x, least)));
  }

  // 2a: a shift of the fixed-point number, or of what mirrors it.
  LEEWAY_INLINE S doubled(S a) const {
    const S small = static_cast<S>(a << 1);
    const S middle = static_cast<S>(a + S(m.one >> 1));
    const S large = static_cast<S>(m.one + shifted<1, nearest>(a));
    const S capped = pick(large > m.maxpos, m.maxpos, large);
    return pick(a < S(m.one >> 1), small, pick(a < m.one, middle, capped));
  }
  LEEWAY_INLINE S halved(S a) const {
    const S small = shifted<1, nearest>(a);
    const S middle = static_cast<S>(a - S(m.one >> 1));
    const S large = static_cast<S>(S(a - m.one) << 1);
    return pick(a < m.one, small, pick(a < S(m.one + S(m.one >> 1)), middle, large));
  }
  // 1/2 + x/4 on [-1, 1]; above, the same line in strings: 1 - 2^-(k+2) at 2^k. Of a rank, the string's distance to NaR.
  LEEWAY_INLINE S sigmoid_of_rank(S rank) const { return shifted<2, nearest>(rank); }

  LEEWAY_INLINE S twice(S x) const { return finished(x, doubled(m.magnitude(x))); }
  LEEWAY_INLINE S half(S x) const { return finished(x, halved(m.magnitude(x))); }

  LEEWAY_INLINE S fast_sigmoid(S x) const {
    const S y = sigmoid_of_rank(m.rank(x));
    return pick(x == m.top, m.top, clamp ? static_cast<S>(y + S(y == 0)) : y);
  }
  // 2 sigmoid(2x) - 1
  LEEWAY_INLINE S fast_tanh(S x) const {
    const S s = sigmoid_of_rank(static_cast<S>(m.top - doubled(m.magnitude(x))));
    return finished(x, static_cast<S>(m.one - S(s << 1)));
  }
  // The same line without the bit that doubling loses: x itself up to 1/2.
  LEEWAY_INLINE S folded_tanh(S x) const {
    const S a = m.magnitude(x);
    const S middle = static_cast<S>(shifted<1, nearest>(a) + S(m.one >> 2));
    const S large = static_cast<S>(S(m.one >> 1) + shifted<2, nearest>(a));
    return finished(x, pick(a <= S(m.one >> 1), a, pick(a <= m.one, middle, large)));
  }
  // exp(x) - 1 by way of 1 / sigmoid(-x) = 1 + exp(x), all of whose steps collapse to this.
  LEEWAY_INLINE S fast_elu(S x) const {
    const S s = sigmoid_of_rank(static_cast<S>(m.top + m.negated(x)));
    const S y = static_cast<S>(m.one - S(s << 1));
    const S negative = static_cast<S>(y & m.mask);
    const S clamped = clamp ? pick(negative == 0, m.mask, negative) : negative;
    return pick(x == m.top, m.top, pick(m.negative(x), clamped, x));
  }
};

// Two's complement reflected: the chord 1 - f/2 of 1/(1 + f) between powers of two, exact at those.
template <class S>
void reciprocate(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
                 size_t n) {
  const Landmarks<S> m(plan.shape);
  const auto f = [m](S a) LEEWAY_LAMBDA_INLINE {
    return pick(a == m.top, m.top, static_cast<S>(m.negated(a) ^ m.top));
  };
  each<S, S>(f, x, out, n);
}

// 1 - x on [0, 1], exactly; NaR elsewhere, where the strings say nothing of the kind.
template <class S>
void complement(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
                size_t n) {
  const Landmarks<S> m(plan.shape);
  const auto f = [m](S a) LEEWAY_LAMBDA_INLINE {
    return pick(a <= m.one, static_cast<S>(m.one - a), m.top);
  };
  each<S, S>(f, x, out, n);
}

// Calls `run` with the tricks that the options ask for.
template <class S, class Run>
LEEWAY_INLINE void with_tricks(const posit::Plan& plan, Run run) {
  const Landmarks<S> m(plan.shape);
  switch (plan.options & (LEEWAY_POSIT_NEAREST | LEEWAY_POSIT_CLAMP)) {
    case 0: return run(Tricks<S, false, false>{m});
    case LEEWAY_POSIT_NEAREST: return run(Tricks<S, true, false>{m});
    case LEEWAY_POSIT_CLAMP: return run(Tricks<S, false, true>{m});
    default: return run(Tricks<S, true, true>{m});
  }
}

#define LEEWAY_TRICK(name, method)                                                            \
  template <class S>                                                                          \
  void name(const posit::Plan& plan, const void* x, const void*, const void*, void* out,      \
            size_t n) {                                                                       \
    with_tricks<S>(plan, [=](auto tricks) LEEWAY_LAMBDA_INLINE {                              \
      each<S, S>([tricks](S a) LEEWAY_LAMBDA_INLINE { return tricks.method(a); }, x, out, n); \
    });                                                                                       \
  }
LEEWAY_TRICK(twice, twice)
LEEWAY_TRICK(half, half)
LEEWAY_TRICK(fast_sigmoid, fast_sigmoid)
LEEWAY_TRICK(tanh_by_sigmoid, fast_tanh)
LEEWAY_TRICK(tanh_folded, folded_tanh)
LEEWAY_TRICK(fast_elu, fast_elu)
#undef LEEWAY_TRICK

template <class S>
void fast_tanh(const posit::Plan& plan, const void* x, const void* y, const void* z, void* out,
               size_t n) {
  if (plan.options & LEEWAY_POSIT_FOLDED)
    tanh_folded<S>(plan, x, y, z, out, n);
  else
    tanh_by_sigmoid<S>(plan, x, y, z, out, n);
}

LEEWAY_ISA_END
