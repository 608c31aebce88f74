// The inputs of a sweep a block at a time, with what the oracle wants of them.
#pragma once

#include <cmath>

#include "expected.h"
#include "precision.h"
#include "reference.h"

namespace leeway {

constexpr size_t block_inputs = 1024;

// Comparisons go in whole vectors and look one result back.
constexpr size_t comparison_step = 16;

struct TrueValues {
  double high[block_inputs], low[block_inputs], per_ulp[block_inputs], direction[block_inputs];
  // Whether all are finite and not so large that a kernel may rightly answer infinity: then comparing is plain arithmetic.
  bool ordinary;

  Expected expected() const { return {high, low, per_ulp, direction}; }

  // After high and low are written.
  template <class P>
  void finish(size_t n) {
    ordinary = true;
    for (size_t i = 0; i < n; i++) {
      per_ulp[i] = ulps_in_1<P>(high[i]);
      ordinary &= std::fabs(high[i]) < P::max && per_ulp[i] < INFINITY;
    }
    // Zeros up to a whole vector, which the results are padded with too.
    for (size_t i = n; i < whole_vectors(n); i++) high[i] = low[i] = per_ulp[i] = direction[i] = 0;
    direction[0] = 0;
    for (size_t i = 1; i < n; i++) direction[i] = (high[i] > high[i - 1]) - (high[i] < high[i - 1]);
  }

  static size_t whole_vectors(size_t n) {
    return (n + comparison_step - 1) / comparison_step * comparison_step;
  }
};

template <class P>
struct Inputs {
  typename P::stored x[block_inputs], ones[block_inputs];
  double at[block_inputs];  // x as numbers
  TrueValues value, derivative;
  size_t n;

  Inputs() {
    for (auto& one : ones) one = P::one();
  }

  // Up to a block of the patterns first, first + stride, … that lie between low and high, with their true values.
  void fill(const Op& op, leeway_element element, double low, double high, double alpha,
            uint64_t first, uint64_t stride, size_t patterns) {
    for (size_t i = 0; i < patterns; i++)
      x[i] = P::from_bits(static_cast<typename P::bits>(first + i * stride));
    typename P::number room[block_inputs];
    const typename P::number* numbers = P::decode(x, room, patterns);
    n = 0;
    for (size_t i = 0; i < patterns; i++) {
      const double number = numbers[i];
      const bool below = number < low || (low == 0 && std::signbit(number) && number == 0);
      x[n] = x[i];
      at[n] = number;
      n += !(below || number > high);
    }
    reference_values(op, element, at, n, alpha, value.high, value.low);
    value.finish<P>(n);
  }

  void fill_derivative(const Op& op, leeway_element element, double alpha) {
    reference_derivatives(op, element, at, n, alpha, derivative.high, derivative.low);
    derivative.finish<P>(n);
  }
};

// What a kernel answers, as stored and as numbers, with room before the first for a look back.
template <class P>
struct Results {
  typename P::stored room[comparison_step + block_inputs] = {};
  typename P::number decoded[comparison_step + block_inputs] = {};

  typename P::stored* stored() { return room + comparison_step; }

  const typename P::number* numbers(size_t n) {
    const size_t whole = TrueValues::whole_vectors(n);
    for (size_t i = n; i < whole; i++) stored()[i] = 0;
    return P::decode(stored(), decoded + comparison_step, whole);
  }
};

}  // namespace leeway
