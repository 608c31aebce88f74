#include "inputs.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>

#include "options.h"

namespace {

constexpr size_t page = 4096;

Memory allocate(size_t bytes) {
  const size_t whole_pages = (bytes + page - 1) / page * page;
  void* const memory = std::aligned_alloc(page, whole_pages);
  if (!memory) throw std::bad_alloc();
  std::memset(memory, 0, whole_pages);  // its pages are there before anything is timed
  return Memory(static_cast<char*>(memory));
}

template <class E>
void fill(void* array, size_t n, double low, double high) {
  E* const x = static_cast<E*>(array);
  uint32_t state = 1;
  for (size_t i = 0; i < n; i++) {
    state = state * 1664525u + 1013904223u;
    x[i] = static_cast<E>(low + (high - low) * ((state + 0.5) / 4294967296.0));
  }
}

}  // namespace

Inputs::Inputs(leeway_element element, size_t n)
    : element_(element), n_(n), output_(allocate(n * element_bytes(element) + 33 * 64)) {}

const void* Inputs::x(double low, double high) {
  Memory& memory = inputs_[{low, high}];
  if (!memory) {
    memory = allocate(n_ * element_bytes(element_));
    const double from = std::max(low, -4.0), to = std::min(high, 4.0);
    if (element_ == LEEWAY_FLOAT64) {
      fill<double>(memory.get(), n_, from, to);
    } else {
      fill<float>(memory.get(), n_, from, to);
    }
  }
  return memory.get();
}

std::vector<double> Inputs::input_values(double low, double high, size_t count) {
  return values(static_cast<const char*>(x(low, high)), count);
}

std::vector<double> Inputs::output_values(size_t count) const {
  return values(output_.get() + 33 * 64, count);
}

std::vector<double> Inputs::values(const char* array, size_t count) const {
  std::vector<double> result(std::min(count, n_));
  for (size_t i = 0; i < result.size(); i++) {
    if (element_ == LEEWAY_FLOAT64) {
      result[i] = reinterpret_cast<const double*>(array)[i];
    } else {
      result[i] = reinterpret_cast<const float*>(array)[i];
    }
  }
  return result;
}
