// oneDNN's eltwise primitive, which compiles itself at run time. It has one instruction set per process, and so does a run
// of the bench. Compiled without flags of an instruction set: unlike other peers' files this one has the C++ library in it.

#include <omp.h>

#include <memory>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

#include "peer.h"

namespace {

/** One function over arrays of one size. */
class Primitive {
 public:
  Primitive(dnnl::algorithm algorithm, float alpha, size_t n)
      : n_(n),
        x_({shape(n), engine()}),
        y_({shape(n), engine()}),
        forward_(descriptor(algorithm, alpha)) {}

  bool is_for(size_t n) const { return n == n_; }
  void run(const void* x, void* y) {
    x_.set_data_handle(const_cast<void*>(x));
    y_.set_data_handle(y);
    forward_.execute(stream(), arguments_);
    stream().wait();
  }

 private:
  static dnnl::engine& engine() {
    static dnnl::engine cpu = [] {
      omp_set_num_threads(1);
      dnnl::set_max_cpu_isa(dnnl::cpu_isa::LEEWAY_ONEDNN_ISA);
      return dnnl::engine(dnnl::engine::kind::cpu, 0);
    }();
    return cpu;
  }
  static dnnl::stream& stream() {
    static dnnl::stream of_cpu(engine());
    return of_cpu;
  }
  static dnnl::memory::desc shape(size_t n) {
    return {{static_cast<dnnl::memory::dim>(n)},
            dnnl::memory::data_type::f32,
            dnnl::memory::format_tag::a};
  }
  dnnl::eltwise_forward::primitive_desc descriptor(dnnl::algorithm algorithm, float alpha) const {
    constexpr auto inference = dnnl::prop_kind::forward_inference;
#if DNNL_VERSION_MAJOR >= 3
    return {engine(), inference, algorithm, shape(n_), shape(n_), alpha, 0};
#else
    return {{inference, algorithm, shape(n_), alpha, 0}, engine()};
#endif
  }

  size_t n_;
  dnnl::memory x_, y_;
  dnnl::eltwise_forward forward_;
  std::unordered_map<int, dnnl::memory> arguments_ = {{DNNL_ARG_SRC, x_}, {DNNL_ARG_DST, y_}};
};

template <dnnl::algorithm algorithm>
void run(const void* x, void* y, size_t n, double alpha) {
  static std::unique_ptr<Primitive> primitive;
  if (!primitive || !primitive->is_for(n))
    primitive = std::make_unique<Primitive>(algorithm, static_cast<float>(alpha), n);
  primitive->run(x, y);
}

// Alpha is the slope below 0 there.
void run_relu(const void* x, void* y, size_t n, double) {
  run<dnnl::algorithm::eltwise_relu>(x, y, n, 0);
}
// Its swish(x) = x sigmoid(alpha x), where leeway's silu has no alpha.
void run_silu(const void* x, void* y, size_t n, double) {
  run<dnnl::algorithm::eltwise_swish>(x, y, n, 1);
}

const Peer peers[] = {
    floats("relu", "", run_relu),
    floats("tanh", "", run<dnnl::algorithm::eltwise_tanh>),
    floats("sigmoid", "", run<dnnl::algorithm::eltwise_logistic>),
    floats("elu", "", run<dnnl::algorithm::eltwise_elu>),
    floats("exp", "", run<dnnl::algorithm::eltwise_exp>),
    floats("softplus", "", run<dnnl::algorithm::eltwise_soft_relu>),
    floats("silu", "", run_silu),
    floats("gelu_tanh", "", run<dnnl::algorithm::eltwise_gelu_tanh>),
    floats("mish", "", run<dnnl::algorithm::eltwise_mish>),
};

}  // namespace

LEEWAY_PEERS(LEEWAY_STRING(DNNL_VERSION_MAJOR) "." LEEWAY_STRING(
                 DNNL_VERSION_MINOR) "." LEEWAY_STRING(DNNL_VERSION_PATCH),
             peers);
