// A native function with data of its own as a JavaScript function, which owns the data.
#pragma once

#include <napi.h>

namespace leeway::binding {

template <class Data>
Napi::Value make_function(Napi::Env env, const char* name, napi_callback callback,
                          const Data& data) {
  auto* owned = new Data(data);
  napi_value function;
  if (napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, owned, &function) != napi_ok ||
      napi_add_finalizer(
          env, function, owned, [](napi_env, void* p, void*) { delete static_cast<Data*>(p); },
          nullptr, nullptr) != napi_ok) {
    delete owned;
    throw Napi::Error::New(env, "could not create a native function");
  }
  return Napi::Value(env, function);
}

}  // namespace leeway::binding
