// Aligned arrays of numbers that report failure instead of throwing: the core is compiled without exceptions.
#pragma once

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

namespace leeway {

template <class E>
class BufferOf {
 public:
  BufferOf() = default;
  BufferOf(const BufferOf&) = delete;
  BufferOf& operator=(const BufferOf&) = delete;
  ~BufferOf() { free(allocation_); }

  // Makes room for n zeroed elements; what was there is lost. False where memory is short, and then the buffer is empty.
  bool resize(size_t n) {
    free(allocation_);
    allocation_ = nullptr;
    data_ = nullptr;
    size_ = 0;
    constexpr size_t alignment = 64;
    if (n > (SIZE_MAX - alignment) / sizeof(E)) return false;
    allocation_ = calloc(n * sizeof(E) + alignment, 1);
    if (!allocation_) return false;
    const uintptr_t address = reinterpret_cast<uintptr_t>(allocation_);
    data_ = reinterpret_cast<E*>((address + alignment - 1) / alignment * alignment);
    size_ = n;
    return true;
  }

  // Makes sure of at least n elements; what was there is lost only where it must grow.
  bool reserve(size_t n) { return n <= size_ || resize(n); }

  void clear() { memset(data_, 0, size_ * sizeof(E)); }
  E* data() { return data_; }
  const E* data() const { return data_; }
  size_t size() const { return size_; }

 private:
  void* allocation_ = nullptr;
  E* data_ = nullptr;
  size_t size_ = 0;
};

using Buffer = BufferOf<float>;

}  // namespace leeway
