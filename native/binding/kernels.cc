// The catalogue as JavaScript objects, and kernels as JavaScript functions.

#include "functions.h"
#include "rooms.h"

namespace leeway::binding {
namespace {

Napi::Value list_isas(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Napi::Array list = Napi::Array::New(env);
  for (int i = 0; i < LEEWAY_ISA_COUNT; i++) {
    const leeway_isa isa = static_cast<leeway_isa>(i);
    Napi::Object entry = Napi::Object::New(env);
    entry["name"] = leeway_isa_name(isa);
    entry["available"] = Napi::Boolean::New(env, leeway_isa_available(isa));
    Napi::Object lanes = Napi::Object::New(env);
    for (leeway_element element : {LEEWAY_FLOAT32, LEEWAY_FLOAT64, LEEWAY_FLOAT16, LEEWAY_BFLOAT16})
      lanes[element_name(element)] = leeway_isa_lanes(isa, element);
    entry["lanes"] = lanes;
    list[i] = entry;
  }
  return list;
}

Napi::Value best_isa(const Napi::CallbackInfo& info) {
  return Napi::String::New(info.Env(), leeway_isa_name(leeway_isa_best()));
}

Napi::Value list_ops(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Napi::Array list = Napi::Array::New(env);
  for (size_t i = 0; i < leeway_op_count(); i++) {
    leeway_op_info op;
    leeway_op(i, &op);
    Napi::Object entry = Napi::Object::New(env);
    entry["name"] = op.name;
    entry["value"] = op.value;
    entry["derivative"] = op.derivative;
    entry["source"] = op.source;
    if (op.has_alpha) entry["alpha"] = op.default_alpha;
    list[static_cast<uint32_t>(i)] = entry;
  }
  return list;
}

// limits(op: number, alpha: number) → [at -inf, at +inf]
Napi::Value limits(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  double low, high;
  if (leeway_op_limits(info[0].As<Napi::Number>().Uint32Value(),
                       info[1].As<Napi::Number>().DoubleValue(), &low, &high) != LEEWAY_OK)
    throw Napi::RangeError::New(env, "no such op");
  Napi::Array pair = Napi::Array::New(env, 2);
  pair[0u] = low;
  pair[1u] = high;
  return pair;
}

Napi::Object bounds_by_isa(Napi::Env env, size_t kernel) {
  Napi::Object bounds = Napi::Object::New(env);
  for (int i = 0; i < LEEWAY_ISA_COUNT; i++) {
    const leeway_isa isa = static_cast<leeway_isa>(i);
    leeway_bound b;
    leeway_kernel_bound(kernel, isa, &b);
    Napi::Object entry = Napi::Object::New(env);
    entry["maxAbsError"] = b.max_abs_error;
    entry["maxUlp"] = b.max_ulp;
    entry["derivativeMaxAbsError"] = b.derivative_max_abs_error;
    entry["derivativeMaxUlp"] = b.derivative_max_ulp;
    bounds[leeway_isa_name(isa)] = entry;
  }
  return bounds;
}

Napi::Value list_kernels(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Napi::Array list = Napi::Array::New(env);
  for (size_t i = 0; i < leeway_kernel_count(); i++) {
    leeway_kernel_info k;
    leeway_kernel(i, &k);
    Napi::Object entry = Napi::Object::New(env);
    entry["index"] = static_cast<uint32_t>(i);
    entry["op"] = static_cast<uint32_t>(k.op);
    entry["method"] = k.method;
    entry["dtype"] = element_name(k.element);
    Napi::Array domain = Napi::Array::New(env, 2);
    domain[0u] = k.low;
    domain[1u] = k.high;
    entry["domain"] = domain;
    entry["hasBackwardFromOutput"] = Napi::Boolean::New(env, k.backward_from_output);
    entry["hasAlphaPerChannel"] = Napi::Boolean::New(env, k.alpha_per_channel);
    entry["bounds"] = bounds_by_isa(env, i);
    list[static_cast<uint32_t>(i)] = entry;
  }
  return list;
}

// A kernel resolved for one instruction set and one alpha: what the functions below run.
struct Resolved {
  leeway_functions functions;
  leeway_element element;
  double alpha;
};

// The three hot functions use the C interface of N-API: each wrapper object saved is worth some 20 ns a call.
napi_value run_forward(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t count = 2;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Resolved& k = *static_cast<Resolved*>(data);
  Array x, out;
  if (!read_array(env, arguments[0], k.element, "x", &x)) return nullptr;
  if (!read_array(env, arguments[1], k.element, "out", &out)) return nullptr;
  if (!check_output(env, arguments[1], out, "out", x, "x", k.element)) return nullptr;
  if (x.length > 0) k.functions.forward(x.data, out.data, x.length, k.alpha);
  return arguments[1];
}

napi_value run_gradient(napi_env env, napi_callback_info info, bool from_output) {
  napi_value arguments[3];
  size_t count = 3;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Resolved& k = *static_cast<Resolved*>(data);
  const char* name = from_output ? "y" : "x";
  Array x, dy, dx;
  if (!read_array(env, arguments[0], k.element, name, &x)) return nullptr;
  if (!read_array(env, arguments[1], k.element, "dy", &dy)) return nullptr;
  if (!read_array(env, arguments[2], k.element, "dx", &dx)) return nullptr;
  if (!check_length(env, arguments[1], dy, "dy", x, name)) return nullptr;
  if (!check_output(env, arguments[2], dx, "dx", x, name, k.element)) return nullptr;
  if (!check_output(env, arguments[2], dx, "dx", dy, "dy", k.element)) return nullptr;
  const leeway_backward run = from_output ? k.functions.backward_from_output : k.functions.backward;
  if (x.length > 0) run(x.data, dy.data, dx.data, x.length, k.alpha);
  return arguments[2];
}

napi_value run_backward(napi_env env, napi_callback_info info) {
  return run_gradient(env, info, false);
}
napi_value run_backward_from_output(napi_env env, napi_callback_info info) {
  return run_gradient(env, info, true);
}

// resolve(kernel: number, isa: string, alpha: number): lib/ has checked all three.
Napi::Value resolve(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Resolved r;
  r.element = resolve_functions(info, leeway_resolve, &r.functions).element;
  r.alpha = info[2].As<Napi::Number>().DoubleValue();
  Napi::Object functions = Napi::Object::New(env);
  functions["forward"] = make_function(env, "forward", run_forward, r);
  functions["backward"] = make_function(env, "backward", run_backward, r);
  if (r.functions.backward_from_output)
    functions["backwardFromOutput"] =
        make_function(env, "backwardFromOutput", run_backward_from_output, r);
  return functions;
}

}  // namespace

void export_kernels(Napi::Env env, Napi::Object exports) {
  exports["isas"] = Napi::Function::New(env, list_isas, "isas");
  exports["bestIsa"] = Napi::Function::New(env, best_isa, "bestIsa");
  exports["ops"] = Napi::Function::New(env, list_ops, "ops");
  exports["limits"] = Napi::Function::New(env, limits, "limits");
  exports["kernels"] = Napi::Function::New(env, list_kernels, "kernels");
  exports["resolve"] = Napi::Function::New(env, resolve, "resolve");
}

}  // namespace leeway::binding
