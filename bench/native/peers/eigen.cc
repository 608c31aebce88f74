// Eigen's array expressions. Its namespace is renamed per object: the linker would take functions of the same name but
// compiled for different instruction sets for one.

#define Eigen LEEWAY_EIGEN_NAMESPACE
#include <Eigen/Core>

#include "peer.h"

namespace {

template <class E, class Function>
void apply(const void* x, void* y, size_t n, Function f) {
  using Array = Eigen::Array<E, Eigen::Dynamic, 1>;
  const auto size = static_cast<Eigen::Index>(n);
  Eigen::Map<Array>(static_cast<E*>(y), size) =
      f(Eigen::Map<const Array>(static_cast<const E*>(x), size));
}

#define FUNCTION(name, expression)                               \
  template <class E>                                             \
  void name(const void* x, void* y, size_t n, double) {          \
    apply<E>(x, y, n, [](const auto& a) { return expression; }); \
  }

FUNCTION(tanh_of, a.tanh())
FUNCTION(exp_of, a.exp())
FUNCTION(expm1_of, a.expm1())
FUNCTION(log_of, a.log())
FUNCTION(log1p_of, a.log1p())
FUNCTION(logistic_of, a.logistic())
FUNCTION(rsqrt_of, a.rsqrt())

#define BOTH(op, function) floats(op, "", function<float>), doubles(op, "", function<double>)

const Peer peers[] = {
    BOTH("tanh", tanh_of),   BOTH("exp", exp_of),     BOTH("expm1", expm1_of),
    BOTH("log", log_of),     BOTH("log1p", log1p_of), BOTH("sigmoid", logistic_of),
    BOTH("rsqrt", rsqrt_of),
};

}  // namespace

LEEWAY_PEERS(LEEWAY_STRING(EIGEN_WORLD_VERSION) "." LEEWAY_STRING(
                 EIGEN_MAJOR_VERSION) "." LEEWAY_STRING(EIGEN_MINOR_VERSION),
             peers);
