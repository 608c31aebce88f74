// What is timed: an LSTM's step of training, its prediction, or one of the machine's limits.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

// Windows of 24 steps of 5 inputs and one output; exact tanh and sigmoid; float32.
constexpr size_t steps = 24, inputs = 5, gates = 4;

// What all libraries start from, to be seen to compute the same: weights in the layout of leeway_lstm_get_weights, a head that
// adds up h_T.
std::vector<float> weights_of(size_t hidden);
std::vector<float> windows_of(size_t samples);

struct Request {
  std::string library;  // "leeway", "oneDNN" or "limits"
  std::string work;  // "training" or "prediction"; of limits "multiply-adds", "reads" or "exchange"
  size_t hidden, batch;  // of "reads" and "exchange", `hidden` is KiB
  size_t threads;
};

class Job {
 public:
  virtual ~Job() = default;
  virtual void run() = 0;
  // How many steps, or operations, or bytes a run is.
  virtual double amount() const = 0;
  // The prediction of the first window, before anything was trained; 0 of a limit.
  virtual double seen() const { return 0; }
};

// What a library cannot do, and why.
struct Missing : std::runtime_error {
  using runtime_error::runtime_error;
};

std::unique_ptr<Job> leeway_job(const Request& request);
std::unique_ptr<Job> limit_job(const Request& request);
std::unique_ptr<Job> onednn_job(const Request& request);
const char* onednn_version();
