// What the machine can do, for benches: timed from JavaScript, or here where that would be too coarse.
#include "rooms.h"

namespace leeway::binding {
namespace {

// multiplyAdds(isa, dtype, rounds) → operations done
Napi::Value multiply_adds(const Napi::CallbackInfo& info) {
  leeway_isa isa;
  leeway_element element;
  const bool known =
      leeway_isa_from_name(info[0].As<Napi::String>().Utf8Value().c_str(), &isa) == LEEWAY_OK &&
      element_from_name(info[1].As<Napi::String>().Utf8Value(), &element);
  const size_t rounds = static_cast<size_t>(info[2].As<Napi::Number>().Int64Value());
  return Napi::Number::New(info.Env(), known ? leeway_multiply_adds(isa, element, rounds) : 0);
}

// additionsPerCycle(threads) → of the thread that does fewest
Napi::Value additions_per_cycle(const Napi::CallbackInfo& info) {
  const size_t threads = info[0].As<Napi::Number>().Uint32Value();
  return Napi::Number::New(info.Env(), leeway_additions_per_cycle(threads));
}

}  // namespace

void export_machine(Napi::Env env, Napi::Object exports) {
  exports["multiplyAdds"] = Napi::Function::New(env, multiply_adds, "multiplyAdds");
  exports["additionsPerCycle"] = Napi::Function::New(env, additions_per_cycle, "additionsPerCycle");
}

}  // namespace leeway::binding
