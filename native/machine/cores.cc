// How much of their cores threads have. A rented "core" is often one of two hyperthreads, and who has the other is not told.
// Somebody who computes there takes half of what the core issues. Somebody who waits for memory takes hardly anything of that, but
// the caches, and half of what the core can have in flight, which long chains feel most.
#include "leeway.h"

#include <algorithm>
#include <array>
#include <chrono>

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

// Chains of 40 multiplications, each with 216 instructions behind it that need nothing: how soon the next one begins depends on
// how many instructions may be in flight.
double chains(size_t rounds) {
  for (size_t i = 0; i < rounds; i++) {
    size_t x, y;
    __asm__ volatile(
        "mov $3, %0\n" LEEWAY_EIGHT("imul %0, %0\nimul %0, %0\nimul %0, %0\nimul %0, %0\nimul %0, "
                                    "%0\n") ".rept 216\nxor %k1, %k1\n.endr\n"
        : "=&r"(x), "=&r"(y)
        :
        : "cc");
  }
  return static_cast<double>(rounds);
}

// Per nanosecond.
template <class Work>
double rate(Work work, size_t rounds) {
  const Clock::time_point started = Clock::now();
  const double done = work(rounds);
  return done / std::chrono::duration<double, std::nano>(Clock::now() - started).count();
}

using Samples = std::array<double, 5>;

double middle(Samples values) {
  std::sort(values.begin(), values.end());
  return values[2];
}

// Some 10 microseconds.
leeway_core_rates of_this_thread() {
  Samples multiplied, added, chained;
  for (size_t i = 0; i < multiplied.size(); i++) {
    multiplied[i] = rate(multiplications, 150);
    added[i] = rate(additions, 150);
    chained[i] = rate(chains, 24);
  }
  // Whatever comes in between makes any of them slower: nothing may seem to be faster than it is, as the most chains ever seen are
  // what all others are held against.
  const double cycles = 3 * *std::max_element(multiplied.begin(), multiplied.end());
  return {middle(added) / cycles, middle(chained) / cycles};
}

}  // namespace

leeway_core_rates leeway_measure_cores(size_t threads) {
  if (!leeway_isa_available(LEEWAY_ISA_AVX2))
    return {0, 0};  // before Haswell and Zen three additions were all
  const size_t wanted = std::min(std::max<size_t>(1, threads), leeway::Team::most);
  leeway_core_rates found[leeway::Team::most];
  leeway::Team team;
  if (team.hire(wanted) < wanted) return {0, 0};
  team.run(wanted, [&](size_t number) {
    team.meet();
    found[number] = of_this_thread();
  });
  leeway_core_rates least = found[0];
  for (size_t i = 1; i < wanted; i++)
    least = {std::min(least.additions, found[i].additions),
             std::min(least.chains, found[i].chains)};
  return least;
}

#else

leeway_core_rates leeway_measure_cores(size_t) { return {0, 0}; }

#endif
