// glibc's libmvec, called by the names that g++ -O3 -ffast-math makes of a loop over tanhf (the x86-64 vector ABI). Called so
// because a loop that the compiler left scalar would not say so, and because -ffast-math may do more to a loop.

#include "peer.h"
#include "vectors.h"

#if defined(__AVX512F__)
#define MVEC_FLOAT(name) _ZGVeN16v_##name##f
#define MVEC_DOUBLE(name) _ZGVeN8v_##name
#elif defined(__AVX2__)
#define MVEC_FLOAT(name) _ZGVdN8v_##name##f
#define MVEC_DOUBLE(name) _ZGVdN4v_##name
#else
#define MVEC_FLOAT(name) _ZGVbN4v_##name##f
#define MVEC_DOUBLE(name) _ZGVbN2v_##name
#endif

#define DECLARE(name)                              \
  Floats::vector MVEC_FLOAT(name)(Floats::vector); \
  Doubles::vector MVEC_DOUBLE(name)(Doubles::vector);

extern "C" {
DECLARE(tanh)
DECLARE(exp)
DECLARE(expm1)
DECLARE(log)
DECLARE(log1p)
}

namespace {

#define BOTH(name)                                    \
  floats(#name, "", apply<Floats, MVEC_FLOAT(name)>), \
      doubles(#name, "", apply<Doubles, MVEC_DOUBLE(name)>)

const Peer peers[] = {BOTH(tanh), BOTH(exp), BOTH(expm1), BOTH(log), BOTH(log1p)};

}  // namespace

LEEWAY_PEERS(LEEWAY_STRING(__GLIBC__) "." LEEWAY_STRING(__GLIBC_MINOR__), peers);
