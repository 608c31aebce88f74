// What a core's arithmetic can do at most: multiply-adds on numbers that do not leave the registers.
#pragma once

#include "matrix/operations.h"

LEEWAY_ISA_BEGIN

// Enough sums to hide the latency of a multiply-add on two ports. Returns the operations done, two to a multiply-add.
template <class V>
double multiply_adds(size_t rounds) {
  using E = typename V::element;
  constexpr int sums = V::registers >= 32 ? 16 : 10;
  V sum[sums];
  for (int i = 0; i < sums; i++) sum[i] = V(E(i));
  const V factor(E(0.5)), addend(E(1));
  for (size_t round = 0; round < rounds; round++)
    for (int i = 0; i < sums; i++) sum[i] = mul_add(sum[i], factor, addend);
  for (int i = 1; i < sums; i++) sum[0] = sum[0] + sum[i];
  E lanes[V::lanes];
  sum[0].store(lanes);
  // A number that is none is what the compiler cannot rule out: the work has to be done.
  const double none = lanes[0] == lanes[0] ? 0 : 1;
  return 2.0 * static_cast<double>(rounds) * sums * V::lanes + none;
}

LEEWAY_ISA_END
