#include "timer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>

namespace {

constexpr double batch_nanoseconds = 100'000;

// Where the system tells, the time this thread ran: a batch that others interrupted is then as good as any.
double now() {
#if defined(CLOCK_THREAD_CPUTIME_ID)
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
#else
  const auto time = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::nano>(time).count();
#endif
}

double batch(const std::function<void()>& run, size_t calls) {
  if (calls > 1) run();
  const double started = now();
  for (size_t i = 0; i < calls; i++) run();
  return now() - started;
}

// Warms up (caches, the clock frequency, peers that compile at run time) and finds how many calls make a batch.
size_t calibrate(const std::function<void()>& run) {
  run();
  // The best of some: one disturbance would make all batches too short. A call that takes long is measured once.
  const auto time_of = [&run](size_t calls) {
    double best = batch(run, calls);
    for (int i = 0; i < 2 && best < 10 * batch_nanoseconds; i++)
      best = std::min(best, batch(run, calls));
    return best;
  };
  size_t calls = 1;
  double time = time_of(calls);
  while (time < batch_nanoseconds) {
    calls *= 2;
    time = time_of(calls);
  }
  const double exact = std::ceil(static_cast<double>(calls) * batch_nanoseconds / time);
  return std::max<size_t>(1, static_cast<size_t>(exact));
}

}  // namespace

std::vector<Timing> time_interleaved(const std::vector<std::function<void()>>& functions,
                                     size_t rounds) {
  std::vector<Timing> timings;
  for (const auto& run : functions) timings.push_back({calibrate(run), {}});
  for (size_t round = 0; round < rounds; round++) {
    for (size_t i = 0; i < functions.size(); i++) {
      const size_t place = round % 2 == 0 ? i : functions.size() - 1 - i;
      Timing& timing = timings[place];
      timing.nanoseconds.push_back(batch(functions[place], timing.calls) /
                                   static_cast<double>(timing.calls));
    }
  }
  return timings;
}
