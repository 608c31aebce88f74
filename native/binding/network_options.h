// What lib/nn says of layers, losses and optimizers (lib/backend/addon.ts), as the C interface has it.
#pragma once

#include "leeway_network.h"
#include "tables.h"

namespace leeway::binding {

// Tables are added to `kept`, which has to outlive the network.
leeway_layer layer_of(const Napi::Object& layer, std::vector<PreparedTable>* kept);
leeway_optimizer optimizer_of(const Napi::Value& optimizer);
leeway_network_loss loss_of(const Napi::Value& loss);

}  // namespace leeway::binding
