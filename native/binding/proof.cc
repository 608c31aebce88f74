// The oracle and the sweep, for tests and `npm run verify`.

#include <vector>

#include "rooms.h"

namespace leeway::binding {
namespace {

// reference(op: number, dtype: string, derivative: boolean, x: Float64Array, alpha: number) → { high, low }
Napi::Value reference(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  leeway_element element;
  if (!element_from_name(info[1].As<Napi::String>().Utf8Value(), &element))
    throw Napi::RangeError::New(env, "no such dtype");
  Array x;
  if (!read_array(env, info[3], LEEWAY_FLOAT64, "x", &x)) return env.Undefined();
  Napi::Float64Array high = Napi::Float64Array::New(env, x.length);
  Napi::Float64Array low = Napi::Float64Array::New(env, x.length);
  if (x.length > 0 &&
      leeway_reference(info[0].As<Napi::Number>().Uint32Value(), element,
                       info[2].As<Napi::Boolean>().Value(), static_cast<const double*>(x.data),
                       high.Data(), low.Data(), x.length,
                       info[4].As<Napi::Number>().DoubleValue()) != LEEWAY_OK)
    throw Napi::RangeError::New(env, "no such op");
  Napi::Object result = Napi::Object::New(env);
  result["high"] = high;
  result["low"] = low;
  return result;
}

uint64_t unsigned64(const Napi::Value& value) {
  bool lossless;
  return value.As<Napi::BigInt>().Uint64Value(&lossless);
}

Napi::Object found(Napi::Env env, double worst, double at) {
  Napi::Object entry = Napi::Object::New(env);
  entry["worst"] = worst;
  entry["at"] = at;
  return entry;
}

Napi::Object count(Napi::Env env, uint64_t n, double at) {
  Napi::Object entry = Napi::Object::New(env);
  entry["count"] = static_cast<double>(n);
  entry["at"] = at;
  return entry;
}

Napi::Object to_object(Napi::Env env, const leeway_measurement& m) {
  Napi::Object o = Napi::Object::New(env);
  o["inputs"] = static_cast<double>(m.inputs);
  o["absError"] = found(env, m.max_abs_error, m.max_abs_error_at);
  o["ulp"] = found(env, m.max_ulp, m.max_ulp_at);
  o["derivativeAbsError"] = found(env, m.derivative_max_abs_error, m.derivative_max_abs_error_at);
  o["derivativeUlp"] = found(env, m.derivative_max_ulp, m.derivative_max_ulp_at);
  o["nanMismatches"] = count(env, m.nan_mismatches, m.nan_mismatch_at);
  o["outsideRange"] = count(env, m.outside_range, m.outside_range_at);
  o["notMonotonic"] = count(env, m.not_monotonic, m.not_monotonic_at);
  return o;
}

// measure(targets: { kernel: number, isa: string }[], alpha, first: bigint, stride: bigint, count: bigint,
//         gradientEvery: number)
Napi::Value measure(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Napi::Array list = info[0].As<Napi::Array>();
  std::vector<leeway_measure_target> targets(list.Length());
  for (uint32_t i = 0; i < list.Length(); i++) {
    Napi::Object target = list.Get(i).As<Napi::Object>();
    targets[i].kernel = target.Get("kernel").As<Napi::Number>().Uint32Value();
    const std::string isa = target.Get("isa").As<Napi::String>().Utf8Value();
    if (leeway_isa_from_name(isa.c_str(), &targets[i].isa) != LEEWAY_OK)
      throw Napi::RangeError::New(env, "no such instruction set: " + isa);
  }
  std::vector<leeway_measurement> results(targets.size());
  const leeway_status status =
      leeway_measure(targets.data(), targets.size(), info[1].As<Napi::Number>().DoubleValue(),
                     unsigned64(info[2]), unsigned64(info[3]), unsigned64(info[4]),
                     info[5].As<Napi::Number>().Uint32Value(), results.data());
  if (status != LEEWAY_OK)
    throw Napi::RangeError::New(env, "kernels of one op and dtype, on available instruction sets");
  Napi::Array out = Napi::Array::New(env, results.size());
  for (uint32_t i = 0; i < results.size(); i++) out[i] = to_object(env, results[i]);
  return out;
}

}  // namespace

void export_proof(Napi::Env env, Napi::Object exports) {
  exports["reference"] = Napi::Function::New(env, reference, "reference");
  exports["measure"] = Napi::Function::New(env, measure, "measure");
}

}  // namespace leeway::binding
