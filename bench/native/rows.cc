#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <regex>

#include "peers/peer.h"
#include "row.h"

// CMake lists what it found: the libraries, and the list of each of their objects.
#define LEEWAY_LIBRARY(...)
#define LEEWAY_OBJECT(library, list, isa) extern const PeerList list;
#include "found_peers.inc"
#undef LEEWAY_LIBRARY
#undef LEEWAY_OBJECT

namespace {

struct Object {
  const char* library;
  const PeerList* list;
  const char* isa;  // "" for all
};
const Object objects[] = {
#define LEEWAY_LIBRARY(...)
#define LEEWAY_OBJECT(library, list, isa) {library, &list, isa},
#include "found_peers.inc"
#undef LEEWAY_LIBRARY
#undef LEEWAY_OBJECT
};

// A loop over the C library takes seconds there, and memory does not bound it.
constexpr size_t most_bytes_of_libm = size_t{1} << 24;

std::vector<Row> kernels_of(leeway_isa isa, leeway_element element) {
  std::vector<Row> rows;
  for (size_t k = 0; k < leeway_kernel_count(); k++) {
    leeway_kernel_info kernel;
    leeway_op_info op;
    leeway_functions functions;
    leeway_bound bound;
    leeway_kernel(k, &kernel);
    if (kernel.element != element || leeway_op(kernel.op, &op) != LEEWAY_OK ||
        leeway_resolve(k, isa, &functions) != LEEWAY_OK ||
        leeway_kernel_bound(k, isa, &bound) != LEEWAY_OK)
      continue;
    rows.push_back({op.name, kernel.method, "leeway", isa, functions.forward, op.default_alpha,
                    kernel.low, kernel.high, bound.max_abs_error, bound.max_ulp, kernel.op});
    leeway_channel_functions channels;
    if (leeway_resolve_channels(k, isa, &channels) != LEEWAY_OK) continue;
    rows.push_back(rows.back());
    rows.back().method += " per channel";
    rows.back().run_channels = channels.forward;
  }
  return rows;
}

// A peer takes the inputs of the first of our kernels of its op.
Row peer_row(const Object& object, const Peer& peer, leeway_isa isa,
             const std::vector<Row>& kernels) {
  Row row{peer.op,   peer.variant, object.library, isa,      peer.run,         0,
          -HUGE_VAL, HUGE_VAL,     HUGE_VAL,       HUGE_VAL, leeway_op_count()};
  const auto ours = std::find_if(kernels.begin(), kernels.end(),
                                 [&](const Row& kernel) { return kernel.op == row.op; });
  if (row.op == "log") row.low = 0;
  if (ours == kernels.end()) return row;
  row.alpha = ours->alpha;
  row.low = ours->low;
  row.high = ours->high;
  row.reference_op = ours->reference_op;
  return row;
}

std::vector<Row> peers_of(const Options& options, const std::vector<Row>& kernels) {
  std::vector<Row> rows;
  const std::string isa = leeway_isa_name(options.isa);
  for (const Object& object : objects) {
    const bool every = *object.isa == '\0';
    if (!every && isa != object.isa) continue;
    if (every && options.n * element_bytes(options.element) > most_bytes_of_libm) continue;
    for (size_t i = 0; i < object.list->count; i++) {
      const Peer& peer = object.list->peers[i];
      if (peer.element == options.element)
        rows.push_back(peer_row(object, peer, every ? LEEWAY_ISA_SCALAR : options.isa, kernels));
    }
  }
  return rows;
}

std::regex pattern_of(const std::string& filter) {
  try {
    return std::regex(filter);
  } catch (const std::regex_error&) {
    std::fprintf(stderr,
                 "leeway_bench: expected a regular expression for --filter, received \"%s\"\n",
                 filter.c_str());
    std::exit(2);
  }
}

bool is_relu(const Row& row) { return row.op == "relu"; }

}  // namespace

std::vector<Row> rows_of(const Options& options) {
  std::vector<Row> rows = kernels_of(options.isa, options.element);
  const auto relu = std::find_if(rows.begin(), rows.end(), is_relu);
  if (relu == rows.end()) return {};
  const Row base = *relu;
  const std::vector<Row> peers = peers_of(options, rows);
  if (options.isa == LEEWAY_ISA_SSE2) {
    const std::vector<Row> scalar = kernels_of(LEEWAY_ISA_SCALAR, options.element);
    rows.insert(rows.end(), scalar.begin(), scalar.end());
  }
  rows.insert(rows.end(), peers.begin(), peers.end());

  const std::regex pattern = pattern_of(options.filter);
  const auto& ops = options.ops;
  const auto unwanted = [&](const Row& row) {
    // What others are compared with.
    if ((is_relu(row) && row.library == "leeway") || row.library == "limits") return false;
    return (!ops.empty() && std::find(ops.begin(), ops.end(), row.op) == ops.end()) ||
           !std::regex_search(row.name(), pattern);
  };
  rows.erase(std::remove_if(rows.begin(), rows.end(), unwanted), rows.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return is_relu(a) && !is_relu(b); });
  Row again = base;
  again.library = "self-check";
  rows.insert(rows.begin() + 1, again);
  return rows;
}

std::vector<Library> libraries() {
  std::vector<Library> all = {
#define LEEWAY_LIBRARY(name, package, installed) {name, "", package, installed},
#define LEEWAY_OBJECT(...)
#include "found_peers.inc"
  };
  for (const Object& object : objects)
    for (Library& library : all)
      if (library.name == object.library) library.version = object.list->version;
  return all;
}
