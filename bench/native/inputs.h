// Arrays to measure on.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "leeway.h"

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};
using Memory = std::unique_ptr<char, Free>;

// Inputs are uniform in [-4, 4], half of them negative, from a fixed seed (bench/harness/inputs.ts has the same generator),
// or in the part of that interval that lies in the kernel's domain; drawn from inside, so that no end is met. No NaN, no
// infinity, no subnormal number among them; subnormals are not flushed while measuring.
//
// All rows share one output, and one input per domain. The output lies 33 cache lines beyond a page's start, inputs on one:
// with equal offsets each load would meet a recent store to the same place in its page (4K aliasing).
class Inputs {
 public:
  Inputs(leeway_element element, size_t n);

  const void* x(double low, double high);
  void* y() { return output_.get() + 33 * 64; }
  // As double, the first count of them.
  std::vector<double> input_values(double low, double high, size_t count);
  std::vector<double> output_values(size_t count) const;

 private:
  std::vector<double> values(const char* array, size_t count) const;

  leeway_element element_;
  size_t n_;
  Memory output_;
  std::map<std::pair<double, double>, Memory> inputs_;
};
