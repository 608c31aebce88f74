// A table over an array: the tails around the polynomials of the slots.
#pragma once

#include "approximate/polynomials.h"
#include "approximate/slots.h"
#include "approximate/table.h"
#include "approximate/tails.h"
#include "kernels/array_loop.h"

LEEWAY_ISA_BEGIN

template <class V, class Polynomials, class Tails>
struct Approximation {
  Polynomials polynomials;
  Tails tails;
  explicit Approximation(const TableState& t) : polynomials(t), tails(t) {}
  LEEWAY_INLINE V value(V x) const { return tails.beyond(x, polynomials.at(tails.inside(x))); }
};

template <class V, class Polynomials, class Tails>
void run_table(const TableState& table, const void* x, void* y, size_t n) {
  using F = Approximation<V, Polynomials, Tails>;
  forward_loop<F, Storage<V>>(F(table), x, y, n);
}

LEEWAY_ISA_END
