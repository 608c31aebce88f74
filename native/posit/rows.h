// Rows of operations.def by name; those with vector code stand first.
#pragma once

#include <stddef.h>

namespace leeway {
namespace posit {

enum Row {
#define LEEWAY_POSIT_VECTOR(name, ...) row_##name,
#define LEEWAY_POSIT_SCALAR(name, ...) row_##name,
#include "operations.def"
};

constexpr size_t vector_count = 0
#define LEEWAY_POSIT_VECTOR(...) +1
#define LEEWAY_POSIT_SCALAR(...)
#include "operations.def"
    ;

}  // namespace posit
}  // namespace leeway
