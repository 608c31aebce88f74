// A native function with data of its own as a JavaScript function, which owns the data; and finding what it calls.
#pragma once

#include <napi.h>

#include "leeway.h"

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

// The functions of resolve…(kernel: number, isa: string, …) by `find`, which lib/ has checked to be there.
template <class Functions>
leeway_kernel_info resolve_functions(const Napi::CallbackInfo& info,
                                     leeway_status (*find)(size_t, leeway_isa, Functions*),
                                     Functions* functions) {
  const size_t kernel = info[0].As<Napi::Number>().Uint32Value();
  leeway_isa isa;
  leeway_kernel_info k;
  if (leeway_isa_from_name(info[1].As<Napi::String>().Utf8Value().c_str(), &isa) != LEEWAY_OK ||
      leeway_kernel(kernel, &k) != LEEWAY_OK || find(kernel, isa, functions) != LEEWAY_OK)
    throw Napi::RangeError::New(info.Env(), "no such kernel on an available instruction set");
  return k;
}

}  // namespace leeway::binding
