// What memory and the store port allow, at this file's width: a copy, and ReLU with plain and with streaming stores, which
// bypass the caches. They stay as they are whatever leeway's own array loop does at a size.

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

const Peer peers[] = {
    floats("copy", "plain stores", apply<Floats, same<Floats>>),
    floats("relu", "plain stores", apply<Floats, Floats::relu>),
    floats("relu", "streaming stores", stream_relu<Floats>),
    doubles("copy", "plain stores", apply<Doubles, same<Doubles>>),
    doubles("relu", "plain stores", apply<Doubles, Doubles::relu>),
    doubles("relu", "streaming stores", stream_relu<Doubles>),
};

}  // namespace

LEEWAY_PEERS("", peers);
