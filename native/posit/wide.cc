#define LEEWAY_ISA wide
#include "wide.h"

#include "exact/arithmetic.h"
#include "functions.h"
#include "leeway_posit.h"
#include "simd/vocabulary.h"
#include "vector/integer_loop.h"
#include "vector/bit_strings.h"
#include "vector/bit_tricks.h"

LEEWAY_ISA_BEGIN

using posit::Number;
using posit::Plan;
using W = uint32_t;

// What has branches, and so no vectors.
template <class A, class R, class F>
LEEWAY_INLINE void in_turn(F f, const void* inputs, void* output, size_t n) {
  const Anywhere<A>* a = static_cast<const Anywhere<A>*>(inputs);
  Anywhere<R>* out = static_cast<Anywhere<R>*>(output);
  for (size_t i = 0; i < n; i++) out[i] = f(static_cast<A>(a[i]));
}

template <class F>
LEEWAY_INLINE void unary(const Plan& plan, F f, const void* x, void* out, size_t n) {
  const posit::Shape& s = plan.shape;
  in_turn<W, W>([&](W a) { return encode(s, f(decode(s, a))); }, x, out, n);
}

template <class F>
LEEWAY_INLINE void binary(const Plan& plan, F f, const void* x, const void* y, void* out,
                          size_t n) {
  const posit::Shape& s = plan.shape;
  const auto *a = static_cast<const Anywhere<W>*>(x), *b = static_cast<const Anywhere<W>*>(y);
  auto* r = static_cast<Anywhere<W>*>(out);
  for (size_t i = 0; i < n; i++) r[i] = encode(s, f(decode(s, a[i]), decode(s, b[i])));
}

#define LEEWAY_UNARY(name, value)                                                             \
  void name(const Plan& plan, const void* x, const void*, const void*, void* out, size_t n) { \
    unary(                                                                                    \
        plan, [](const Number& a) { return value; }, x, out, n);                              \
  }
#define LEEWAY_BINARY(name, value)                                                              \
  void name(const Plan& plan, const void* x, const void* y, const void*, void* out, size_t n) { \
    binary(                                                                                     \
        plan, [](const Number& a, const Number& b) { return value; }, x, y, out, n);            \
  }
LEEWAY_UNARY(sqrt, square_root(a))
LEEWAY_UNARY(reciprocal, quotient({posit::hidden_bit, 0, false, false}, a))
LEEWAY_BINARY(add, sum(a, b))
LEEWAY_BINARY(sub, sum(a, negated(b)))
LEEWAY_BINARY(mul, product(a, b))
LEEWAY_BINARY(div, quotient(a, b))
#undef LEEWAY_UNARY
#undef LEEWAY_BINARY

void fma(const Plan& plan, const void* x, const void* y, const void* z, void* out, size_t n) {
  const posit::Shape& s = plan.shape;
  const auto *a = static_cast<const Anywhere<W>*>(x), *b = static_cast<const Anywhere<W>*>(y);
  const auto* c = static_cast<const Anywhere<W>*>(z);
  auto* r = static_cast<Anywhere<W>*>(out);
  for (size_t i = 0; i < n; i++)
    r[i] = encode(s, sum(product(decode(s, a[i]), decode(s, b[i])), decode(s, c[i])));
}

// Floats may sit anywhere, as integers may.
template <class Float>
void from_float(const Plan& plan, const void* x, const void*, const void*, void* out, size_t n) {
  auto* r = static_cast<Anywhere<W>*>(out);
  for (size_t i = 0; i < n; i++) {
    Float v;
    memcpy(&v, static_cast<const char*>(x) + i * sizeof v, sizeof v);
    r[i] = encode(plan.shape, posit::from_double(static_cast<double>(v)));
  }
}
template <class Float>
void to_float(const Plan& plan, const void* x, const void*, const void*, void* out, size_t n) {
  const auto* a = static_cast<const Anywhere<W>*>(x);
  for (size_t i = 0; i < n; i++) {
    const Float v = static_cast<Float>(to_double(decode(plan.shape, a[i])));
    memcpy(static_cast<char*>(out) + i * sizeof v, &v, sizeof v);
  }
}

// Between formats of equal es.
void convert(const Plan& plan, const void* x, const void*, const void*, void* out, size_t n) {
  if (plan.to.n <= 8)
    narrow_bits<W, uint8_t>(plan, x, out, n);
  else if (plan.to.n <= 16)
    narrow_bits<W, uint16_t>(plan, x, out, n);
  else
    each<W, W>([](W a) { return a; }, x, out, n);
}

template <class From, class To>
void recode(const Plan& plan, const void* x, void* out, size_t n) {
  each<From, To>([&](From a) { return static_cast<To>(encode(plan.to, decode(plan.shape, a))); }, x,
                 out, n);
}
template <class From>
void convert_by_number(const Plan& plan, const void* x, const void*, const void*, void* out,
                       size_t n) {
  if (plan.to.n <= 8)
    recode<From, uint8_t>(plan, x, out, n);
  else if (plan.to.n <= 16)
    recode<From, uint16_t>(plan, x, out, n);
  else
    recode<From, W>(plan, x, out, n);
}

template <const posit::Function& function, class S>
void rounded_function(const Plan& plan, const void* x, const void*, const void*, void* out,
                      size_t n) {
  in_turn<S, S>([&](S a) { return static_cast<S>(rounded(plan.shape, function, a)); }, x, out, n);
}

template <class S>
struct Functions {
  static constexpr posit::Bulk pair_table = &posit::look_up_pair<S>;
  static constexpr posit::Bulk tanh = &rounded_function<posit::tanh_function, S>;
  static constexpr posit::Bulk sigmoid = &rounded_function<posit::sigmoid_function, S>;
  static constexpr posit::Bulk exp = &rounded_function<posit::exp_function, S>;
  static constexpr posit::Bulk log = &rounded_function<posit::log_function, S>;
  static constexpr posit::Bulk elu = &rounded_function<posit::elu_function, S>;
  static constexpr posit::Bulk softplus = &rounded_function<posit::softplus_function, S>;
  static constexpr posit::Bulk silu = &rounded_function<posit::silu_function, S>;
  static constexpr posit::Bulk gelu = &rounded_function<posit::gelu_function, S>;
};

// Storage of 32 bits: what is no arithmetic is the vectors' own code.
struct Wide {
  static constexpr posit::Bulk from_float32 = &from_float<float>;
  static constexpr posit::Bulk from_float64 = &from_float<double>;
  static constexpr posit::Bulk to_float32 = &to_float<float>;
  static constexpr posit::Bulk to_float64 = &to_float<double>;
  static constexpr posit::Bulk convert = &LEEWAY_ISA::convert;
  static constexpr posit::Bulk add = &LEEWAY_ISA::add;
  static constexpr posit::Bulk sub = &LEEWAY_ISA::sub;
  static constexpr posit::Bulk mul = &LEEWAY_ISA::mul;
  static constexpr posit::Bulk div = &LEEWAY_ISA::div;
  static constexpr posit::Bulk fma = &LEEWAY_ISA::fma;
  static constexpr posit::Bulk sqrt = &LEEWAY_ISA::sqrt;
  static constexpr posit::Bulk reciprocal = &LEEWAY_ISA::reciprocal;
  static constexpr posit::Bulk neg = &LEEWAY_ISA::neg<W>;
  static constexpr posit::Bulk abs = &LEEWAY_ISA::abs<W>;
  static constexpr posit::Bulk min = &LEEWAY_ISA::min<W>;
  static constexpr posit::Bulk max = &LEEWAY_ISA::max<W>;
  static constexpr posit::Bulk compare = &LEEWAY_ISA::compare<W>;
  static constexpr posit::Bulk twice = &LEEWAY_ISA::twice<W>;
  static constexpr posit::Bulk half = &LEEWAY_ISA::half<W>;
  static constexpr posit::Bulk reciprocate = &LEEWAY_ISA::reciprocate<W>;
  static constexpr posit::Bulk complement = &LEEWAY_ISA::complement<W>;
  static constexpr posit::Bulk fast_sigmoid = &LEEWAY_ISA::fast_sigmoid<W>;
  static constexpr posit::Bulk fast_tanh = &LEEWAY_ISA::fast_tanh<W>;
  static constexpr posit::Bulk fast_elu = &LEEWAY_ISA::fast_elu<W>;
  static constexpr posit::Bulk table = nullptr;  // would have 2^32 entries
};

struct Row {
  posit::Bulk of_storage[3];
};

#define LEEWAY_POSIT_VECTOR(name, ...) {{nullptr, nullptr, Wide::name}},
#define LEEWAY_POSIT_SCALAR(name, ...) \
  {{Functions<uint8_t>::name, Functions<uint16_t>::name, Functions<uint32_t>::name}},
constexpr Row rows[] = {
#include "operations.def"
};

constexpr posit::Bulk conversions[] = {&convert_by_number<uint8_t>, &convert_by_number<uint16_t>,
                                       &convert_by_number<uint32_t>};

LEEWAY_ISA_END

leeway::posit::Bulk leeway::posit::wide_operation(size_t operation, int storage) {
  return wide::rows[operation].of_storage[storage];
}

leeway::posit::Bulk leeway::posit::wide_conversion(int storage) {
  return wide::conversions[storage];
}
