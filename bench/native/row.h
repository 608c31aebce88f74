// A line of the bench: one function over one array, ours or a peer's.
#pragma once

#include <string>
#include <vector>

#include "leeway.h"
#include "options.h"

struct Row {
  std::string op, method;
  std::string library;  // "leeway", "SLEEF", …
  leeway_isa isa;
  leeway_forward run;
  double alpha;
  double low, high;               // the domain inputs are drawn from
  double max_abs_error, max_ulp;  // promised; HUGE_VAL promises nothing
  size_t reference_op;            // of the oracle; leeway_op_count() where it has none
  leeway_channel_forward run_channels = nullptr;  // instead of `run`: an alpha for each channel

  std::string name() const { return library + " " + op + " " + method; }
};

struct Library {
  std::string name, version;
  std::string package;  // Debian's, where it is not installed
  bool installed;
};

// The rows that the options ask for. Our own ReLU, which × ReLU counts in, comes first, and again as the self-check. With
// SSE2 the scalar rows come along, for comparison.
std::vector<Row> rows_of(const Options& options);
std::vector<Library> libraries();
