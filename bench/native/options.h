// What one run measures: one instruction set, element type and size.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "leeway.h"

struct Options {
  leeway_isa isa = leeway_isa_best();
  leeway_element element = LEEWAY_FLOAT32;
  size_t n = 4096;
  size_t rounds = 201;
  std::vector<std::string> ops;  // all where empty
  std::string filter;            // a regular expression over a row's name; all where empty
};

extern const char* const usage;

// Prints what is wrong and ends the program with status 2 where the arguments are no options.
Options parse_options(int count, char** arguments);

size_t element_bytes(leeway_element element);
const char* element_name(leeway_element element);
