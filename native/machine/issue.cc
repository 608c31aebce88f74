// How much of its core a thread has. A rented "core" is often one of two hyperthreads, and who has the other is not told: half
// of what a core issues goes missing then, while a loop of multiply-adds, which waits for two of its six ports only, hardly slows.
#include "leeway.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "matrix/team.h"

#if defined(__x86_64__)

namespace {

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

// Some 10 microseconds. The middle of several: an interrupt may come in between.
double of_this_thread() {
  double shares[5];
  for (double& share : shares) share = rate(additions, 150) / (3 * rate(multiplications, 150));
  std::sort(std::begin(shares), std::end(shares));
  return shares[2];
}

}  // namespace

double leeway_additions_per_cycle(size_t threads) {
  if (!leeway_isa_available(LEEWAY_ISA_AVX2)) return 0;  // before Haswell and Zen three were all
  const size_t wanted = std::min(std::max<size_t>(1, threads), leeway::Team::most);
  double found[leeway::Team::most];
  leeway::Team team;
  if (team.hire(wanted) < wanted) return 0;
  team.run(wanted, [&](size_t number) {
    team.meet();
    found[number] = of_this_thread();
  });
  return *std::min_element(found, found + wanted);
}

#else

double leeway_additions_per_cycle(size_t) { return 0; }

#endif
