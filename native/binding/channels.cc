// Kernels with an alpha per channel as JavaScript functions. lib/channels.ts checks alpha, hands over a copy of its own, and
// rounds the gradient by alpha.

#include "functions.h"
#include "rooms.h"

namespace leeway::binding {
namespace {

// A kernel resolved for one instruction set, and the length of alpha and of one channel.
struct Resolved {
  leeway_channel_functions functions;
  leeway_element element;
  size_t channels, inner;
};

leeway_channels shape_of(const Array& x, const Resolved& k) {
  return {x.length / (k.channels * k.inner), k.channels, k.inner};
}

// forward(x, alpha, out)
napi_value run_forward(napi_env env, napi_callback_info info) {
  napi_value arguments[3];
  size_t count = 3;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Resolved& k = *static_cast<Resolved*>(data);
  Array x, alpha, out;
  if (!read_array(env, arguments[0], k.element, "x", &x)) return nullptr;
  if (!read_array(env, arguments[1], k.element, "alpha", &alpha)) return nullptr;
  if (!read_array(env, arguments[2], k.element, "out", &out)) return nullptr;
  if (!check_output(env, arguments[2], out, "out", x, "x", k.element)) return nullptr;
  const leeway_channels shape = shape_of(x, k);
  k.functions.forward(x.data, alpha.data, out.data, &shape);
  return arguments[2];
}

// backward(x, alpha, dy, dx, sums: Float64Array)
napi_value run_backward(napi_env env, napi_callback_info info) {
  napi_value arguments[5];
  size_t count = 5;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Resolved& k = *static_cast<Resolved*>(data);
  Array x, alpha, dy, dx, sums;
  if (!read_array(env, arguments[0], k.element, "x", &x)) return nullptr;
  if (!read_array(env, arguments[1], k.element, "alpha", &alpha)) return nullptr;
  if (!read_array(env, arguments[2], k.element, "dy", &dy)) return nullptr;
  if (!read_array(env, arguments[3], k.element, "dx", &dx)) return nullptr;
  if (!read_array(env, arguments[4], LEEWAY_FLOAT64, "sums", &sums)) return nullptr;
  if (!check_length(env, arguments[2], dy, "dy", x, "x")) return nullptr;
  if (!check_output(env, arguments[3], dx, "dx", x, "x", k.element)) return nullptr;
  if (!check_output(env, arguments[3], dx, "dx", dy, "dy", k.element)) return nullptr;
  const leeway_channels shape = shape_of(x, k);
  k.functions.backward(x.data, alpha.data, dy.data, dx.data, static_cast<double*>(sums.data),
                       &shape);
  return arguments[3];
}

// resolveChannels(kernel: number, isa: string, channels: number, inner: number): lib/ has checked them all.
Napi::Value resolve_channels(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Resolved r;
  r.element = resolve_functions(info, leeway_resolve_channels, &r.functions).element;
  r.channels = info[2].As<Napi::Number>().Uint32Value();
  r.inner = info[3].As<Napi::Number>().Uint32Value();
  Napi::Object functions = Napi::Object::New(env);
  functions["forward"] = make_function(env, "forward", run_forward, r);
  functions["backward"] = make_function(env, "backward", run_backward, r);
  return functions;
}

}  // namespace

void export_channels(Napi::Env env, Napi::Object exports) {
  exports["resolveChannels"] = Napi::Function::New(env, resolve_channels, "resolveChannels");
}

}  // namespace leeway::binding
