// leeway.h's LSTM functions over the class.

#include <new>

#include "lstm.h"

struct leeway_lstm {
  leeway::Lstm model;
};

leeway_status leeway_lstm_create(const leeway_lstm_config* config, leeway_lstm** lstm) {
  leeway_lstm* made = new (std::nothrow) leeway_lstm();
  if (!made) return LEEWAY_OUT_OF_MEMORY;
  const leeway_status status = made->model.create(*config);
  if (status != LEEWAY_OK) {
    delete made;
    return status;
  }
  *lstm = made;
  return LEEWAY_OK;
}

void leeway_lstm_destroy(leeway_lstm* lstm) { delete lstm; }

size_t leeway_lstm_weight_count(const leeway_lstm* lstm) { return lstm->model.weight_count(); }

void leeway_lstm_get_weights(const leeway_lstm* lstm, float* weights) {
  lstm->model.get_weights(weights);
}

void leeway_lstm_set_weights(leeway_lstm* lstm, const float* weights) {
  lstm->model.set_weights(weights);
}

size_t leeway_lstm_state_size(const leeway_lstm* lstm) { return lstm->model.state_size(); }

void leeway_lstm_get_state(const leeway_lstm* lstm, void* state) { lstm->model.get_state(state); }

void leeway_lstm_set_state(leeway_lstm* lstm, const void* state) { lstm->model.set_state(state); }

leeway_status leeway_lstm_predict(leeway_lstm* lstm, const float* x, size_t samples, size_t steps,
                                  float* y) {
  return lstm->model.predict(x, samples, steps, y);
}

leeway_status leeway_lstm_evaluate(leeway_lstm* lstm, const leeway_lstm_data* data,
                                   leeway_loss loss, double* mean_loss) {
  return lstm->model.evaluate(*data, loss, mean_loss);
}

leeway_status leeway_lstm_train_epoch(leeway_lstm* lstm, const leeway_lstm_data* data,
                                      const leeway_lstm_training* training, double* mean_loss) {
  if (training->batch == 0 || data->samples > UINT32_MAX) return LEEWAY_BAD_ARGUMENT;
  return lstm->model.train_epoch(*data, *training, mean_loss);
}

leeway_status leeway_lstm_gradients(leeway_lstm* lstm, const leeway_lstm_data* data,
                                    leeway_loss loss, double* mean_loss, float* gradients) {
  return lstm->model.gradients(*data, loss, mean_loss, gradients);
}
