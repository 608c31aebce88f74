// Products of matrices as a JavaScript function.

#include "functions.h"
#include "leeway_matrix.h"
#include "rooms.h"

namespace leeway::binding {
namespace {

// An instruction set, and the activation that follows the product if any does.
struct Resolved {
  leeway_isa isa;
  bool has_activation;
  leeway_activation activation;
};

constexpr size_t argument_count = 12;

bool read_size(napi_env env, napi_value value, size_t* size) {
  int64_t number = -1;
  if (napi_get_value_int64(env, value, &number) != napi_ok || number < 0 || number > INT32_MAX)
    return refuse(env, out_of_range, "sizes from 0 to 2147483647", "the matrices", value);
  *size = static_cast<size_t>(number);
  return true;
}

bool read_flag(napi_env env, napi_value value, int* flag) {
  bool given = false;
  if (napi_get_value_bool(env, value, &given) != napi_ok)
    return refuse(env, wrong_type, "a boolean", "the matrices", value);
  *flag = given;
  return true;
}

// a * b * c, or one more than any array has.
size_t elements(size_t a, size_t b, size_t c) {
  constexpr double largest = 9007199254740991.0;
  const double product = static_cast<double>(a) * static_cast<double>(b) * static_cast<double>(c);
  return product > largest ? SIZE_MAX : a * b * c;
}

bool read_matrix(napi_env env, napi_value value, const char* name, size_t wanted, Array* array) {
  if (!read_array(env, value, LEEWAY_FLOAT32, name, array)) return false;
  if (array->length == wanted) return true;
  return refuse(env, wrong_length, "an element for each of the shape", name, value);
}

// matmul(a, b, bias | undefined, out, products, rows, depth, columns, aTransposed, bTransposed, aShared, bShared) → out
napi_value run(napi_env env, napi_callback_info info) {
  napi_value arguments[argument_count];
  size_t count = argument_count;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Resolved& r = *static_cast<Resolved*>(data);
  leeway_matmul_shape s;
  size_t* const sizes[] = {&s.products, &s.rows, &s.depth, &s.columns};
  for (int i = 0; i < 4; i++)
    if (!read_size(env, arguments[4 + i], sizes[i])) return nullptr;
  int* const flags[] = {&s.a_transposed, &s.b_transposed, &s.a_shared, &s.b_shared};
  for (int i = 0; i < 4; i++)
    if (!read_flag(env, arguments[8 + i], flags[i])) return nullptr;

  Array a, b, bias = {nullptr, 0}, out;
  const size_t of_a = elements(s.a_shared ? 1 : s.products, s.rows, s.depth);
  const size_t of_b = elements(s.b_shared ? 1 : s.products, s.depth, s.columns);
  napi_valuetype bias_type;
  if (!read_matrix(env, arguments[0], "a", of_a, &a)) return nullptr;
  if (!read_matrix(env, arguments[1], "b", of_b, &b)) return nullptr;
  if (napi_typeof(env, arguments[2], &bias_type) != napi_ok) return nullptr;
  const bool has_bias = bias_type != napi_undefined;
  if (has_bias && !read_matrix(env, arguments[2], "bias", s.columns, &bias)) return nullptr;
  if (!read_matrix(env, arguments[3], "out", elements(s.products, s.rows, s.columns), &out))
    return nullptr;
  const struct {
    const Array& array;
    const char* name;
  } inputs[] = {{a, "a"}, {b, "b"}, {bias, "bias"}};
  for (const auto& [array, name] : inputs)
    if (array.length > 0 &&
        !check_apart(env, arguments[3], out, LEEWAY_FLOAT32, "out", array, LEEWAY_FLOAT32, name))
      return nullptr;

  const leeway_status status =
      leeway_matmul(&s, r.isa, r.has_activation ? &r.activation : nullptr,
                    static_cast<const float*>(a.data), static_cast<const float*>(b.data),
                    static_cast<const float*>(bias.data), static_cast<float*>(out.data));
  if (status == LEEWAY_OK) return arguments[3];
  refuse(env, out_of_memory, "enough memory", "the matrices", arguments[3]);
  return nullptr;
}

// resolveMatmul(isa: string, activation?: { kernel: number, alpha: number }): lib/ has checked them.
Napi::Value resolve_matmul(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Resolved r = {};
  if (leeway_isa_from_name(info[0].As<Napi::String>().Utf8Value().c_str(), &r.isa) != LEEWAY_OK ||
      !leeway_isa_available(r.isa))
    throw Napi::RangeError::New(env, "no such instruction set here");
  r.has_activation = info[1].IsObject();
  if (r.has_activation) {
    const Napi::Object activation = info[1].As<Napi::Object>();
    r.activation.kernel = activation.Get("kernel").As<Napi::Number>().Uint32Value();
    r.activation.alpha = activation.Get("alpha").As<Napi::Number>().DoubleValue();
    leeway_kernel_info kernel;
    if (leeway_kernel(r.activation.kernel, &kernel) != LEEWAY_OK ||
        kernel.element != LEEWAY_FLOAT32)
      throw Napi::RangeError::New(env, "no such kernel of float32");
  }
  return make_function(env, "matmul", run, r);
}

}  // namespace

void export_matmul(Napi::Env env, Napi::Object exports) {
  exports["resolveMatmul"] = Napi::Function::New(env, resolve_matmul, "resolveMatmul");
}

}  // namespace leeway::binding
