#include "options.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>

const char* const usage =
    "leeway_bench [options]   times one instruction set, dtype and size, and prints JSON\n"
    "  --isa NAME       default: the best of this CPU\n"
    "  --dtype NAME     float32 (default) or float64\n"
    "  --n N            elements, a multiple of 64 (default 4096)\n"
    "  --rounds N       default 201\n"
    "  --op a,b,c       these functions only\n"
    "  --filter REGEX   rows whose \"library op method\" it matches\n";

namespace {

[[noreturn]] void refuse(const std::string& message) {
  std::fprintf(stderr, "leeway_bench: %s\n", message.c_str());
  std::exit(2);
}

size_t whole(const char* option, const char* text) {
  char* end = nullptr;
  const unsigned long long value = std::strtoull(text, &end, 10);
  if (*text < '0' || *text > '9' || *end != '\0' || value == 0)
    refuse(std::string("expected a whole number of at least 1 for ") + option + ", received \"" +
           text + "\"");
  return static_cast<size_t>(value);
}

leeway_isa isa_of(const char* name) {
  leeway_isa isa;
  if (leeway_isa_from_name(name, &isa) != LEEWAY_OK)
    refuse(std::string("expected an instruction set for --isa, received \"") + name + "\"");
  if (!leeway_isa_available(isa))
    refuse(std::string("expected an instruction set of this CPU, received \"") + name + "\"");
  return isa;
}

leeway_element element_of(const char* name) {
  for (const leeway_element element : {LEEWAY_FLOAT32, LEEWAY_FLOAT64})
    if (std::strcmp(name, element_name(element)) == 0) return element;
  refuse(std::string("expected float32 or float64 for --dtype, received \"") + name + "\"");
}

std::vector<std::string> split(const char* text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
  return parts;
}

}  // namespace

size_t element_bytes(leeway_element element) { return element == LEEWAY_FLOAT64 ? 8 : 4; }
const char* element_name(leeway_element element) {
  return element == LEEWAY_FLOAT64 ? "float64" : "float32";
}

Options parse_options(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; i++) {
    const std::string name = arguments[i];
    if (name == "--help" || name == "-h") {
      std::fputs(usage, stdout);
      std::exit(0);
    }
    if (i + 1 == count) refuse("expected a value for " + name + ", received none");
    const char* value = arguments[++i];
    if (name == "--isa") {
      options.isa = isa_of(value);
    } else if (name == "--dtype") {
      options.element = element_of(value);
    } else if (name == "--n") {
      options.n = whole("--n", value);
    } else if (name == "--rounds") {
      options.rounds = whole("--rounds", value);
    } else if (name == "--op") {
      options.ops = split(value);
    } else if (name == "--filter") {
      options.filter = value;
    } else {
      refuse("expected an option, received \"" + name + "\"; --help lists them");
    }
  }
  // Peers' loops go by whole vectors.
  if (options.n % 64 != 0)
    refuse("expected a multiple of 64 for --n, received " + std::to_string(options.n));
  return options;
}
