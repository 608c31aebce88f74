// Posit operations as JavaScript functions over typed arrays. lib/posit has checked formats and options; arrays are checked
// here.

#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string>

#include "leeway_posit.h"
#include "rooms.h"

namespace leeway::binding {
namespace {

// How elements of a kind stand in a typed array.
struct Storage {
  napi_typedarray_type type;
  const char* name;
  size_t bytes;
};

Storage storage_of(leeway_posit_kind kind, const leeway_posit_format& format) {
  switch (kind) {
    case LEEWAY_POSIT_FLOAT32: return {napi_float32_array, "a Float32Array", 4};
    case LEEWAY_POSIT_FLOAT64: return {napi_float64_array, "a Float64Array", 8};
    case LEEWAY_POSIT_INT8: return {napi_int8_array, "an Int8Array", 1};
    default: break;
  }
  if (format.bits <= 8) return {napi_uint8_array, "a Uint8Array", 1};
  if (format.bits <= 16) return {napi_uint16_array, "a Uint16Array", 2};
  return {napi_uint32_array, "a Uint32Array", 4};
}

// An array of posits: of the right kind, and every element within the format.
bool read_posits(napi_env env, napi_value value, const leeway_posit_format& format,
                 const char* argument, Array* array) {
  const Storage storage = storage_of(LEEWAY_POSIT_BITS, format);
  if (!read_typed_array(env, value, storage.type, storage.name, argument, array)) return false;
  const size_t bad = leeway_posit_first_invalid(&format, array->data, array->length);
  if (bad >= array->length) return true;
  char expected[64], element[64];
  snprintf(expected, sizeof expected, "a posit of %d bits (0 to %d)", format.bits,
           (1 << format.bits) - 1);
  snprintf(element, sizeof element, "%s[%zu]", argument, bad);
  const uint32_t found = storage.bytes == 1 ? static_cast<uint8_t*>(array->data)[bad]
                                            : static_cast<uint16_t*>(array->data)[bad];
  napi_value number;
  if (napi_create_uint32(env, found, &number) != napi_ok) return false;
  return refuse(env, out_of_range, expected, element, number);
}

struct Prepared {
  leeway_posit* posit;
  leeway_posit_operation_info info;
  leeway_posit_format format;
  Storage input, output;
  ~Prepared() { leeway_posit_release(posit); }
};

// f(a, out), f(a, b, out) or f(a, b, c, out). The C interface of N-API, as for kernels.
napi_value run(napi_env env, napi_callback_info info) {
  napi_value arguments[4];
  size_t count = 4;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Prepared& p = *static_cast<Prepared*>(data);
  const int inputs = p.info.inputs;
  const bool of_posits = p.info.input == LEEWAY_POSIT_BITS;
  const bool to_posits = p.info.output == LEEWAY_POSIT_BITS;
  const char* const names[3] = {!of_posits                ? "x"
                                : to_posits || inputs > 1 ? "a"
                                                          : "bits",
                                "b", "c"};
  Array in[3] = {}, out;
  for (int i = 0; i < inputs; i++) {
    const bool read = of_posits ? read_posits(env, arguments[i], p.format, names[i], &in[i])
                                : read_typed_array(env, arguments[i], p.input.type, p.input.name,
                                                   names[i], &in[i]);
    if (!read) return nullptr;
    if (!check_length(env, arguments[i], in[i], names[i], in[0], names[0])) return nullptr;
  }
  const napi_value target = arguments[inputs];
  if (!read_typed_array(env, target, p.output.type, p.output.name, "out", &out)) return nullptr;
  if (!check_length(env, target, out, "out", in[0], names[0])) return nullptr;
  for (int i = 0; i < inputs; i++)
    if (!check_same_or_apart(env, target, out, p.output.bytes, "out", in[i], p.input.bytes,
                             names[i]))
      return nullptr;
  if (out.length > 0)
    leeway_posit_run(p.posit, in[0].data, in[1].data, in[2].data, out.data, out.length);
  return target;
}

int int_at(const Napi::Object& object, const char* key) {
  return object.Get(key).As<Napi::Number>().Int32Value();
}

size_t operation_named(const std::string& name) {
  leeway_posit_operation_info info;
  size_t i = 0;
  while (leeway_posit_operation(i, &info) == LEEWAY_OK && name != info.name) i++;
  return i;
}

leeway_isa isa_at(const Napi::Object& object) {
  leeway_isa isa = LEEWAY_ISA_COUNT;
  leeway_isa_from_name(object.Get("isa").As<Napi::String>().Utf8Value().c_str(), &isa);
  return isa;
}

// positPrepare({ operation, isa, n, es, toN, toEs, options, table }) → the function
Napi::Value prepare(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const Napi::Object given = info[0].As<Napi::Object>();
  leeway_posit_request request{};
  request.operation = operation_named(given.Get("operation").As<Napi::String>().Utf8Value());
  request.isa = isa_at(given);
  request.format = {int_at(given, "n"), int_at(given, "es")};
  request.to = {int_at(given, "toN"), int_at(given, "toEs")};
  request.options = int_at(given, "options");
  Array table{};
  const Napi::Value table_value = given.Get("table");
  if (!table_value.IsUndefined() && !read_posits(env, table_value, request.format, "table", &table))
    return Napi::Value();
  request.table = table.data;
  request.table_length = table.length;

  auto owned = std::make_unique<Prepared>();
  owned->posit = nullptr;
  const leeway_status status = leeway_posit_prepare(&request, &owned->posit);
  if (status == LEEWAY_OUT_OF_MEMORY) {
    refuse(env, out_of_memory, "enough memory", "the table", Napi::String::New(env, "too little"));
    return Napi::Value();
  }
  if (status != LEEWAY_OK)
    throw Napi::RangeError::New(env, "no such posit operation on an available instruction set");
  leeway_posit_operation(request.operation, &owned->info);
  owned->format = request.format;
  owned->input = storage_of(owned->info.input, request.format);
  const bool converts = owned->info.output == LEEWAY_POSIT_OTHER;
  owned->output = storage_of(owned->info.output, converts ? request.to : request.format);
  napi_value function;
  if (napi_create_function(env, owned->info.name, NAPI_AUTO_LENGTH, run, owned.get(), &function) !=
          napi_ok ||
      napi_add_finalizer(
          env, function, owned.get(),
          [](napi_env, void* p, void*) { delete static_cast<Prepared*>(p); }, nullptr,
          nullptr) != napi_ok)
    throw Napi::Error::New(env, "could not create an operation's function");
  owned.release();
  return Napi::Value(env, function);
}

// positDot({ n, es, isa }, a, b) → bits
Napi::Value dot(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const Napi::Object given = info[0].As<Napi::Object>();
  const leeway_posit_format format = {int_at(given, "n"), int_at(given, "es")};
  Array a, b;
  if (!read_posits(env, info[1], format, "a", &a)) return Napi::Value();
  if (!read_posits(env, info[2], format, "b", &b)) return Napi::Value();
  if (!check_length(env, info[2], b, "b", a, "a")) return Napi::Value();
  uint32_t bits = 0;
  if (leeway_posit_dot(&format, isa_at(given), a.data, b.data, a.length, &bits) != LEEWAY_OK)
    throw Napi::RangeError::New(env, "no such posit format on an available instruction set");
  return Napi::Number::New(env, bits);
}

// An array of rows times columns elements.
bool check_shape(napi_env env, napi_value value, const Array& array, const char* argument,
                 const char* product, size_t wanted) {
  if (array.length == wanted) return true;
  char expected[96];
  snprintf(expected, sizeof expected, "%s (%zu) elements", product, wanted);
  return refuse(env, wrong_length, expected, argument, value);
}

// positMatmul({ n, es, isa }, a, b, [m, k, n], out) → out
Napi::Value matmul(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const Napi::Object given = info[0].As<Napi::Object>();
  const leeway_posit_format format = {int_at(given, "n"), int_at(given, "es")};
  const Napi::Object sizes = info[3].As<Napi::Object>();
  const auto size = [&](uint32_t i) {
    return static_cast<size_t>(sizes.Get(i).As<Napi::Number>().Int64Value());
  };
  const size_t m = size(0), k = size(1), n = size(2);
  Array a, b, out;
  if (!read_posits(env, info[1], format, "a", &a)) return Napi::Value();
  if (!read_posits(env, info[2], format, "b", &b)) return Napi::Value();
  const Storage storage = storage_of(LEEWAY_POSIT_BITS, format);
  if (!read_typed_array(env, info[4], storage.type, storage.name, "out", &out) ||
      !check_shape(env, info[1], a, "a", "m * k", m * k) ||
      !check_shape(env, info[2], b, "b", "k * n", k * n) ||
      !check_shape(env, info[4], out, "out", "m * n", m * n))
    return Napi::Value();
  const Array* const inputs[] = {&a, &b};
  const char* const names[] = {"a", "b"};
  for (int i = 0; i < 2; i++)
    if (!check_same_or_apart(env, info[4], out, storage.bytes, "out", *inputs[i], storage.bytes,
                             names[i]))
      return Napi::Value();
  // Elements are read after others were written: in place goes by way of other memory.
  const bool in_place = out.length > 0 && (out.data == a.data || out.data == b.data);
  const size_t bytes = out.length * storage.bytes;
  const std::unique_ptr<uint8_t[]> apart(in_place ? new (std::nothrow) uint8_t[bytes] : nullptr);
  void* const results = in_place ? apart.get() : out.data;
  const leeway_status status =
      in_place && !apart
          ? LEEWAY_OUT_OF_MEMORY
          : leeway_posit_matmul(&format, isa_at(given), a.data, b.data, m, k, n, results);
  if (in_place && status == LEEWAY_OK) memcpy(out.data, results, bytes);
  if (status == LEEWAY_OUT_OF_MEMORY)
    refuse(env, out_of_memory, "enough memory", "the matrices",
           Napi::String::New(env, "too little"));
  else if (status != LEEWAY_OK)
    throw Napi::RangeError::New(env, "no such posit format on an available instruction set");
  return info[4];
}

}  // namespace

void export_posit(Napi::Env env, Napi::Object exports) {
  exports["positPrepare"] = Napi::Function::New(env, prepare, "positPrepare");
  exports["positDot"] = Napi::Function::New(env, dot, "positDot");
  exports["positMatmul"] = Napi::Function::New(env, matmul, "positMatmul");
}

}  // namespace leeway::binding
