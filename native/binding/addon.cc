#include "rooms.h"

namespace leeway::binding {
namespace {

// bind(makeRefusal): gives this environment the factory of its errors, before anything else is called.
void bind(const Napi::CallbackInfo& info) {
  info.Env().GetInstanceData<Environment>()->make_refusal =
      Napi::Persistent(info[0].As<Napi::Function>());
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  env.SetInstanceData(new Environment());
  exports["bind"] = Napi::Function::New(env, bind, "bind");
  export_approximate(env, exports);
  export_channels(env, exports);
  export_conversions(env, exports);
  export_kernels(env, exports);
  export_lstm(env, exports);
  export_machine(env, exports);
  export_network(env, exports);
  export_matmul(env, exports);
  export_posit(env, exports);
  export_proof(env, exports);
  return exports;
}

}  // namespace
}  // namespace leeway::binding

static Napi::Object leeway_initialise(Napi::Env env, Napi::Object exports) {
  return leeway::binding::initialise(env, exports);
}

NODE_API_MODULE(leeway, leeway_initialise)
