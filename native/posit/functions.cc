#include "functions.h"

#include <math.h>

#include "proof/double_double.h"

namespace leeway {
namespace posit {
namespace {

using DD = DoubleDouble;

// 1 - erf(z) for z > 0, in full relative accuracy: by the continued fraction z + (1/2)/(z + (2/2)/(z + (3/2)/…))
// (Abramowitz and Stegun 7.1.14), whose convergence is slow near 0, where the difference loses little.
DD complementary_error(const DD& z) {
  if (z < 2.5) return DD(1) - erf(z);
  constexpr DD root_pi(0x1.c5bf891b4ef6bp+0, -0x1.618f13eb7ca89p-54, 0);
  DD f = z;
  for (int n = 160; n > 0; n--) f = z + DD(n) / 2 / f;
  return exp(-(z * z)) / (root_pi * f);
}

DD sigmoid(const DD& x) {
  const DD e = exp(-abs(x));
  return x < 0 ? e / (e + 1) : DD(1) / (e + 1);
}

DD softplus(const DD& x) { return (x > 0 ? x : DD(0)) + log1p(exp(-abs(x))); }

DD gelu(const DD& x) {
  constexpr DD root_half(0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54, -1);
  const DD z = x * root_half;
  const DD cumulative = x < 0 ? complementary_error(-z) / 2 : (erf(z) + 1) / 2;
  return x * cumulative;
}

void split(const DD& y, double* high, double* low) { y.split(high, low); }

// Near 0 silu and gelu are x/2, which may be a tie, and a term of second order that no accuracy makes visible: it is given
// apart.
constexpr double tiny = 0x1p-40;

double fast_sigmoid(double x) {
  const double e = ::exp(-fabs(x));
  return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

}  // namespace

const Function tanh_function = {
    0, ::tanh, [](double x, double* high, double* low) { split(leeway::tanh(DD(x)), high, low); }};

const Function sigmoid_function = {
    NAN, fast_sigmoid, [](double x, double* high, double* low) { split(sigmoid(x), high, low); }};

const Function exp_function = {
    NAN, ::exp, [](double x, double* high, double* low) { split(leeway::exp(DD(x)), high, low); }};

const Function log_function = {
    1, [](double x) { return x > 0 ? ::log(x) : NAN; },
    [](double x, double* high, double* low) { split(leeway::log(DD(x)), high, low); }};

const Function elu_function = {0, [](double x) { return x > 0 ? x : ::expm1(x); },
                               [](double x, double* high, double* low) {
                                 split(x > 0 ? DD(x) : leeway::expm1(DD(x)), high, low);
                               }};

const Function softplus_function = {
    NAN, [](double x) { return fmax(x, 0) + ::log1p(::exp(-fabs(x))); },
    [](double x, double* high, double* low) { split(softplus(x), high, low); }};

const Function silu_function = {0, [](double x) { return x * fast_sigmoid(x); },
                                [](double x, double* high, double* low) {
                                  if (fabs(x) >= tiny) return split(DD(x) * sigmoid(x), high, low);
                                  *high = x / 2;
                                  *low = x * x / 4;
                                }};

const Function gelu_function = {
    0, [](double x) { return x * ::erfc(-x * 0.70710678118654752440) / 2; },
    [](double x, double* high, double* low) {
      if (fabs(x) >= tiny) return split(gelu(x), high, low);
      *high = x / 2;
      *low = x * x * 0.39894228040143267794;
    }};

namespace {

// high + low. No tie has more bits than a double: of low only the sign counts.
uint32_t encode_sum(const Shape& s, double high, double low) {
  Number x = from_double(high);
  if (low == 0 || x.nar || x.significand == 0) return encode(s, x);
  if ((low < 0) == (high < 0)) return encode(s, x, true);
  // A little less than high: one unit of the significand less, and more below it.
  const Number less = x.significand == hidden_bit
                          ? Number{~uint64_t(0), x.scale - 1, x.negative, false}
                          : Number{x.significand - 1, x.scale, x.negative, false};
  return encode(s, less, true);
}

}  // namespace

uint32_t rounded(const Shape& s, const Function& f, uint32_t bits) {
  const Number number = decode(s, bits);
  if (number.nar) return s.top;
  const double x = to_double(number);
  const double y = f.fast(x);
  if (isnan(y)) return s.top;
  // Beyond the range of doubles is beyond that of any posit: maxpos and minpos.
  if (isinf(y)) return s.maxpos;
  if (y == 0) return x == f.zero_at ? 0 : signbit(y) ? s.mask : 1;
  // What the C library's functions and the operations around them are good to; gelu, by the error of its square, to 44 bits.
  constexpr double margin = 0x1p-43;
  const uint32_t below = encode(s, from_double(y - y * margin));
  if (below == encode(s, from_double(y + y * margin))) return below;
  double high, low;
  f.careful(x, &high, &low);
  return encode_sum(s, high, low);
}

}  // namespace posit
}  // namespace leeway
