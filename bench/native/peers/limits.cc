// What memory and the store port allow, at this file's width: a copy, and ReLU with plain and with streaming stores, which
// bypass the caches. They stay as they are whatever leeway's own array loop does at a size. And the clock.

#include <stdint.h>

#include "peer.h"
#include "vectors.h"

namespace {

template <class V>
typename V::vector same(typename V::vector v) {
  return v;
}

template <class V>
void stream_relu(const void* x, void* y, size_t n, double alpha) {
  apply<V, V::relu, V::stream>(x, y, n, alpha);
  _mm_sfence();
}

// Integer products that each wait for the one before: three cycles an element on every x86-64 core of the last decade.
void clock(const void*, void* y, size_t n, double) {
  uint64_t product = n;
  for (size_t i = 0; i < n; i++) asm volatile("imul %0, %0" : "+r"(product));
  *static_cast<unsigned char*>(y) = static_cast<unsigned char>(product);
}

const Peer peers[] = {
    floats("clock", "three cycles", clock),
    doubles("clock", "three cycles", clock),
    floats("copy", "plain stores", apply<Floats, same<Floats>>),
    floats("relu", "plain stores", apply<Floats, Floats::relu>),
    floats("relu", "streaming stores", stream_relu<Floats>),
    doubles("copy", "plain stores", apply<Doubles, same<Doubles>>),
    doubles("relu", "plain stores", apply<Doubles, Doubles::relu>),
    doubles("relu", "streaming stores", stream_relu<Doubles>),
};

}  // namespace

LEEWAY_PEERS("", peers);
