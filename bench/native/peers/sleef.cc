// SLEEF: u10 and u35 name the greatest error, 1.0 and 3.5 ulp.

#include <sleef.h>

#include "peer.h"
#include "vectors.h"

namespace {

#if defined(__AVX512F__)
#define SLEEF_FLOAT(name, error) Sleef_##name##f16_##error##avx512f
#define SLEEF_DOUBLE(name, error) Sleef_##name##d8_##error##avx512f
#elif defined(__AVX2__)
#define SLEEF_FLOAT(name, error) Sleef_##name##f8_##error##avx2
#define SLEEF_DOUBLE(name, error) Sleef_##name##d4_##error##avx2
#else
#define SLEEF_FLOAT(name, error) Sleef_##name##f4_##error##sse2
#define SLEEF_DOUBLE(name, error) Sleef_##name##d2_##error##sse2
#endif

// The library's own functions have the attribute const, and are no template arguments for it.
#define FUNCTION(name, error)                                                             \
  Floats::vector name##_##error(Floats::vector v) { return SLEEF_FLOAT(name, error)(v); } \
  Doubles::vector name##_##error(Doubles::vector v) { return SLEEF_DOUBLE(name, error)(v); }

FUNCTION(tanh, u35)
FUNCTION(tanh, u10)
FUNCTION(exp, u10)
FUNCTION(expm1, u10)
FUNCTION(log, u35)
FUNCTION(log, u10)
FUNCTION(log1p, u10)

#define BOTH(name, error)                               \
  floats(#name, #error, apply<Floats, name##_##error>), \
      doubles(#name, #error, apply<Doubles, name##_##error>)

const Peer peers[] = {
    BOTH(tanh, u35), BOTH(tanh, u10), BOTH(exp, u10),   BOTH(expm1, u10),
    BOTH(log, u35),  BOTH(log, u10),  BOTH(log1p, u10),
};

}  // namespace

LEEWAY_PEERS(LEEWAY_STRING(SLEEF_VERSION_MAJOR) "." LEEWAY_STRING(
                 SLEEF_VERSION_MINOR) "." LEEWAY_STRING(SLEEF_VERSION_PATCHLEVEL),
             peers);
