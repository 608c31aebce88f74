// leeway.h's LSTM functions over the class.

#include <new>

#include "lstm.h"
#include "stream.h"

using leeway::Lstm;
using leeway::LstmStream;

// One of the two, by the type of its elements.
struct leeway_lstm {
  Lstm<float>* single = nullptr;
  Lstm<double>* twice = nullptr;

  ~leeway_lstm() {
    delete single;
    delete twice;
  }
};

struct leeway_lstm_stream {
  LstmStream<float>* single = nullptr;
  LstmStream<double>* twice = nullptr;

  ~leeway_lstm_stream() {
    delete single;
    delete twice;
  }
};

namespace {

// use(the one that is there).
template <class Handle, class Use>
auto with(const Handle* handle, Use use) {
  return handle->single ? use(*handle->single) : use(*handle->twice);
}

// An array as one of `model`'s elements.
template <template <class> class Model, class E>
const E* elements(const void* array, const Model<E>&) {
  return static_cast<const E*>(array);
}
template <template <class> class Model, class E>
E* elements(void* array, const Model<E>&) {
  return static_cast<E*>(array);
}
template <class E>
leeway::LstmData<E> data_of(const leeway_lstm_data& data, const Lstm<E>& model) {
  return {elements(data.x, model), elements(data.y, model), data.samples, data.steps};
}

template <class E>
leeway_status create(const leeway_lstm_config& config, Lstm<E>** model) {
  *model = new (std::nothrow) Lstm<E>();
  return *model ? (*model)->create(config) : LEEWAY_OUT_OF_MEMORY;
}

template <class E>
leeway_status open(const Lstm<E>& model, LstmStream<E>** stream) {
  *stream = new (std::nothrow) LstmStream<E>();
  return *stream ? (*stream)->create(model.network(), model.parameters()) : LEEWAY_OUT_OF_MEMORY;
}

}  // namespace

leeway_status leeway_lstm_create(const leeway_lstm_config* config, leeway_lstm** lstm) {
  if (config->element != LEEWAY_FLOAT32 && config->element != LEEWAY_FLOAT64)
    return LEEWAY_BAD_ARGUMENT;
  leeway_lstm* made = new (std::nothrow) leeway_lstm();
  if (!made) return LEEWAY_OUT_OF_MEMORY;
  const leeway_status status = config->element == LEEWAY_FLOAT32 ? create(*config, &made->single)
                                                                 : create(*config, &made->twice);
  if (status != LEEWAY_OK) {
    delete made;
    return status;
  }
  *lstm = made;
  return LEEWAY_OK;
}

void leeway_lstm_destroy(leeway_lstm* lstm) { delete lstm; }

size_t leeway_lstm_weight_count(const leeway_lstm* lstm) {
  return with(lstm, [](auto& model) { return model.weight_count(); });
}

void leeway_lstm_get_weights(const leeway_lstm* lstm, void* weights) {
  with(lstm, [&](auto& model) { model.get_weights(elements(weights, model)); });
}

void leeway_lstm_set_weights(leeway_lstm* lstm, const void* weights) {
  with(lstm, [&](auto& model) { model.set_weights(elements(weights, model)); });
}

size_t leeway_lstm_state_size(const leeway_lstm* lstm) {
  return with(lstm, [](auto& model) { return model.state_size(); });
}

void leeway_lstm_get_state(const leeway_lstm* lstm, void* state) {
  with(lstm, [&](auto& model) { model.get_state(state); });
}

void leeway_lstm_set_state(leeway_lstm* lstm, const void* state) {
  with(lstm, [&](auto& model) { model.set_state(state); });
}

leeway_status leeway_lstm_predict(leeway_lstm* lstm, const void* x, size_t samples, size_t steps,
                                  void* y) {
  return with(lstm, [&](auto& model) {
    return model.predict(elements(x, model), samples, steps, elements(y, model));
  });
}

leeway_status leeway_lstm_evaluate(leeway_lstm* lstm, const leeway_lstm_data* data,
                                   leeway_loss loss, double* mean_loss) {
  return with(lstm,
              [&](auto& model) { return model.evaluate(data_of(*data, model), loss, mean_loss); });
}

leeway_status leeway_lstm_train_epoch(leeway_lstm* lstm, const leeway_lstm_data* data,
                                      const leeway_lstm_training* training, double* mean_loss) {
  if (training->batch == 0 || data->samples > UINT32_MAX) return LEEWAY_BAD_ARGUMENT;
  return with(lstm, [&](auto& model) {
    return model.train_epoch(data_of(*data, model), *training, mean_loss);
  });
}

leeway_status leeway_lstm_gradients(leeway_lstm* lstm, const leeway_lstm_data* data,
                                    leeway_loss loss, double* mean_loss, void* gradients) {
  return with(lstm, [&](auto& model) {
    return model.gradients(data_of(*data, model), loss, mean_loss, elements(gradients, model));
  });
}

leeway_status leeway_lstm_stream_create(const leeway_lstm* lstm, leeway_lstm_stream** stream) {
  leeway_lstm_stream* made = new (std::nothrow) leeway_lstm_stream();
  if (!made) return LEEWAY_OUT_OF_MEMORY;
  const leeway_status status =
      lstm->single ? open(*lstm->single, &made->single) : open(*lstm->twice, &made->twice);
  if (status != LEEWAY_OK) {
    delete made;
    return status;
  }
  *stream = made;
  return LEEWAY_OK;
}

void leeway_lstm_stream_destroy(leeway_lstm_stream* stream) { delete stream; }

void leeway_lstm_stream_step(leeway_lstm_stream* stream, const void* x, void* y) {
  with(stream, [&](auto& s) { s.step(elements(x, s), elements(y, s)); });
}

void leeway_lstm_stream_reset(leeway_lstm_stream* stream) {
  with(stream, [](auto& s) { s.reset(); });
}

void leeway_lstm_stream_get_state(const leeway_lstm_stream* stream, void* state) {
  with(stream, [&](auto& s) { s.get_state(elements(state, s)); });
}

void leeway_lstm_stream_set_state(leeway_lstm_stream* stream, const void* state) {
  with(stream, [&](auto& s) { s.set_state(elements(state, s)); });
}
