// leeway_lstm_bench: a line of standard input asks for one batch of a job, a line of standard output says what it took; the asker
// (measure.ts) interleaves them, among those of other programs that are asked the same way. Times are of a step, an
// operation or a byte, in nanoseconds: `cpu`, what this thread ran, and `wall`. `cores` are what its threads did in a cycle, before or
// after, whichever was less.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <map>
#include <sstream>

#include "job.h"
#include "leeway.h"

namespace {

struct Times {
  double cpu, wall;
};

Times now() {
  timespec time{};
#if defined(CLOCK_THREAD_CPUTIME_ID)
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
#endif
  const auto wall = std::chrono::steady_clock::now().time_since_epoch();
  return {static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec),
          std::chrono::duration<double, std::nano>(wall).count()};
}

Times batch(Job& job, size_t calls) {
  const Times started = now();
  for (size_t i = 0; i < calls; i++) job.run();
  const Times ended = now();
  return {ended.cpu - started.cpu, ended.wall - started.wall};
}

struct Timed {
  std::unique_ptr<Job> job;
  size_t threads;
  size_t calls = 1;  // in a batch

  // Warms up and finds how many calls make a batch.
  Timed(std::unique_ptr<Job> made, size_t of) : job(std::move(made)), threads(of) {
    constexpr double nanoseconds = 4e6;
    job->run();
    const double time = std::min(batch(*job, 2).wall, batch(*job, 2).wall) / 2;
    calls = std::max<size_t>(1, static_cast<size_t>(std::ceil(nanoseconds / time)));
  }
};

std::unique_ptr<Job> job_of(const Request& request) {
  if (request.library == "leeway") return leeway_job(request);
  if (request.library == "oneDNN") return onednn_job(request);
  return limit_job(request);
}

void answer(const std::string& line, std::map<std::string, Timed>& jobs) {
  auto found = jobs.find(line);
  if (found == jobs.end()) {
    Request request;
    std::istringstream(line) >> request.library >> request.work >> request.hidden >>
        request.batch >> request.threads;
    found = jobs.emplace(line, Timed(job_of(request), request.threads)).first;
  }
  Timed& timed = found->second;
  const leeway_core_rates before = leeway_measure_cores(timed.threads);
  timed.job->run();  // the caches are as the one before left them
  const Times times = batch(*timed.job, timed.calls);
  const leeway_core_rates after = leeway_measure_cores(timed.threads);
  const double amount = static_cast<double>(timed.calls) * timed.job->amount();
  std::printf(
      "{\"cpu\":%.9g,\"wall\":%.9g,\"seen\":%.9g,\"cores\":{\"additions\":%.3g,\"chains\":%.3g}}\n",
      times.cpu / amount, times.wall / amount, timed.job->seen(),
      std::min(before.additions, after.additions), std::min(before.chains, after.chains));
}

}  // namespace

std::vector<float> weights_of(size_t hidden) {
  const size_t cells = (inputs + hidden + 1) * gates * hidden;
  std::vector<float> weights(cells + hidden + 1, 1.0f);
  for (size_t i = 0; i < cells; i++)
    weights[i] = static_cast<float>(0.1 * std::sin(static_cast<double>(i)));
  weights.back() = 0;
  return weights;
}

std::vector<float> windows_of(size_t samples) {
  std::vector<float> x(samples * steps * inputs);
  for (size_t i = 0; i < x.size(); i++)
    x[i] = static_cast<float>(std::sin(0.7 * static_cast<double>(i)));
  return x;
}

int main() {
  std::printf("{\"oneDNN\":\"%s\"}\n", onednn_version());
  std::fflush(stdout);
  std::map<std::string, Timed> jobs;
  for (std::string line; std::getline(std::cin, line);) {
    try {
      answer(line, jobs);
    } catch (const std::exception& error) {
      std::printf("{\"missing\":\"%s\"}\n", error.what());
    }
    std::fflush(stdout);
  }
}
