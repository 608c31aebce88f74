// leeway's LSTM, by its C interface.
#include <cstring>

#include "job.h"
#include "leeway.h"

namespace {

constexpr size_t batches = 8;  // of an epoch: starting one is lost in it

size_t exact(const char* op) {
  leeway_kernel_info kernel;
  leeway_op_info named;
  for (size_t i = 0; leeway_kernel(i, &kernel) == LEEWAY_OK; i++)
    if (kernel.element == LEEWAY_FLOAT32 && leeway_op(kernel.op, &named) == LEEWAY_OK &&
        std::strcmp(named.name, op) == 0 && std::strcmp(kernel.method, "exact") == 0)
      return i;
  throw Missing(std::string("no exact ") + op);
}

class LeewayJob : public Job {
 public:
  explicit LeewayJob(const Request& request)
      : request_(request), training_(request.work == "training") {
    leeway_lstm_config config{};
    config.inputs = inputs;
    config.hidden = request.hidden;
    config.outputs = 1;
    config.activation.kernel = exact("tanh");
    config.gate.kernel = exact("sigmoid");
    config.isa = leeway_isa_best();
    config.element = LEEWAY_FLOAT32;
    config.seed = 1;
    if (leeway_lstm_create(&config, &lstm_) != LEEWAY_OK) throw Missing("no such network");
    leeway_lstm_set_weights(lstm_, weights_of(request.hidden).data());
    x_ = windows_of(request.batch * (training_ ? batches : 1));
    y_.resize(request.batch * batches);
    leeway_lstm_predict(lstm_, x_.data(), request.batch, steps, y_.data());
    seen_ = y_[0];
  }
  ~LeewayJob() override { leeway_lstm_destroy(lstm_); }

  void run() override {
    if (!training_) {
      leeway_lstm_predict(lstm_, x_.data(), request_.batch, steps, y_.data());
      return;
    }
    const leeway_lstm_data data = {x_.data(), y_.data(), request_.batch * batches, steps};
    leeway_lstm_training training{};
    training.loss = LEEWAY_LOSS_MSE;
    training.batch = request_.batch;
    training.learning_rate = training.final_learning_rate = 1e-6;
    training.threads = request_.threads;
    double loss;
    leeway_lstm_train_epoch(lstm_, &data, &training, &loss);
  }
  double amount() const override { return training_ ? batches : 1; }
  double seen() const override { return seen_; }

 private:
  Request request_;
  bool training_;
  leeway_lstm* lstm_ = nullptr;
  std::vector<float> x_, y_;
  double seen_ = 0;
};

}  // namespace

std::unique_ptr<Job> leeway_job(const Request& request) {
  return std::make_unique<LeewayJob>(request);
}
