// One epoch of training of either kind of network, as a task that can be stopped.
#pragma once

#include <utility>

#include "background_task.h"
#include "model.h"

namespace leeway::binding {

// Samples of the validation set between two looks at whether to go on.
constexpr size_t validation_piece = 64;

// What an epoch is of, in a struct `Work`:
//   Network            the Model that is trained, with a text of what is `possible`
//   data, validation   as the C interface has them; `validation` may hold no samples
//   training           the options of the C interface
//   train(network)     → status; keeps the score
//   validate(network, first, samples)  → status; adds up the score of so many samples of the validation set
//   write(result)      the scores
template <class Work>
class Epoch : public BackgroundTask {
 public:
  using Network = typename Work::Network;

  // Of a network that the caller has claimed. `arrays` is what the work points into.
  static Napi::Value start(Napi::Env env, const char* name, std::shared_ptr<Network> network,
                           Work work, const Napi::CallbackInfo& arrays) {
    auto epoch = std::make_unique<Epoch>(std::move(network), std::move(work));
    Napi::Object kept = Napi::Object::New(env);
    kept["data"] = arrays[0];
    kept["validation"] = arrays[1];
    epoch->keep_alive(kept);
    return BackgroundTask::start(env, name, std::move(epoch));
  }

  Epoch(std::shared_ptr<Network> network, Work work)
      : network_(std::move(network)), work_(std::move(work)) {
    work_.training.cancelled = [](void* context) -> int {
      return static_cast<Network*>(context)->cancelled.load(std::memory_order_relaxed);
    };
    work_.training.cancelled_context = network_.get();
    network_->cancelled = false;
  }
  ~Epoch() override { release(*network_); }

 protected:
  // The validation set is scored once the epoch is through, piece by piece, to be stopped in between.
  void run() noexcept override {
    status_ = work_.train(*network_);
    const size_t samples = work_.validation.samples;
    for (size_t first = 0; first < samples && status_ == LEEWAY_OK; first += validation_piece) {
      const size_t rest = samples - first;
      status_ = work_.validate(*network_, first, rest < validation_piece ? rest : validation_piece);
      if (network_->cancelled) status_ = LEEWAY_CANCELLED;
    }
  }
  void stop() noexcept override { network_->cancelled = true; }
  Napi::Value result(Napi::Env env) override {
    if (status_ != LEEWAY_OK && status_ != LEEWAY_CANCELLED) {
      const napi_value error = error_of(env, status_, Network::possible);
      throw error ? Napi::Error(env, error) : env.GetAndClearPendingException();
    }
    Napi::Object result = Napi::Object::New(env);
    work_.write(result);
    result["completed"] = Napi::Boolean::New(env, status_ == LEEWAY_OK);
    return result;
  }

 private:
  std::shared_ptr<Network> network_;
  Work work_;
  leeway_status status_ = LEEWAY_OK;
};

}  // namespace leeway::binding
