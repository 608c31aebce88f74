#include "lstm_predict.h"

#include "functions.h"

namespace leeway::binding {
namespace {

napi_value predict(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value arguments[4], self;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, &self, &data);
  SharedLstm& network = **static_cast<std::shared_ptr<SharedLstm>*>(data);
  int64_t samples = 0, steps = 0;
  napi_get_value_int64(env, arguments[1], &samples);
  napi_get_value_int64(env, arguments[2], &steps);
  const size_t outputs = static_cast<size_t>(samples) * network.shape.outputs;
  const size_t inputs = static_cast<size_t>(samples * steps) * network.shape.inputs;
  Array x, out;
  if (!read_samples(env, arguments[0], "x", network, inputs, &x) ||
      !read_samples(env, arguments[3], "out", network, outputs, &out))
    return nullptr;
  run_alone(network, env, self, [&] {
    return leeway_lstm_predict(network.lstm, x.data, static_cast<size_t>(samples),
                               static_cast<size_t>(steps), out.data);
  });
  return arguments[3];
}

}  // namespace

Napi::Value make_predict(Napi::Env env, const std::shared_ptr<SharedLstm>& network) {
  return make_function(env, "predict", predict, network);
}

bool read_samples(napi_env env, napi_value value, const char* argument, const SharedLstm& network,
                  size_t length, Array* array) {
  return read_array(env, value, network.shape.element, argument, array) &&
         check_length(env, value, *array, argument, {nullptr, length}, "its samples");
}

}  // namespace leeway::binding
