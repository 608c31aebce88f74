// Instruction set tables by their number.
#pragma once

#include "isa_table.h"

namespace leeway {

// Null where this build or this CPU lacks the instruction set.
const IsaTable* table_of(leeway_isa isa);

}  // namespace leeway
