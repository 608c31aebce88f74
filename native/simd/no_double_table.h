// For instruction sets without a look-up of doubles across registers that holds enough of them: the same names, no entries.

LEEWAY_ISA_BEGIN

constexpr int double_table_entries = 0;

struct DoubleTable {
  DoubleTable() = default;
  LEEWAY_INLINE explicit DoubleTable(const double*) {}
};

LEEWAY_INLINE f64 lookup(const DoubleTable&, f64 index) { return index; }

LEEWAY_ISA_END
