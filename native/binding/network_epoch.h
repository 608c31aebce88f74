// A network of layers as its object and its epochs share it, and what an epoch of one is.
#pragma once

#include "epoch.h"
#include "leeway_network.h"

namespace leeway::binding {

struct SharedNetwork : Model {
  static constexpr const char* possible = "layers and sizes that a network can have";

  leeway_network* network = nullptr;
  ~SharedNetwork() { leeway_network_destroy(network); }
};

struct NetworkWork {
  using Network = SharedNetwork;

  leeway_network_data data, validation;
  leeway_network_training training;
  std::vector<double> rates;  // of each batch
  leeway_network_score score{}, validation_sum{};

  leeway_status train(SharedNetwork& network) {
    training.rates = rates.data();
    return leeway_network_train_epoch(network.network, &data, &training, &score);
  }
  leeway_status validate(SharedNetwork& network, size_t first, size_t samples) {
    const size_t inputs = leeway_network_inputs(network.network);
    const size_t targets =
        training.loss == LEEWAY_NETWORK_SOFTMAX ? 1 : leeway_network_outputs(network.network);
    // Inputs and targets are numbers of 32 bits, of whatever kind.
    const leeway_network_data piece = {static_cast<const float*>(validation.x) + first * inputs,
                                       static_cast<const float*>(validation.y) + first * targets,
                                       samples};
    leeway_network_score mean{};
    const leeway_status status =
        leeway_network_evaluate(network.network, &piece, training.loss, training.threads, &mean);
    validation_sum.loss += mean.loss * static_cast<double>(samples);
    validation_sum.correct += mean.correct;
    return status;
  }
  void write(Napi::Object& result) const {
    result["loss"] = score.loss;
    result["correct"] = static_cast<double>(score.correct);
    if (validation.samples == 0) return;
    result["validationLoss"] = validation_sum.loss / static_cast<double>(validation.samples);
    result["validationCorrect"] = static_cast<double>(validation_sum.correct);
  }
};

}  // namespace leeway::binding
