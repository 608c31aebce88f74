// Tables of one's own functions from JavaScript, for those who run them: the functions of approximate.cc, and networks.
#pragma once

#include <memory>
#include <vector>

#include "arguments.h"
#include "leeway_approximate.h"

namespace leeway::binding {

using PreparedTable = std::shared_ptr<const leeway_approximation>;

// From a NativeTable of lib/backend/addon.ts. Null for one that does not cover its domain, or where an exception is pending.
PreparedTable prepared_table(const Napi::Object& table);

// { kernel, alpha } or { table, derivative }; tables are added to `kept`, which has to outlive the network.
leeway_activation activation_of(const Napi::Object& activation, std::vector<PreparedTable>* kept);

}  // namespace leeway::binding
