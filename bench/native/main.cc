// Times leeway's kernels and its peers' functions and prints what it measured as JSON: every round, so that a reader can pair
// them. `npm run bench:native` builds it, runs it and makes tables of it.

#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <vector>

#include "inputs.h"
#include "options.h"
#include "row.h"
#include "timer.h"

#if defined(__linux__)
#include <sched.h>
#endif

namespace {

// The core it stays on, or -1 where that cannot be asked for.
int stay_on_core() {
#if defined(__linux__)
  const int core = sched_getcpu();
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(core, &only);
  if (core >= 0 && sched_setaffinity(0, sizeof only, &only) == 0) return core;
#endif
  return -1;
}

bool flushes_subnormals() {
  volatile float smallest = std::numeric_limits<float>::min();
  return smallest / 2 == 0;
}

// What a row does to an array. With an alpha per channel it is channels last, as of dense layers, 64 of them.
std::function<void()> call_of(const Row& row, const void* x, void* y, leeway_element element,
                              size_t n) {
  if (!row.run_channels)
    return [run = row.run, x, y, n, alpha = row.alpha] { run(x, y, n, alpha); };
  constexpr size_t channels = 64;
  const leeway_channels shape = {n / channels, channels, 1};
  if (element == LEEWAY_FLOAT64)
    return [run = row.run_channels, x, y, shape, alpha = std::vector<double>(channels, row.alpha)] {
      run(x, alpha.data(), y, &shape);
    };
  const float each = static_cast<float>(row.alpha);
  return [run = row.run_channels, x, y, shape, alpha = std::vector<float>(channels, each)] {
    run(x, alpha.data(), y, &shape);
  };
}

// The greatest difference from the oracle on the first inputs: does the row compute what it says? Not its bound.
double error_seen(const Row& row, Inputs& inputs) {
  constexpr size_t most = 4096;
  const auto x = inputs.input_values(row.low, row.high, most);
  const auto y = inputs.output_values(most);
  std::vector<double> high(x.size()), low(x.size());

  if (leeway_reference(row.reference_op, LEEWAY_FLOAT64, 0, x.data(), high.data(), low.data(),
                       x.size(), row.alpha) != LEEWAY_OK)
    return HUGE_VAL;
  double worst = 0;
  for (size_t i = 0; i < x.size(); i++) {
    const double error = std::fabs((y[i] - high[i]) - low[i]);
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

// Names here are plain ASCII: nothing to escape.
void print_number(const char* key, double value) {
  if (std::isfinite(value)) {
    std::printf("\"%s\":%.6g,", key, value);
  } else {
    std::printf("\"%s\":null,", key);
  }
}

void print_row(const Row& row, const Timing& timing, double error) {
  std::printf("{\"op\":\"%s\",\"method\":\"%s\",\"library\":\"%s\",\"isa\":\"%s\",", row.op.c_str(),
              row.method.c_str(), row.library.c_str(), leeway_isa_name(row.isa));
  print_number("low", row.low);
  print_number("high", row.high);
  print_number("maxAbsError", row.max_abs_error);
  print_number("maxUlp", row.max_ulp);
  print_number("errorSeen", error);
  std::printf("\"calls\":%zu,\"nanoseconds\":[", timing.calls);
  const char* comma = "";
  for (const double time : timing.nanoseconds) {
    std::printf("%s%.7g", comma, time);
    comma = ",";
  }
  std::printf("]}");
}

void print_libraries() {
  const char* comma = "";
  for (const Library& library : libraries()) {
    std::printf("%s{\"name\":\"%s\",\"version\":\"%s\",\"package\":\"%s\",\"installed\":%s}", comma,
                library.name.c_str(), library.version.c_str(), library.package.c_str(),
                library.installed ? "true" : "false");
    comma = ",";
  }
}

}  // namespace

int main(int count, char** arguments) {
  const Options options = parse_options(count, arguments);
  const int core = stay_on_core();
  const std::vector<Row> rows = rows_of(options);
  Inputs inputs(options.element, options.n);

  std::vector<double> errors;
  std::vector<std::function<void()>> functions;
  for (const Row& row : rows) {
    functions.push_back(
        call_of(row, inputs.x(row.low, row.high), inputs.y(), options.element, options.n));
    functions.back()();
    errors.push_back(error_seen(row, inputs));
  }
  const std::vector<Timing> timings = time_interleaved(functions, options.rounds);

  std::printf(
      "{\"compiler\":\"%s\",\"core\":%d,\"flushesSubnormals\":%s,\"isa\":\"%s\",\"dtype\":\"%s\","
      "\"n\":%zu,",
      LEEWAY_COMPILER, core, flushes_subnormals() ? "true" : "false", leeway_isa_name(options.isa),
      element_name(options.element), options.n);
  std::printf("\"libraries\":[");
  print_libraries();
  std::printf("],\"rows\":[");
  for (size_t i = 0; i < rows.size(); i++) {
    std::printf(i == 0 ? "\n" : ",\n");
    print_row(rows[i], timings[i], errors[i]);
  }
  std::printf("]}\n");
}
