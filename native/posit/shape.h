// Formats as the C interface names them.
#pragma once

#include "leeway_posit.h"
#include "plan.h"

namespace leeway {
namespace posit {

// False for a format there is not.
inline bool shape_of(const leeway_posit_format& format, Shape* shape) {
  const int n = format.bits, es = format.exponent_bits;
  if (!((n >= 5 && n <= 16) || n == 32) || es < 0 || es > 3) return false;
  const uint32_t top = uint32_t(1) << (n - 1);
  *shape = {n, es, top | (top - 1), top, top >> 1, top - 1};
  return true;
}

}  // namespace posit
}  // namespace leeway
