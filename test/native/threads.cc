// The LSTM and its team of threads in a C++ program without Node, for sanitizers to watch: the same bits for any number of
// threads, networks that train at once, an epoch that another thread cancels. Built and run by CMake (`npm run build:cmake`, then
// ctest --test-dir build-cmake), under AddressSanitizer, UndefinedBehaviorSanitizer and ThreadSanitizer by `npm run test:sanitize`.

#include <stdint.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include "leeway.h"

namespace {

constexpr size_t samples = 96, steps = 5, inputs = 3, outputs = 2;
constexpr size_t usual_batch = 40;  // and a rest of 16

size_t find_kernel(const char* name) {
  for (size_t k = 0; k < leeway_kernel_count(); k++) {
    leeway_kernel_info kernel;
    leeway_op_info op;
    leeway_kernel(k, &kernel);
    leeway_op(kernel.op, &op);
    if (kernel.element == LEEWAY_FLOAT32 && std::strcmp(op.name, name) == 0) return k;
  }
  return leeway_kernel_count();
}

struct Samples {
  std::vector<float> x = std::vector<float>(samples * steps * inputs);
  std::vector<float> y = std::vector<float>(samples * outputs);
  Samples() {
    for (size_t i = 0; i < x.size(); i++) x[i] = std::sin(static_cast<float>(i));
    for (size_t i = 0; i < y.size(); i++) y[i] = std::cos(static_cast<float>(i));
  }
  leeway_lstm_data data() const { return {x.data(), y.data(), samples, steps}; }
};

using Network = std::unique_ptr<leeway_lstm, decltype(&leeway_lstm_destroy)>;

Network make(leeway_isa isa, size_t hidden) {
  leeway_lstm_config config{};
  config.inputs = inputs;
  config.hidden = hidden;
  config.outputs = outputs;
  config.activation.kernel = find_kernel("tanh");
  config.gate.kernel = find_kernel("sigmoid");
  config.isa = isa;
  config.element = LEEWAY_FLOAT32;
  config.seed = 7;
  leeway_lstm* lstm = nullptr;
  leeway_lstm_create(&config, &lstm);
  return Network(lstm, leeway_lstm_destroy);
}

leeway_lstm_training training(size_t threads, uint64_t epoch) {
  leeway_lstm_training t{};
  t.batch = usual_batch;
  t.learning_rate = t.final_learning_rate = 1e-3;
  t.clip_norm = 0.5;
  t.epoch = epoch;
  t.threads = threads;
  return t;
}

// Three epochs, then the weights.
std::vector<float> trained(leeway_isa isa, size_t hidden, size_t threads) {
  const Samples given;
  const leeway_lstm_data data = given.data();
  const Network lstm = make(isa, hidden);
  if (!lstm) return {};
  for (uint64_t epoch = 0; epoch < 3; epoch++) {
    const leeway_lstm_training t = training(threads, epoch);
    double loss;
    if (leeway_lstm_train_epoch(lstm.get(), &data, &t, &loss) != LEEWAY_OK) return {};
  }
  std::vector<float> weights(leeway_lstm_weight_count(lstm.get()));
  leeway_lstm_get_weights(lstm.get(), weights.data());
  return weights;
}

bool same(const std::vector<float>& a, const std::vector<float>& b) {
  return !a.empty() && a.size() == b.size() &&
         std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

// One epoch of some of the samples, by a scheme and a batch of choice.
std::vector<float> trained_once(leeway_isa isa, size_t hidden, size_t count, size_t batch,
                                size_t threads, leeway_lstm_scheme scheme) {
  const Samples given;
  leeway_lstm_data data = given.data();
  data.samples = count;
  const Network lstm = make(isa, hidden);
  if (!lstm) return {};
  leeway_lstm_training t = training(threads, 0);
  t.batch = batch;
  t.scheme = scheme;
  double loss;
  if (leeway_lstm_train_epoch(lstm.get(), &data, &t, &loss) != LEEWAY_OK) return {};
  std::vector<float> weights(leeway_lstm_weight_count(lstm.get()));
  leeway_lstm_get_weights(lstm.get(), weights.data());
  return weights;
}

// A batch of one, whose panels two or four threads divide and meet in every step.
bool one_sample_by_units(leeway_isa isa) {
  const auto by = [isa](size_t threads) {
    return trained_once(isa, 256, 3, 1, threads, LEEWAY_LSTM_SHARDS);
  };
  const std::vector<float> alone = by(1);
  return same(alone, by(2)) && same(alone, by(4));
}

// Four gates and what is left over, by five threads.
bool gate_per_thread(leeway_isa isa) {
  const auto by = [isa](size_t threads, leeway_lstm_scheme scheme) {
    return trained_once(isa, 21, samples, usual_batch, threads, scheme);
  };
  return same(by(1, LEEWAY_LSTM_SHARDS), by(5, LEEWAY_LSTM_GATES));
}

bool any_number_of_threads(leeway_isa isa) {
  bool good = true;
  for (const size_t hidden : {5, 33}) {
    const std::vector<float> alone = trained(isa, hidden, 1);
    for (const size_t threads : {2, 3, 4, 8, 0}) good &= same(alone, trained(isa, hidden, threads));
  }
  return good;
}

// Each with a team of its own; nothing is shared but what is constant.
bool networks_at_once(leeway_isa isa) {
  const std::vector<float> alone = trained(isa, 17, 1);
  std::vector<float> weights[4];
  std::vector<std::thread> threads;
  for (auto& w : weights) threads.emplace_back([&w, isa] { w = trained(isa, 17, 4); });
  for (auto& thread : threads) thread.join();
  bool good = true;
  for (const auto& w : weights) good &= same(alone, w);
  return good;
}

// As a worker that is terminated does: another thread sets a flag that is asked for after every batch.
bool cancelled_from_outside(leeway_isa isa) {
  const Samples given;
  const leeway_lstm_data data = given.data();
  for (int round = 0; round < 8; round++) {
    const Network lstm = make(isa, 9);
    if (!lstm) return false;
    std::atomic<bool> cancelled{false};
    std::atomic<uint64_t> epochs{0};
    leeway_status status = LEEWAY_OK;
    std::thread trainer([&] {
      leeway_lstm_training t = training(4, 0);
      t.cancelled = [](void* flag) -> int { return static_cast<std::atomic<bool>*>(flag)->load(); };
      t.cancelled_context = &cancelled;
      double loss;
      for (; status == LEEWAY_OK; t.epoch++, epochs++)
        status = leeway_lstm_train_epoch(lstm.get(), &data, &t, &loss);
    });
    while (epochs < static_cast<uint64_t>(round % 3)) std::this_thread::yield();
    cancelled = true;
    trainer.join();
    std::vector<float> y(samples * outputs);
    if (status != LEEWAY_CANCELLED ||
        leeway_lstm_predict(lstm.get(), data.x, samples, steps, y.data()) != LEEWAY_OK)
      return false;
  }
  return true;
}

bool report(leeway_isa isa, const char* what, bool good) {
  std::printf("%s on %s: %s\n", what, leeway_isa_name(isa), good ? "good" : "WRONG");
  return good;
}

}  // namespace

int main() {
  bool good = true;
  for (int i = 0; i < LEEWAY_ISA_COUNT; i++) {
    const leeway_isa isa = static_cast<leeway_isa>(i);
    if (!leeway_isa_available(isa)) continue;
    good &= report(isa, "the same bits for any number of threads", any_number_of_threads(isa));
    good &= report(isa, "one sample, shared by its units", one_sample_by_units(isa));
    good &= report(isa, "a thread per gate", gate_per_thread(isa));
    good &= report(isa, "networks that train at once", networks_at_once(isa));
    good &= report(isa, "an epoch that another thread cancels", cancelled_from_outside(isa));
  }
  return good ? 0 : 1;
}
