// Numbers of 104 bits with a wide exponent, for the oracle where long double is no better than double.
#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

namespace leeway {

// (high + low) 2^exponent with 1 <= |high| < 2 and |low| at most half a unit in its last place; zeros, infinities and NaN
// stand in `high` alone. The exponent is apart because a double's would not do: 1 + x^2 must not overflow.
//
// Sums and products after Knuth (TAOCP 2, section 4.2.2) and Dekker (Numerische Mathematik 18, 1971).
class DoubleDouble {
 public:
  DoubleDouble(double v) : high_(v), low_(0), exponent_(0) {
    if (!plain()) return;
    // Away from the ends of the range, where powers of two are no normal numbers.
    const int shift = fabs(v) < 1 ? 64 : -64;
    *this = normal(v * power(shift), 0, -shift);
  }
  constexpr DoubleDouble(double high, double low, int exponent)
      : high_(high), low_(low), exponent_(exponent) {}

  double to_double() const { return ldexp(high_, exponent_); }
  // As an unevaluated sum of two doubles.
  void split(double* high, double* low) const {
    *high = to_double();
    *low = plain() && isfinite(*high) ? ldexp((high_ - ldexp(*high, -exponent_)) + low_, exponent_)
                                      : 0;
  }
  DoubleDouble scaled(int power_of_two) const {
    return plain() ? DoubleDouble(high_, low_, exponent_ + power_of_two) : *this;
  }

  DoubleDouble operator-() const { return {-high_, -low_, exponent_}; }

  friend DoubleDouble operator+(const DoubleDouble& a, const DoubleDouble& b) {
    if (!a.plain() || !b.plain()) {
      if (a.plain() && b.high_ == 0) return a;
      if (b.plain() && a.high_ == 0) return b;
      return a.high_ + b.high_;
    }
    if (a.exponent_ < b.exponent_) return b + a;
    const int distance = a.exponent_ - b.exponent_;
    if (distance > 120) return a;
    const double scale = power(-distance);
    const Sum high = sum(a.high_, b.high_ * scale), low = sum(a.low_, b.low_ * scale);
    const Sum first = ordered_sum(high.value, high.error + low.value);
    return normal(first.value, first.error + low.error, a.exponent_);
  }
  friend DoubleDouble operator-(const DoubleDouble& a, const DoubleDouble& b) { return a + -b; }

  friend DoubleDouble operator*(const DoubleDouble& a, const DoubleDouble& b) {
    if (!a.plain() || !b.plain()) return a.high_ * b.high_;
    const Sum p = product(a.high_, b.high_);
    const double rest = p.error + (a.high_ * b.low_ + a.low_ * b.high_);
    return normal(p.value, rest, a.exponent_ + b.exponent_);
  }

  friend DoubleDouble operator/(const DoubleDouble& a, const DoubleDouble& b) {
    if (!a.plain() || !b.plain()) return a.high_ / b.high_;
    const double quotient = a.high_ / b.high_;
    const Sum p = product(quotient, b.high_);
    const double rest = (((a.high_ - p.value) - p.error) + a.low_) - quotient * b.low_;
    return normal(quotient, rest / b.high_, a.exponent_ - b.exponent_);
  }

  friend bool operator<(const DoubleDouble& a, const DoubleDouble& b) { return order(a, b) < 0; }
  friend bool operator>(const DoubleDouble& a, const DoubleDouble& b) { return order(a, b) > 0; }
  friend bool operator<=(const DoubleDouble& a, const DoubleDouble& b) { return order(a, b) <= 0; }
  friend bool operator>=(const DoubleDouble& a, const DoubleDouble& b) { return order(a, b) >= 0; }
  friend bool operator==(const DoubleDouble& a, const DoubleDouble& b) { return order(a, b) == 0; }

  friend DoubleDouble abs(const DoubleDouble& x) { return signbit(x.high_) ? -x : x; }

  // One step of Newton's from the double's root.
  friend DoubleDouble sqrt(const DoubleDouble& x) {
    if (!x.plain() || x.high_ < 0) return ::sqrt(x.high_);
    const int half = (x.exponent_ - (x.exponent_ & 1)) / 2;
    const DoubleDouble m = x.scaled(-2 * half);
    const DoubleDouble root = ::sqrt(m.to_double());
    return (root + (m - root * root) / (root + root)).scaled(half);
  }

  // x = m 2^k with m in [0.7, 1.42).
  friend DoubleDouble significand(const DoubleDouble& x, int* k) {
    *k = x.exponent_ + (x.high_ > 1.41421356 ? 1 : 0);
    return x.scaled(-*k);
  }

  bool plain() const { return high_ != 0 && isfinite(high_); }

 private:
  struct Sum {
    double value, error;
  };

  static Sum sum(double a, double b) {
    const double s = a + b, part = s - a;
    return {s, (a - (s - part)) + (b - part)};
  }
  static Sum ordered_sum(double a, double b) {  // |a| >= |b|
    const double s = a + b;
    return {s, b - (s - a)};
  }
  static Sum product(double a, double b) {
    constexpr double splitter = 0x1p27 + 1;
    const double at = splitter * a, bt = splitter * b;
    const double ah = at - (at - a), bh = bt - (bt - b);
    const double al = a - ah, bl = b - bh;
    const double p = a * b;
    return {p, al * bl - (((p - ah * bh) - al * bh) - ah * bl)};
  }

  // 2^k of a normal number.
  static double power(int k) {
    const uint64_t bits = static_cast<uint64_t>(k + 1023) << 52;
    double p;
    memcpy(&p, &bits, sizeof p);
    return p;
  }

  static DoubleDouble normal(double high, double low, int exponent) {
    const Sum s = ordered_sum(high, low);
    if (s.value == 0) return s.value;
    uint64_t bits;
    memcpy(&bits, &s.value, sizeof bits);
    const int k = static_cast<int>(bits >> 52 & 0x7ff) - 1023;
    const double scale = power(-k);
    return {s.value * scale, s.error * scale, exponent + k};
  }

  // Of the sign of a - b; NaN where they have no order.
  static double order(const DoubleDouble& a, const DoubleDouble& b) {
    if (a.plain() && b.plain()) return (a - b).high_;
    return a.high_ == b.high_ ? 0 : a.high_ - b.high_;
  }

  double high_, low_;
  int exponent_;
};

DoubleDouble exp(const DoubleDouble& x);
DoubleDouble expm1(const DoubleDouble& x);
DoubleDouble tanh(const DoubleDouble& x);
DoubleDouble cosh(const DoubleDouble& x);
DoubleDouble log(const DoubleDouble& x);
DoubleDouble log1p(const DoubleDouble& x);
DoubleDouble erf(const DoubleDouble& x);
DoubleDouble erfc(const DoubleDouble& x);
// For x >= 0: no op of the list raises a negative number.
DoubleDouble pow(const DoubleDouble& x, const DoubleDouble& y);

}  // namespace leeway
