// What this CPU can run, as far as the instruction sets of leeway go.
#pragma once

#include "leeway.h"

namespace leeway {

// True where the CPU has every feature the instruction set's code may use and the operating system saves its registers.
bool cpu_runs(leeway_isa isa);

// Whether a CPU that runs AVX-512 permutes bytes too (VBMI): not all do.
bool cpu_permutes_bytes();

}  // namespace leeway
