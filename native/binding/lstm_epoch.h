// An LSTM as its object and its epochs share it, and what an epoch of one is.
#pragma once

#include "epoch.h"
#include "lstm_stream.h"

namespace leeway::binding {

struct SharedLstm : Model {
  static constexpr const char* possible = "sizes and kernels that a network can have";

  leeway_lstm* lstm = nullptr;
  StreamShape shape{};
  ~SharedLstm() { leeway_lstm_destroy(lstm); }
};

struct LstmWork {
  using Network = SharedLstm;

  leeway_lstm_data data, validation;
  leeway_lstm_training training;
  double loss = 0, validation_sum = 0;

  leeway_status train(SharedLstm& network) {
    return leeway_lstm_train_epoch(network.lstm, &data, &training, &loss);
  }
  leeway_status validate(SharedLstm& network, size_t first, size_t samples) {
    const StreamShape& shape = network.shape;
    const leeway_lstm_data piece = {
        at(validation.x, first * validation.steps * shape.inputs, shape.element),
        at(validation.y, first * shape.outputs, shape.element), samples, validation.steps};
    double mean = 0;
    const leeway_status status = leeway_lstm_evaluate(network.lstm, &piece, training.loss, &mean);
    validation_sum += mean * static_cast<double>(samples);
    return status;
  }
  void write(Napi::Object& result) const {
    result["loss"] = loss;
    if (validation.samples > 0)
      result["validationLoss"] = validation_sum / static_cast<double>(validation.samples);
  }

 private:
  static const void* at(const void* array, size_t place, leeway_element element) {
    return static_cast<const char*>(array) + place * (element == LEEWAY_FLOAT64 ? 8 : 4);
  }
};

}  // namespace leeway::binding
