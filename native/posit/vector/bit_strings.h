// Operations on the bit strings themselves: sign, order, and conversions between formats of equal es, which are shifts.
#pragma once

LEEWAY_ISA_BEGIN

// The landmarks of a format, of its storage type: arithmetic on anything wider would halve the lanes.
template <class S>
struct Landmarks {
  S mask, top, one, maxpos;
  LEEWAY_INLINE explicit Landmarks(const posit::Shape& s)
      : mask(static_cast<S>(s.mask)),
        top(static_cast<S>(s.top)),
        one(static_cast<S>(s.one)),
        maxpos(static_cast<S>(s.maxpos)) {}
  LEEWAY_INLINE S negated(S x) const { return static_cast<S>(S(0 - x) & mask); }
  LEEWAY_INLINE bool negative(S x) const { return (x & top) != 0; }
  // NaR keeps its pattern.
  LEEWAY_INLINE S magnitude(S x) const { return pick(negative(x), negated(x), x); }
  LEEWAY_INLINE S signed_as(S x, S magnitude) const {
    return pick(negative(x), negated(magnitude), magnitude);
  }
  // Patterns in the order of their values, NaR first.
  LEEWAY_INLINE S rank(S x) const { return static_cast<S>(x ^ top); }
};

template <class S>
void neg(const posit::Plan& plan, const void* x, const void*, const void*, void* out, size_t n) {
  const Landmarks<S> m(plan.shape);
  each<S, S>([m](S a) LEEWAY_LAMBDA_INLINE { return m.negated(a); }, x, out, n);
}

template <class S>
void abs(const posit::Plan& plan, const void* x, const void*, const void*, void* out, size_t n) {
  const Landmarks<S> m(plan.shape);
  each<S, S>([m](S a) LEEWAY_LAMBDA_INLINE { return m.magnitude(a); }, x, out, n);
}

template <class S>
void min(const posit::Plan& plan, const void* x, const void* y, const void*, void* out, size_t n) {
  const Landmarks<S> m(plan.shape);
  const auto f = [m](S a, S b) LEEWAY_LAMBDA_INLINE { return pick(m.rank(a) < m.rank(b), a, b); };
  each<S, S>(f, x, y, out, n);
}

template <class S>
void max(const posit::Plan& plan, const void* x, const void* y, const void*, void* out, size_t n) {
  const Landmarks<S> m(plan.shape);
  const auto f = [m](S a, S b) LEEWAY_LAMBDA_INLINE {
    const S greater = pick(m.rank(a) > m.rank(b), a, b);
    return pick((a == m.top) | (b == m.top), m.top, greater);
  };
  each<S, S>(f, x, y, out, n);
}

template <class S>
void compare(const posit::Plan& plan, const void* x, const void* y, const void*, void* out,
             size_t n) {
  const Landmarks<S> m(plan.shape);
  const auto f = [m](S a, S b) LEEWAY_LAMBDA_INLINE {
    return static_cast<uint8_t>((m.rank(a) > m.rank(b)) - (m.rank(a) < m.rank(b)));
  };
  each<S, uint8_t>(f, x, y, out, n);
}

template <class From, class To>
void widen_bits(const posit::Plan& plan, const void* x, void* out, size_t n) {
  const int by = plan.to.n - plan.shape.n;
  if (by == 0) {
    memmove(out, x, n * sizeof(From));
    return;
  }
  each<From, To>([by](From a) LEEWAY_LAMBDA_INLINE { return static_cast<To>(To(a) << by); }, x, out,
                 n);
}

template <class From, class To>
void narrow_bits(const posit::Plan& plan, const void* x, void* out, size_t n) {
  const Landmarks<From> m(plan.shape);
  const int by = plan.shape.n - plan.to.n;
  const From half_less_one = static_cast<From>((From(1) << (by - 1)) - 1);
  const From top = static_cast<From>(plan.to.top), maxpos = static_cast<From>(plan.to.maxpos);
  const From mask = static_cast<From>(plan.to.mask);
  const auto f = [=](From a) LEEWAY_LAMBDA_INLINE {
    const From magnitude = m.magnitude(a);
    const From even = static_cast<From>(magnitude >> by & 1);
    // At most maxpos + half, so it does not leave the type.
    const From rounded = static_cast<From>(From(magnitude + half_less_one + even) >> by);
    const From least = static_cast<From>(magnitude != 0);
    const From at_least = pick(rounded < least, least, rounded);
    const From clamped = pick(at_least > maxpos, maxpos, at_least);
    const From result = pick(m.negative(a), From(From(0 - clamped) & mask), clamped);
    return static_cast<To>(pick(a == m.top, top, result));
  };
  each<From, To>(f, x, out, n);
}

LEEWAY_ISA_END
