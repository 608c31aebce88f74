// For instruction sets without a look-up across a whole register: the same names, no entries.

LEEWAY_ISA_BEGIN

constexpr int float_table_entries = 0;

struct FloatTable {
  FloatTable() = default;
  LEEWAY_INLINE explicit FloatTable(const float*) {}
};

LEEWAY_INLINE f32 lookup(const FloatTable&, f32 index) { return index; }

LEEWAY_ISA_END
