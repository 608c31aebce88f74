// How much of its core a thread has. A rented "core" is often one of two hyperthreads, and who has the other is not told: half
// of what a core issues goes missing then, while a loop of multiply-adds, which waits for two of its six ports only, hardly slows.
#pragma once

#include <cstddef>

// Independent additions that a thread does in a cycle: of `threads` at once, the one that does fewest. A core with nobody on its
// other hyperthread does 4 and more (since Haswell and Zen). 0 where it cannot be measured.
double additions_per_cycle(size_t threads);
