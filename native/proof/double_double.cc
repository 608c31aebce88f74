// The elementary functions, to about 100 bits.

#include "double_double.h"

namespace leeway {
namespace {

constexpr DoubleDouble ln2(0x1.62e42fefa39efp+0, 0x1.abc9e3b39803fp-55, -1);
constexpr DoubleDouble two_over_sqrt_pi(0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56, 0);

// exp(x) - 1 for |x| <= 0.4: Taylor's series for x / 64, then exp(2s) - 1 = e (e + 2) six times.
DoubleDouble expm1_near_0(const DoubleDouble& x) {
  const DoubleDouble s = x.scaled(-6);
  double tail = 1;  // of less than 2^-52 of the sum: a double does
  for (int n = 12; n > 7; n--) tail = 1 + tail * s.to_double() / n;
  DoubleDouble sum = tail;
  for (int n = 7; n > 1; n--) sum = 1 + sum * s / n;
  DoubleDouble e = s * sum;
  for (int i = 0; i < 6; i++) e = e * (e + 2);
  return e;
}

// One step of Newton's on exp(y) - 1 = x, from the double's logarithm; |x| <= 0.5.
DoubleDouble log1p_near_0(const DoubleDouble& x) {
  if (!x.plain()) return x;
  const DoubleDouble y = ::log1p(x.to_double());
  if (!y.plain()) return x;
  const DoubleDouble e = expm1_near_0(y);
  return y - (e - x) / (e + 1);
}

}  // namespace

DoubleDouble exp(const DoubleDouble& x) {
  const double v = x.to_double();
  // Beyond any exponent that expressions could bring back.
  if (v > 1e6) return HUGE_VAL;
  if (v < -1e6) return 0;
  if (v != v) return v;
  const double n = rint(v / ln2.to_double());
  return (1 + expm1_near_0(x - n * ln2)).scaled(static_cast<int>(n));
}

DoubleDouble expm1(const DoubleDouble& x) { return abs(x) <= 0.4 ? expm1_near_0(x) : exp(x) - 1; }

DoubleDouble tanh(const DoubleDouble& x) {
  const DoubleDouble e = expm1(2 * abs(x));
  const DoubleDouble y = e > 1 ? 1 - 2 / (e + 2) : e / (e + 2);
  return signbit(x.to_double()) ? -y : y;
}

DoubleDouble cosh(const DoubleDouble& x) {
  const DoubleDouble e = exp(abs(x));
  return (e + 1 / e) / 2;
}

DoubleDouble log(const DoubleDouble& x) {
  if (!x.plain() || x < 0) return ::log(x.to_double());
  int k;
  const DoubleDouble m = significand(x, &k);
  return log1p_near_0(m - 1) + k * ln2;
}

DoubleDouble log1p(const DoubleDouble& x) { return abs(x) <= 0.25 ? log1p_near_0(x) : log(1 + x); }

// erf(x) = 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 * 3 * … * (2n+1)): no term cancels another.
DoubleDouble erf(const DoubleDouble& x) {
  if (x > 9) return 1;
  if (x < -9) return -1;
  if (!x.plain()) return x;
  const DoubleDouble square = x * x;
  DoubleDouble term = x, sum = x;
  for (int n = 1; abs(term) > abs(sum).scaled(-106); n++) {
    term = term * square * 2 / (2 * n + 1);
    sum = sum + term;
  }
  return two_over_sqrt_pi * exp(-square) * sum;
}

// Laplace's continued fraction, exp(-x^2) / sqrt(pi) over x + (1/2) / (x + 1 / (x + (3/2) / (x + …))), where 1 - erf(x) would
// cancel.
DoubleDouble erfc(const DoubleDouble& x) {
  if (!(x > 2)) return 1 - erf(x);
  if (!x.plain()) return 0;
  DoubleDouble tail = x;
  for (int n = 200; n > 0; n--) tail = x + DoubleDouble(n).scaled(-1) / tail;
  return two_over_sqrt_pi.scaled(-1) * exp(-(x * x)) / tail;
}

DoubleDouble pow(const DoubleDouble& x, const DoubleDouble& y) { return exp(y * log(x)); }

}  // namespace leeway
