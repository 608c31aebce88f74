#include "arguments.h"

#include <stdint.h>
#include <stdio.h>

namespace leeway::binding {

napi_value make_error(napi_env env, const char* code, const char* expected, const char* argument,
                      napi_value value) {
  // The C interface throughout: on a worker that is being terminated, or with the stack used up, any of these calls may
  // fail.
  Environment* environment = Napi::Env(env).GetInstanceData<Environment>();
  napi_value undefined, make_refusal, error;
  napi_value arguments[4] = {nullptr, nullptr, nullptr, value};
  const char* const texts[] = {code, expected, argument};
  for (int i = 0; i < 3; i++)
    if (napi_create_string_utf8(env, texts[i], NAPI_AUTO_LENGTH, &arguments[i]) != napi_ok)
      return nullptr;
  if (napi_get_undefined(env, &undefined) != napi_ok ||
      napi_get_reference_value(env, environment->make_refusal, &make_refusal) != napi_ok ||
      napi_call_function(env, undefined, make_refusal, 4, arguments, &error) != napi_ok)
    return nullptr;
  return error;
}

bool refuse(napi_env env, const char* code, const char* expected, const char* argument,
            napi_value value) {
  const napi_value error = make_error(env, code, expected, argument, value);
  if (error) napi_throw(env, error);
  return false;
}

namespace {

// How arrays of an element type look in JavaScript: like lib/checks.ts.
struct ArrayKind {
  const char* name;
  napi_typedarray_type type;
  size_t size;
  const char* expected;
};

const ArrayKind& kind_of(leeway_element element) {
  static constexpr ArrayKind kinds[] = {
      {"float32", napi_float32_array, 4, "a Float32Array"},
      {"float64", napi_float64_array, 8, "a Float64Array"},
      {"float16", napi_uint16_array, 2, "a Uint16Array of float16 bit patterns"},
      {"bfloat16", napi_uint16_array, 2, "a Uint16Array of bfloat16 bit patterns"},
  };
  return kinds[element];
}

}  // namespace

const char* element_name(leeway_element element) { return kind_of(element).name; }

bool element_from_name(const std::string& name, leeway_element* element) {
  for (int i = LEEWAY_FLOAT32; i <= LEEWAY_BFLOAT16; i++) {
    *element = static_cast<leeway_element>(i);
    if (name == element_name(*element)) return true;
  }
  return false;
}

bool read_array(napi_env env, napi_value value, leeway_element element, const char* argument,
                Array* array) {
  // None of those below: a Node that does not know the array's kind leaves it as it is.
  napi_typedarray_type type = napi_int8_array;
  const napi_status status =
      napi_get_typedarray_info(env, value, &type, &array->length, &array->data, nullptr, nullptr);
  const ArrayKind& wanted = kind_of(element);
  if (status == napi_ok && type == wanted.type) return true;
  return refuse(env, wrong_type, wanted.expected, argument, value);
}

bool check_length(napi_env env, napi_value value, const Array& array, const char* argument,
                  const Array& like, const char* like_name) {
  if (array.length == like.length) return true;
  char expected[96];
  snprintf(expected, sizeof expected, "the length of %s (%zu)", like_name, like.length);
  return refuse(env, wrong_length, expected, argument, value);
}

bool check_output(napi_env env, napi_value value, const Array& output, const char* argument,
                  const Array& like, const char* like_name, leeway_element element) {
  if (!check_length(env, value, output, argument, like, like_name)) return false;
  const uintptr_t a = reinterpret_cast<uintptr_t>(output.data);
  const uintptr_t b = reinterpret_cast<uintptr_t>(like.data);
  const uintptr_t distance = a < b ? b - a : a - b;
  if (distance == 0 || distance >= like.length * kind_of(element).size) return true;
  char expected[96];
  snprintf(expected, sizeof expected, "%s itself or memory apart from it", like_name);
  return refuse(env, overlapping, expected, argument, value);
}

bool check_apart(napi_env env, napi_value value, const Array& output, leeway_element output_element,
                 const char* argument, const Array& like, leeway_element like_element,
                 const char* like_name) {
  const uintptr_t a = reinterpret_cast<uintptr_t>(output.data);
  const uintptr_t b = reinterpret_cast<uintptr_t>(like.data);
  const uintptr_t a_end = a + output.length * kind_of(output_element).size;
  const uintptr_t b_end = b + like.length * kind_of(like_element).size;
  if (a >= b_end || b >= a_end) return true;
  char expected[96];
  snprintf(expected, sizeof expected, "memory apart from %s", like_name);
  return refuse(env, overlapping, expected, argument, value);
}

bool read_typed_array(napi_env env, napi_value value, napi_typedarray_type wanted, const char* name,
                      const char* argument, Array* array) {
  napi_typedarray_type type = napi_float32_array;
  const napi_status status =
      napi_get_typedarray_info(env, value, &type, &array->length, &array->data, nullptr, nullptr);
  if (status == napi_ok && type == wanted) return true;
  return refuse(env, wrong_type, name, argument, value);
}

bool check_same_or_apart(napi_env env, napi_value value, const Array& output, size_t element_bytes,
                         const char* argument, const Array& like, size_t like_bytes,
                         const char* like_name) {
  const uintptr_t a = reinterpret_cast<uintptr_t>(output.data);
  const uintptr_t b = reinterpret_cast<uintptr_t>(like.data);
  const size_t a_size = output.length * element_bytes, b_size = like.length * like_bytes;
  const bool same_size = element_bytes == like_bytes;
  if (a_size == 0 || b_size == 0 || (same_size && a == b)) return true;
  if (a < b ? b - a >= a_size : a - b >= b_size) return true;
  char expected[96];
  snprintf(expected, sizeof expected,
           same_size ? "%s itself or memory apart from it" : "memory apart from that of %s",
           like_name);
  return refuse(env, overlapping, expected, argument, value);
}

}  // namespace leeway::binding
