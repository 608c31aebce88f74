// leeway_network.h's functions over the class.

#include <new>

#include "nn/network.h"

struct leeway_network {
  leeway::Network model;
};

leeway_status leeway_network_create(const leeway_network_config* config, leeway_network** network) {
  leeway_network* made = new (std::nothrow) leeway_network();
  if (!made) return LEEWAY_OUT_OF_MEMORY;
  const leeway_status status = made->model.create(*config);
  if (status != LEEWAY_OK) {
    delete made;
    return status;
  }
  *network = made;
  return LEEWAY_OK;
}

void leeway_network_destroy(leeway_network* network) { delete network; }

size_t leeway_network_inputs(const leeway_network* network) { return network->model.inputs(); }

size_t leeway_network_outputs(const leeway_network* network) { return network->model.outputs(); }

size_t leeway_network_weight_count(const leeway_network* network) {
  return network->model.weight_count();
}

void leeway_network_get_weights(const leeway_network* network, float* weights) {
  network->model.get_weights(weights);
}

void leeway_network_set_weights(leeway_network* network, const float* weights) {
  network->model.set_weights(weights);
}

leeway_status leeway_network_predict(leeway_network* network, const void* x, size_t samples,
                                     size_t threads, float* y) {
  return network->model.predict(x, samples, threads, y);
}

leeway_status leeway_network_evaluate(leeway_network* network, const leeway_network_data* data,
                                      leeway_network_loss loss, size_t threads,
                                      leeway_network_score* score) {
  return network->model.evaluate(*data, loss, threads, score);
}

leeway_status leeway_network_train_epoch(leeway_network* network, const leeway_network_data* data,
                                         const leeway_network_training* training,
                                         leeway_network_score* score) {
  if (training->batch == 0 || data->samples > UINT32_MAX) return LEEWAY_BAD_ARGUMENT;
  return network->model.train_epoch(*data, *training, score);
}

leeway_status leeway_network_gradients(leeway_network* network, const leeway_network_data* data,
                                       leeway_network_loss loss, leeway_network_score* score,
                                       float* gradients) {
  return network->model.gradients(*data, loss, score, gradients);
}

leeway_status leeway_network_begin_step(leeway_network* network, const void* x, size_t samples,
                                        float* y) {
  return network->model.begin_step(x, samples, y);
}

leeway_status leeway_network_end_step(leeway_network* network, const float* dy,
                                      const leeway_optimizer* optimizer, double rate) {
  return network->model.end_step(dy, *optimizer, rate);
}
