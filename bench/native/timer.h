// The project's batch timer: bench/harness/timing.ts in C++.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

struct Timing {
  size_t calls;                     // in a batch
  std::vector<double> nanoseconds;  // per call, a value per round: what ratios are paired by
};

// Times the functions interleaved: every round runs one batch of each, so that a disturbance or a drift of the clock meets
// all of them alike; the order is reversed every other round. A batch takes 100 µs at least, and a first call, which meets
// the caches as the row before left them, is not timed unless one call makes a batch.
std::vector<Timing> time_interleaved(const std::vector<std::function<void()>>& functions,
                                     size_t rounds);
