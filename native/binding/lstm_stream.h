#pragma once

#include <napi.h>

#include "leeway.h"

namespace leeway::binding {

struct StreamShape {
  size_t inputs, hidden, outputs;
  leeway_element element;
};

// { step(x, out), reset(), getState(out), setState(state) }; takes the stream over.
Napi::Value make_stream(Napi::Env env, leeway_lstm_stream* native, const StreamShape& shape);

}  // namespace leeway::binding
