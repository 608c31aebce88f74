// Predictions as a JavaScript function of its own: a call through an object costs a tenth of what ten units take.
#pragma once

#include "lstm_epoch.h"

namespace leeway::binding {

// predict(x, samples, steps, out) → out; owns the network together with its object.
Napi::Value make_predict(Napi::Env env, const std::shared_ptr<SharedLstm>& network);

// An array of the network's elements: what lib/lstm measured may have been taken away since.
bool read_samples(napi_env env, napi_value value, const char* argument, const SharedLstm& network,
                  size_t length, Array* array);

}  // namespace leeway::binding
