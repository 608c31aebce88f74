#include "dispatch.h"

#include <string.h>

#include "cpu.h"

namespace leeway {
namespace {

const char* const names[LEEWAY_ISA_COUNT] = {"scalar", "sse2", "avx2", "avx512", "neon", "wasm"};

// WebAssembly is a download, and has no networks of layers: what nothing refers to is not linked.
#if defined(__wasm__)
#define LEEWAY_LAYERS(isa) nullptr
#else
#define LEEWAY_LAYERS(isa) &isa##_layers_table
#endif

struct Tables {
  const IsaTable* kernels;
  const NetworkTables* networks;
  const LayerOperations* layers;
};

// The tables this build has.
Tables built_tables(leeway_isa isa) {
  switch (isa) {
    case LEEWAY_ISA_SCALAR: return {&scalar_table, &scalar_network_table, LEEWAY_LAYERS(scalar)};
#if defined(__x86_64__) || defined(_M_X64)
    case LEEWAY_ISA_SSE2: return {&sse2_table, &sse2_network_table, LEEWAY_LAYERS(sse2)};
    case LEEWAY_ISA_AVX2: return {&avx2_table, &avx2_network_table, LEEWAY_LAYERS(avx2)};
    case LEEWAY_ISA_AVX512: return {&avx512_table, &avx512_network_table, LEEWAY_LAYERS(avx512)};
#elif defined(__aarch64__) || defined(_M_ARM64)
    case LEEWAY_ISA_NEON: return {&neon_table, &neon_network_table, LEEWAY_LAYERS(neon)};
#elif defined(__wasm__)
    case LEEWAY_ISA_WASM: return {&wasm_table, &wasm_network_table, LEEWAY_LAYERS(wasm)};
#endif
    default: return {};
  }
}

struct Available {
  Tables tables[LEEWAY_ISA_COUNT];
  Available() {
    for (int i = 0; i < LEEWAY_ISA_COUNT; i++) {
      const leeway_isa isa = static_cast<leeway_isa>(i);
      tables[i] = cpu_runs(isa) ? built_tables(isa) : Tables{};
    }
  }
};

Tables tables_of(leeway_isa isa) {
  static const Available available;
  if (isa < 0 || isa >= LEEWAY_ISA_COUNT) return {};
  return available.tables[isa];
}

}  // namespace

const IsaTable* table_of(leeway_isa isa) { return tables_of(isa).kernels; }
const NetworkTables* network_tables_of(leeway_isa isa) { return tables_of(isa).networks; }
const LayerOperations* layer_table_of(leeway_isa isa) { return tables_of(isa).layers; }

}  // namespace leeway

using leeway::table_of;

const char* leeway_isa_name(leeway_isa isa) {
  return isa >= 0 && isa < LEEWAY_ISA_COUNT ? leeway::names[isa] : "unknown";
}

leeway_status leeway_isa_from_name(const char* name, leeway_isa* isa) {
  for (int i = 0; i < LEEWAY_ISA_COUNT; i++) {
    if (strcmp(name, leeway::names[i]) == 0) {
      *isa = static_cast<leeway_isa>(i);
      return LEEWAY_OK;
    }
  }
  return LEEWAY_NO_SUCH_ISA;
}

int leeway_isa_available(leeway_isa isa) { return table_of(isa) != nullptr; }

leeway_isa leeway_isa_best(void) {
  int best = LEEWAY_ISA_COUNT - 1;
  while (!table_of(static_cast<leeway_isa>(best))) best--;  // scalar is always there
  return static_cast<leeway_isa>(best);
}

int leeway_isa_lanes(leeway_isa isa, leeway_element element) {
  const leeway::IsaTable* table = table_of(isa);
  if (!table) return 0;
  return element == LEEWAY_FLOAT64 ? table->lanes_f64 : table->lanes_f32;
}

leeway_status leeway_resolve_conversion(leeway_element from, leeway_element to, leeway_isa isa,
                                        leeway_forward* convert) {
  const leeway::IsaTable* table = table_of(isa);
  if (!table) return LEEWAY_ISA_UNAVAILABLE;
  const auto is_16_bit = [](leeway_element e) {
    return e == LEEWAY_FLOAT16 || e == LEEWAY_BFLOAT16;
  };
  if (to == LEEWAY_FLOAT32 && is_16_bit(from))
    *convert = table->conversions.to_float32[from - LEEWAY_FLOAT16];
  else if (from == LEEWAY_FLOAT32 && is_16_bit(to))
    *convert = table->conversions.from_float32[to - LEEWAY_FLOAT16];
  else
    return LEEWAY_BAD_ARGUMENT;
  return LEEWAY_OK;
}
