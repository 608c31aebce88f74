// For instruction sets that gather: addresses wrap around, so that a step's magic number need not be taken off first.

LEEWAY_ISA_BEGIN

constexpr bool has_step_tables = true;

LEEWAY_INLINE f64 gather_step(const double* p, f64 step) {
  constexpr uint64_t magic_bits = Format<double>::round_magic_bits;
  const auto before =
      reinterpret_cast<uintptr_t>(p) - static_cast<uintptr_t>(magic_bits * sizeof *p);
  return gather(reinterpret_cast<const double*>(before), step);
}

LEEWAY_ISA_END
