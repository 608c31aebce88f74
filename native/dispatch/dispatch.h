// Instruction set tables by their number.
#pragma once

#include "approximate/table.h"
#include "isa_table.h"
#include "network_table.h"

namespace leeway {

// Null where this build or this CPU lacks the instruction set.
const IsaTable* table_of(leeway_isa isa);
const NetworkTable* network_table_of(leeway_isa isa);
const ApproximateTable* approximate_table_of(leeway_isa isa);

}  // namespace leeway
