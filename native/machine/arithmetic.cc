#include "dispatch/dispatch.h"
#include "leeway.h"

double leeway_multiply_adds(leeway_isa isa, leeway_element element, size_t rounds) {
  const leeway::NetworkTables* tables = leeway::network_tables_of(isa);
  if (!tables || (element != LEEWAY_FLOAT32 && element != LEEWAY_FLOAT64)) return 0;
  return element == LEEWAY_FLOAT32 ? tables->float32.matrix.multiply_adds(rounds)
                                   : tables->float64.matrix.multiply_adds(rounds);
}
