// A stream of a network as JavaScript functions over it, which own it together.

#include "lstm_stream.h"

#include <memory>

#include "arguments.h"
#include "functions.h"

namespace leeway::binding {
namespace {

struct Stream {
  std::shared_ptr<leeway_lstm_stream> native;
  StreamShape shape;
};

// The elements of an argument, which has as many as wanted; null with an error pending otherwise.
void* read_elements(napi_env env, napi_value value, const Stream& stream, const char* argument,
                    size_t length, const char* what) {
  Array array;
  if (!read_array(env, value, stream.shape.element, argument, &array) ||
      !check_length(env, value, array, argument, {nullptr, length}, what))
    return nullptr;
  return array.data;
}

// step(x, out) → out
napi_value step(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2];
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Stream& stream = *static_cast<const Stream*>(data);
  const void* x =
      read_elements(env, arguments[0], stream, "x", stream.shape.inputs, "a step's inputs");
  if (!x) return nullptr;
  void* out =
      read_elements(env, arguments[1], stream, "out", stream.shape.outputs, "a step's outputs");
  if (!out) return nullptr;
  leeway_lstm_stream_step(stream.native.get(), x, out);
  return arguments[1];
}

napi_value reset(napi_env env, napi_callback_info info) {
  void* data;
  napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &data);
  leeway_lstm_stream_reset(static_cast<const Stream*>(data)->native.get());
  return nullptr;
}

// getState(out), setState(state)
template <bool set>
napi_value move_state(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  void* data;
  napi_get_cb_info(env, info, &count, &argument, nullptr, &data);
  const Stream& stream = *static_cast<const Stream*>(data);
  void* state = read_elements(env, argument, stream, set ? "state" : "out", 2 * stream.shape.hidden,
                              "h and c");
  if (!state) return nullptr;
  if (set)
    leeway_lstm_stream_set_state(stream.native.get(), state);
  else
    leeway_lstm_stream_get_state(stream.native.get(), state);
  return argument;
}

}  // namespace

Napi::Value make_stream(Napi::Env env, leeway_lstm_stream* native, const StreamShape& shape) {
  const Stream stream{{native, &leeway_lstm_stream_destroy}, shape};
  Napi::Object object = Napi::Object::New(env);
  object["step"] = make_function(env, "step", step, stream);
  object["reset"] = make_function(env, "reset", reset, stream);
  object["getState"] = make_function(env, "getState", move_state<false>, stream);
  object["setState"] = make_function(env, "setState", move_state<true>, stream);
  return object;
}

}  // namespace leeway::binding
