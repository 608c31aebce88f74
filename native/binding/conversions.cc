// Conversions between float32 and the 16-bit formats, as JavaScript functions.

#include "functions.h"
#include "rooms.h"

namespace leeway::binding {
namespace {

struct Conversion {
  leeway_forward run;
  leeway_element from, to;
};

napi_value convert(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t count = 2;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Conversion& c = *static_cast<Conversion*>(data);
  Array x, out;
  if (!read_array(env, arguments[0], c.from, "x", &x)) return nullptr;
  if (!read_array(env, arguments[1], c.to, "out", &out)) return nullptr;
  if (!check_length(env, arguments[1], out, "out", x, "x")) return nullptr;
  if (!check_apart(env, arguments[1], out, c.to, "out", x, c.from, "x")) return nullptr;
  if (x.length > 0) c.run(x.data, out.data, x.length, 0);
  return arguments[1];
}

// conversion(from: string, to: string, isa: string) → (x, out) => out
Napi::Value conversion(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Conversion c;
  leeway_isa isa;
  if (!element_from_name(info[0].As<Napi::String>().Utf8Value(), &c.from) ||
      !element_from_name(info[1].As<Napi::String>().Utf8Value(), &c.to) ||
      leeway_isa_from_name(info[2].As<Napi::String>().Utf8Value().c_str(), &isa) != LEEWAY_OK ||
      leeway_resolve_conversion(c.from, c.to, isa, &c.run) != LEEWAY_OK)
    throw Napi::RangeError::New(env, "no such conversion on an available instruction set");
  return make_function(env, "convert", convert, c);
}

}  // namespace

void export_conversions(Napi::Env env, Napi::Object exports) {
  exports["conversion"] = Napi::Function::New(env, conversion, "conversion");
}

}  // namespace leeway::binding
