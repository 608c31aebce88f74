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

size_t size_of(leeway_element element) { return element == LEEWAY_FLOAT32 ? 4 : 8; }

}  // namespace

bool read_array(napi_env env, napi_value value, leeway_element element, const char* argument,
                Array* array) {
  napi_typedarray_type type;
  const napi_status status =
      napi_get_typedarray_info(env, value, &type, &array->length, &array->data, nullptr, nullptr);
  const napi_typedarray_type wanted =
      element == LEEWAY_FLOAT32 ? napi_float32_array : napi_float64_array;
  if (status == napi_ok && type == wanted) return true;
  return refuse(env, wrong_type, element == LEEWAY_FLOAT32 ? "a Float32Array" : "a Float64Array",
                argument, value);
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
  if (distance == 0 || distance >= like.length * size_of(element)) return true;
  char expected[96];
  snprintf(expected, sizeof expected, "%s itself or memory apart from it", like_name);
  return refuse(env, overlapping, expected, argument, value);
}

}  // namespace leeway::binding
