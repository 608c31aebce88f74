// What the two kinds of networks (lstm.cc, network.cc) are to JavaScript: a native object that does one thing at a time, and
// the errors of what it cannot do.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "tables.h"

namespace leeway::binding {

// Shared by the object and an epoch under way, whichever lives longer.
struct Model {
  std::vector<PreparedTable> tables;  // that the network uses
  std::atomic<bool> busy{false}, cancelled{false};
};

// Claims the model for one call; an epoch under way keeps it for itself. False with an error pending where it is taken.
inline bool claim(Model& model, napi_env env, napi_value self) {
  if (!model.busy.exchange(true)) return true;
  return refuse(env, "ERR_LEEWAY_BUSY", "a network that is not being trained", "this", self);
}

inline void release(Model& model) { model.busy = false; }

// The error of a call that a network could not finish; `possible` is what it takes.
inline napi_value error_of(napi_env env, leeway_status status, const char* possible) {
  if (status == LEEWAY_OUT_OF_MEMORY)
    return make_error(env, out_of_memory, "enough memory", "the network's arrays",
                      Napi::String::New(env, "too little"));
  return make_error(env, out_of_range, possible, "the network", Napi::String::New(env, "others"));
}

// True where a call went well; false with the error pending otherwise.
inline bool check_status(napi_env env, leeway_status status, const char* possible) {
  if (status == LEEWAY_OK) return true;
  if (const napi_value error = error_of(env, status, possible)) napi_throw(env, error);
  return false;
}

// What `call` does, a function of the C interface that gives a status, with the network to itself. `Network` is a Model
// that names what is `possible`. False with an error pending where it was not done.
template <class Network, class Call>
bool run_alone(Network& network, napi_env env, napi_value self, Call call) {
  if (!claim(network, env, self)) return false;
  const leeway_status status = call();
  release(network);
  return check_status(env, status, Network::possible);
}

}  // namespace leeway::binding
