// Checked reading of JavaScript arguments, and the typed errors for those that are refused.
#pragma once

#include <napi.h>

#include <string>

#include "leeway.h"

namespace leeway::binding {

// What one environment (the main thread or a worker) needs to raise leeway's errors: the factory of lib/errors.ts.
struct Environment {
  Napi::FunctionReference make_refusal;
};

// An error with `code` and the message "expected <expected> for <argument>, received <value>". Null where none can be made:
// then another exception is pending, or nobody is left to see one.
napi_value make_error(napi_env env, const char* code, const char* expected, const char* argument,
                      napi_value value);

// Makes that error pending. Always returns false, so that a check can end with it.
bool refuse(napi_env env, const char* code, const char* expected, const char* argument,
            napi_value value);

constexpr const char* wrong_type = "ERR_LEEWAY_ARGUMENT_TYPE";
constexpr const char* out_of_range = "ERR_LEEWAY_ARGUMENT_RANGE";
constexpr const char* wrong_length = "ERR_LEEWAY_LENGTH";
constexpr const char* overlapping = "ERR_LEEWAY_OVERLAP";
constexpr const char* out_of_memory = "ERR_LEEWAY_MEMORY";

// A property that lib/ has made sure is a number.
inline double number_at(const Napi::Object& object, const char* key) {
  return object.Get(key).As<Napi::Number>().DoubleValue();
}

inline size_t size_at(const Napi::Object& object, const char* key) {
  return static_cast<size_t>(object.Get(key).As<Napi::Number>().Int64Value());
}

struct Array {
  void* data;
  size_t length;  // elements
};

// A Float32Array, Float64Array or Uint16Array by `element`; any offset, shared memory too. False with an error pending
// otherwise.
bool read_array(napi_env env, napi_value value, leeway_element element, const char* argument,
                Array* array);

// The same length as `like`, and either the very same memory or none in common.
bool check_output(napi_env env, napi_value value, const Array& output, const char* argument,
                  const Array& like, const char* like_name, leeway_element element);
bool check_length(napi_env env, napi_value value, const Array& array, const char* argument,
                  const Array& like, const char* like_name);
// No memory in common.
bool check_apart(napi_env env, napi_value value, const Array& output, leeway_element output_element,
                 const char* argument, const Array& like, leeway_element like_element,
                 const char* like_name);

// "float32" … and back. False where there is no such element type.
const char* element_name(leeway_element element);
bool element_from_name(const std::string& name, leeway_element* element);

// A typed array of the kind called `name` ("a Uint8Array"), likewise.
bool read_typed_array(napi_env env, napi_value value, napi_typedarray_type wanted, const char* name,
                      const char* argument, Array* array);
// Of arrays of any kinds: the very same memory where their elements have the same size, or none in common.
bool check_same_or_apart(napi_env env, napi_value value, const Array& output, size_t element_bytes,
                         const char* argument, const Array& like, size_t like_bytes,
                         const char* like_name);

}  // namespace leeway::binding
