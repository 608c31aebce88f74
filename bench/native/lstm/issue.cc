#include "issue.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace {

#if defined(__x86_64__)

using Clock = std::chrono::steady_clock;

#define LEEWAY_EIGHT(instruction) \
  instruction instruction instruction instruction instruction instruction instruction instruction

// Three cycles each: one needs the one before.
double multiplications(size_t rounds) {
  size_t x = 1;
  for (size_t i = 0; i < rounds; i++) __asm__ volatile(LEEWAY_EIGHT("imul %0, %0\n") : "+r"(x));
  return 8.0 * static_cast<double>(rounds);
}

double additions(size_t rounds) {
  size_t a = 1, b = 1, c = 1, d = 1, e = 1, f = 1, g = 1, h = 1;
  for (size_t i = 0; i < rounds; i++)
    __asm__ volatile(LEEWAY_EIGHT("add %0, %0\nadd %1, %1\nadd %2, %2\nadd %3, %3\n"
                                  "add %4, %4\nadd %5, %5\nadd %6, %6\nadd %7, %7\n")
                     : "+r"(a), "+r"(b), "+r"(c), "+r"(d), "+r"(e), "+r"(f), "+r"(g), "+r"(h));
  return 64.0 * static_cast<double>(rounds);
}

// Per nanosecond.
template <class Work>
double rate(Work work, size_t rounds) {
  const Clock::time_point started = Clock::now();
  const double done = work(rounds);
  return done / std::chrono::duration<double, std::nano>(Clock::now() - started).count();
}

// Some 50 microseconds. The middle of several: an interrupt may come in between.
double of_this_thread() {
  double shares[7];
  for (double& share : shares) share = rate(additions, 300) / (3 * rate(multiplications, 300));
  std::sort(std::begin(shares), std::end(shares));
  return shares[3];
}

#else

double of_this_thread() { return 0; }

#endif

}  // namespace

double additions_per_cycle(size_t threads) {
  std::vector<double> found(threads);
  std::atomic<size_t> ready{0};
  const auto work = [&](size_t thread) {
    for (ready++; ready.load() < threads;) {
    }
    found[thread] = of_this_thread();
  };
  std::vector<std::thread> others;
  for (size_t thread = 1; thread < threads; thread++) others.emplace_back(work, thread);
  work(0);
  for (std::thread& other : others) other.join();
  return *std::min_element(found.begin(), found.end());
}
