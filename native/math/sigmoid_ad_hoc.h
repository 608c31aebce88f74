// Two approximations of sigmoid that programs have used, to be compared with.
//   ultra_fast      Theano's ultra_fast_sigmoid: a softsign, a line and a constant. Not continuous.
//   word2vec_table  word2vec's table of 1000 samples over [-6, 6], 0 and 1 beyond; each sample serves the part above it.
// Domain: everywhere. Errors: bounds.def. NaN stays NaN.
#pragma once

#include "generated/word2vec.h"
#include "sigmoid.h"

LEEWAY_ISA_BEGIN

template <class V>
struct UltraFastSigmoid : SigmoidGradient<V, UltraFastSigmoid<V>> {
  using E = typename V::element;
  explicit UltraFastSigmoid(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V a = abs(x) * V(E(0.5));
    const V soft = V(E(1.5)) * a / (V(E(1)) + a);
    const V line = mul_add(a - V(E(1.7)), V(E(0.0458812946797165)), V(E(0.935409070603099)));
    const V far = select(less(a, V(E(3))), line, V(E(0.99505475368673)));
    const V z = select(less(a, V(E(1.7))), soft, far) | sign_of(x);
    return select(equal(x, x), mul_add(z, V(E(0.5)), V(E(0.5))), x);
  }
};

template <class V>
struct Word2vecSigmoid : SigmoidGradient<V, Word2vecSigmoid<V>> {
  using E = typename V::element;
  explicit Word2vecSigmoid(double) {}

  LEEWAY_INLINE V value(V x) const {
    const V place = mul_add(x, V(E(1000.0 / 12)), V(E(500)));
    // The number comes second, so that a NaN reads some entry of the table.
    const V inside = min(max(place, V(E(0))), V(E(999)));
    const V rounded_down = inside - V(E(0.5)) + V(Format<E>::round_magic);
    const V entry = gather(coefficients::word2vec_sigmoid, rounded_down & V::from_bits(0x3ff));
    const V right = select(less(V(E(6)), x), V(E(1)), entry);
    const V y = select(less(x, V(E(-6))), V(E(0)), right);
    return select(equal(x, x), y, x);
  }
};

LEEWAY_ISA_END
