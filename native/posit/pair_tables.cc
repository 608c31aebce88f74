// Operations of two operands as tables: whole, or compacted as in the paper (section 3.1).
//
// Layouts, as lib/posit builds them, with M = maxpos and a size of 2^n for a table of all patterns:
//   full        [a][b]
//   symmetric   magnitudes only, by the order a >= b: entry a(a-1)/2 + b-1, then for add and sub as many differences a - b;
//               div has no such symmetry: [a-1][b-1]
//   log-exp     log, exp, and the symmetric table of sums
//   inversion   of operands from 1 on: [a-one][b-one] products, then quotients
#include "leeway_posit.h"
#include "wide.h"

namespace leeway {
namespace posit {
namespace {

template <class S>
struct Tables {
  const Shape& s;
  const S* entries;

  uint32_t negated(uint32_t x) const { return (0u - x) & s.mask; }
  bool negative(uint32_t x) const { return (x & s.top) != 0; }
  uint32_t magnitude(uint32_t x) const { return negative(x) ? negated(x) : x; }
  uint32_t with_sign(bool minus, uint32_t x) const { return minus ? negated(x) : x; }
  uint32_t reciprocate(uint32_t x) const { return s.top - x; }  // of a magnitude
  uint32_t size() const { return s.mask + 1; }

  uint32_t full(uint32_t a, uint32_t b) const { return entries[(a << s.n) + b]; }

  static uint32_t triangle(uint32_t a, uint32_t b) { return a * (a - 1) / 2 + b - 1; }

  uint32_t symmetric_sum(uint32_t a, uint32_t b) const {
    if (a == 0) return b;
    if (b == 0) return a;
    uint32_t x = magnitude(a), y = magnitude(b);
    const bool minus = negative(x >= y ? a : b);
    if (x < y) {
      const uint32_t z = x;
      x = y;
      y = z;
    }
    const uint32_t differences = triangle(s.maxpos + 1, 1);
    const bool subtract = negative(a) != negative(b);
    return with_sign(minus, entries[triangle(x, y) + (subtract ? differences : 0)]);
  }
  uint32_t symmetric_product(uint32_t a, uint32_t b) const {
    const uint32_t x = magnitude(a), y = magnitude(b);
    return with_sign(negative(a) != negative(b), entries[x >= y ? triangle(x, y) : triangle(y, x)]);
  }
  uint32_t symmetric_quotient(uint32_t a, uint32_t b) const {
    return with_sign(negative(a) != negative(b),
                     entries[(magnitude(a) - 1) * s.maxpos + magnitude(b) - 1]);
  }

  uint32_t log_exp(uint32_t a, uint32_t b, bool divide) const {
    const S *log = entries, *exp = log + size(), *sum = exp + size();
    const uint32_t x = log[magnitude(a)], y = log[magnitude(b)];
    const uint32_t power = Tables{s, sum}.symmetric_sum(x, divide ? negated(y) : y);
    return with_sign(negative(a) != negative(b), exp[power]);
  }

  // xy and x/y of x, y >= 1; every other magnitude is the reciprocal of one of those.
  uint32_t inversion(uint32_t a, uint32_t b, bool divide) const {
    uint32_t x = magnitude(a), y = magnitude(b);
    if (divide) y = reciprocate(y);
    const bool x_inverted = x < s.one, y_inverted = y < s.one;
    if (x_inverted) x = reciprocate(x);
    if (y_inverted) y = reciprocate(y);
    const uint32_t side = s.maxpos + 1 - s.one;
    const S *products = entries, *quotients = entries + side * side;
    const auto at = [&](uint32_t p, uint32_t q) { return (p - s.one) * side + q - s.one; };
    const uint32_t r = x_inverted == y_inverted ? products[at(x, y)]
                       : x_inverted             ? quotients[at(y, x)]
                                                : quotients[at(x, y)];
    return with_sign(negative(a) != negative(b), x_inverted && y_inverted ? reciprocate(r) : r);
  }

  uint32_t operator()(int compaction, int pair, uint32_t a, uint32_t b) const {
    if (compaction == LEEWAY_POSIT_FULL) return full(a, b);
    if (a == s.top || b == s.top || (pair == LEEWAY_POSIT_DIV && b == 0)) return s.top;
    if (compaction == LEEWAY_POSIT_SYMMETRIC && pair <= LEEWAY_POSIT_SUB)
      return symmetric_sum(a, pair == LEEWAY_POSIT_SUB ? negated(b) : b);
    if (a == 0 || b == 0) return 0;
    const bool divide = pair == LEEWAY_POSIT_DIV;
    if (compaction == LEEWAY_POSIT_LOG_EXP) return log_exp(a, b, divide);
    if (compaction == LEEWAY_POSIT_INVERSION) return inversion(a, b, divide);
    return divide ? symmetric_quotient(a, b) : symmetric_product(a, b);
  }
};

}  // namespace

template <class S>
void look_up_pair(const Plan& plan, const void* first, const void* second, const void*, void* out,
                  size_t n) {
  const Tables<S> tables{plan.shape, static_cast<const S*>(plan.table)};
  const S *a = static_cast<const S*>(first), *b = static_cast<const S*>(second);
  S* r = static_cast<S*>(out);
  const int compaction = plan.options >> 2, pair = plan.options & 3;
  // The mask keeps what another thread may have written since the bits were checked inside the tables.
  const uint32_t mask = plan.shape.mask;
  if (compaction == LEEWAY_POSIT_FULL) {
    for (size_t i = 0; i < n; i++) r[i] = static_cast<S>(tables.full(a[i] & mask, b[i] & mask));
    return;
  }
  for (size_t i = 0; i < n; i++)
    r[i] = static_cast<S>(tables(compaction, pair, a[i] & mask, b[i] & mask));
}

template void look_up_pair<uint8_t>(const Plan&, const void*, const void*, const void*, void*,
                                    size_t);
template void look_up_pair<uint16_t>(const Plan&, const void*, const void*, const void*, void*,
                                     size_t);
template void look_up_pair<uint32_t>(const Plan&, const void*, const void*, const void*, void*,
                                     size_t);

}  // namespace posit
}  // namespace leeway
