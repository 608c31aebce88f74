// All of an instruction set's operations on posits.
#pragma once

#include "codec.h"
#include "loop.h"
#include "arithmetic.h"
#if defined(LEEWAY_PERMUTES_WORDS)
#include "byte_arithmetic.h"
#endif
#include "integer_loop.h"
#include "bit_strings.h"
#include "bit_tricks.h"
#include "byte_lookup.h"
#include "fixed_products.h"
#if defined(LEEWAY_PERMUTES_BYTES)
#include "byte_permutes.h"
#endif
#include "lookup.h"

LEEWAY_ISA_BEGIN

template <class From, class To>
void convert_into(const posit::Plan& plan, const void* x, void* out, size_t n) {
  if (plan.shape.es != plan.to.es)
    recode<From, To>(plan, x, out, n);
  else if (plan.shape.n > plan.to.n)
    narrow_bits<From, To>(plan, x, out, n);
  else
    widen_bits<From, To>(plan, x, out, n);
}

// To 32 bits only where that is a shift: everything else there is wide.cc's.
template <class From>
void convert(const posit::Plan& plan, const void* x, const void*, const void*, void* out,
             size_t n) {
  if (plan.to.n <= 8)
    convert_into<From, uint8_t>(plan, x, out, n);
  else if (plan.to.n <= 16)
    convert_into<From, uint16_t>(plan, x, out, n);
  else
    widen_bits<From, uint32_t>(plan, x, out, n);
}

template <class F, class S>
struct Arithmetic2 {
  static constexpr posit::Bulk bulk = &arithmetic2<F, S>;
};
#if defined(LEEWAY_PERMUTES_WORDS)
template <class F>
struct Arithmetic2<F, uint8_t> {
  static constexpr posit::Bulk bulk = &byte_arithmetic2<F>;
};
#endif

template <class S>
struct Bulks {
  static constexpr posit::Bulk from_float32 = &LEEWAY_ISA::from_float32<S>;
  static constexpr posit::Bulk from_float64 = &LEEWAY_ISA::from_float64<S>;
  static constexpr posit::Bulk to_float32 = &LEEWAY_ISA::to_float32<S>;
  static constexpr posit::Bulk to_float64 = &LEEWAY_ISA::to_float64<S>;
  static constexpr posit::Bulk convert = &LEEWAY_ISA::convert<S>;
  static constexpr posit::Bulk add = Arithmetic2<Add, S>::bulk;
  static constexpr posit::Bulk sub = Arithmetic2<Sub, S>::bulk;
  static constexpr posit::Bulk mul = Arithmetic2<Mul, S>::bulk;
  static constexpr posit::Bulk div = Arithmetic2<Div, S>::bulk;
  static constexpr posit::Bulk fma = &LEEWAY_ISA::fma<S>;
  static constexpr posit::Bulk sqrt = &arithmetic1<Sqrt, S>;
  static constexpr posit::Bulk reciprocal = &arithmetic1<Reciprocal, S>;
  static constexpr posit::Bulk neg = &LEEWAY_ISA::neg<S>;
  static constexpr posit::Bulk abs = &LEEWAY_ISA::abs<S>;
  static constexpr posit::Bulk min = &LEEWAY_ISA::min<S>;
  static constexpr posit::Bulk max = &LEEWAY_ISA::max<S>;
  static constexpr posit::Bulk compare = &LEEWAY_ISA::compare<S>;
  static constexpr posit::Bulk twice = &LEEWAY_ISA::twice<S>;
  static constexpr posit::Bulk half = &LEEWAY_ISA::half<S>;
  static constexpr posit::Bulk reciprocate = &LEEWAY_ISA::reciprocate<S>;
  static constexpr posit::Bulk complement = &LEEWAY_ISA::complement<S>;
  static constexpr posit::Bulk fast_sigmoid = &LEEWAY_ISA::fast_sigmoid<S>;
  static constexpr posit::Bulk fast_tanh = &LEEWAY_ISA::fast_tanh<S>;
  static constexpr posit::Bulk fast_elu = &LEEWAY_ISA::fast_elu<S>;
  static constexpr posit::Bulk table = &look_up<S>;
};

#define LEEWAY_POSIT_VECTOR(name, ...) {Bulks<uint8_t>::name, Bulks<uint16_t>::name},
#define LEEWAY_POSIT_SCALAR(...)
constexpr posit::BulkPair posit_bulk[] = {
#include "posit/operations.def"
};

constexpr posit::FixedProducts fixed_products = {&decode_fixed, &dot_fixed,
#if defined(LEEWAY_PERMUTES_BYTES)
                                                 &dot_by_permutes
#else
                                                 nullptr
#endif
};

LEEWAY_ISA_END
