// The number type of the oracle for float64 kernels.
#pragma once

#include <float.h>

#include "double_double.h"

namespace leeway {

// long double is a double with MSVC and on Apple's arm64; wasi-libc's has 113 bits, but functions that round to double.
#if LDBL_MANT_DIG > DBL_MANT_DIG && !defined(__wasm__)
using Extended = long double;
#else
using Extended = DoubleDouble;
#endif

}  // namespace leeway
