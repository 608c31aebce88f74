// Highway's contrib/math, dispatched statically: this file's flags choose the target.

#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>

#include "peer.h"

namespace {

namespace hn = hwy::HWY_NAMESPACE;

#define FUNCTION(name)                                           \
  template <class E>                                             \
  void name(const void* input, void* output, size_t n, double) { \
    const hn::ScalableTag<E> d;                                  \
    const E* x = static_cast<const E*>(input);                   \
    E* y = static_cast<E*>(output);                              \
    for (size_t i = 0; i < n; i += hn::Lanes(d))                 \
      hn::StoreU(hn::name(d, hn::LoadU(d, x + i)), d, y + i);    \
  }

FUNCTION(Tanh)
FUNCTION(Exp)
FUNCTION(Expm1)
FUNCTION(Log)
FUNCTION(Log1p)

#define BOTH(op, function) floats(op, "", function<float>), doubles(op, "", function<double>)

const Peer peers[] = {
    BOTH("tanh", Tanh), BOTH("exp", Exp),     BOTH("expm1", Expm1),
    BOTH("log", Log),   BOTH("log1p", Log1p),
};

}  // namespace

LEEWAY_PEERS(LEEWAY_STRING(HWY_MAJOR) "." LEEWAY_STRING(HWY_MINOR), peers);
