// A polynomial per interval, its coefficients looked up in registers: fewer operations than a rational, no division.
//   uniform, signed   the index is x / w rounded, in the low bits of a float made large enough
//   logarithmic       the index is the top bits of the float 1 + x / d: exponent, then mantissa
#pragma once

LEEWAY_ISA_BEGIN

template <class V, class Table>
struct RegisterTable {
  FloatTable coefficients[Table::degree + 1];

  // Straight from memory into registers: a short call would notice more.
  RegisterTable() {
    for (int power = 0; power <= Table::degree; power++)
      coefficients[power] = FloatTable(Table::coefficients + power * Table::entries);
  }

  // outer f(inner x), of the tabulated f. Powers of two are exact.
  RegisterTable(float outer, float inner) {
    float scale = outer;
    for (int power = 0; power <= Table::degree; power++) {
      float scaled[Table::entries];
      for (int i = 0; i < Table::entries; i++)
        scaled[i] = Table::coefficients[power * Table::entries + i] * scale;
      coefficients[power] = FloatTable(scaled);
      scale *= inner;
    }
  }

  static LEEWAY_INLINE V index(V x, float inner = 1.0f) {
    const V per_unit(Table::per_unit * inner);
    if (Table::octaves == 0) return mul_add(x, per_unit, V(Format<float>::round_magic));
    return shift_right<Table::shift>(mul_add(x, per_unit, V(1.0f)));
  }

  // For x within the table; a NaN stays one.
  LEEWAY_INLINE V at(V x, V index_of_x) const {
    V sum = lookup(coefficients[Table::degree], index_of_x);
    for (int power = Table::degree - 1; power >= 0; power--)
      sum = mul_add(sum, x, lookup(coefficients[power], index_of_x));
    return sum;
  }
  LEEWAY_INLINE V at(V x) const { return at(x, index(x)); }
};

// A table of generated/<function>_table.h as a type.
#define LEEWAY_TABLE(Name, name, entry_count, polynomial_degree, octave_count, index_shift) \
  struct Name {                                                                             \
    static constexpr int entries = entry_count, degree = polynomial_degree;                 \
    static constexpr int octaves = octave_count, shift = index_shift;                       \
    static constexpr const float* coefficients = coefficients::name##_coefficients;         \
    static constexpr float limit = coefficients::name##_limit;                              \
    static constexpr float per_unit = coefficients::name##_per_unit;                        \
  };

#define LEEWAY_UNIFORM_TABLE(Name, function, entry_count, polynomial_degree)                 \
  LEEWAY_TABLE(Name, function##_table##entry_count##_degree##polynomial_degree, entry_count, \
               polynomial_degree, 0, 0)
#define LEEWAY_SIGNED_TABLE(Name, function, entry_count, polynomial_degree)            \
  LEEWAY_TABLE(Name, function##_table##entry_count##_signed_degree##polynomial_degree, \
               entry_count, polynomial_degree, 0, 0)
// Two exponent bits and three of the mantissa, or one and two.
#define LEEWAY_LOG_TABLE_32(Name, function, polynomial_degree) \
  LEEWAY_TABLE(Name, function##_table32_log_degree##polynomial_degree, 32, polynomial_degree, 4, 20)
#define LEEWAY_LOG_TABLE_8(Name, function, polynomial_degree) \
  LEEWAY_TABLE(Name, function##_table8_log_degree##polynomial_degree, 8, polynomial_degree, 2, 21)

// What an accuracy tier runs on registers of 32, 16 or 8 entries, and on none. Only float32 is ever looked up.
template <class V, class With32, class With16, class With8, class Without>
struct ByTableEntries {
  template <int entries, class None>
  struct Choice {
    using type = Without;
  };
  template <class None>
  struct Choice<32, None> {
    using type = With32;
  };
  template <class None>
  struct Choice<16, None> {
    using type = With16;
  };
  template <class None>
  struct Choice<8, None> {
    using type = With8;
  };
  using type =
      typename Choice<sizeof(typename V::element) == 4 ? float_table_entries : 0, void>::type;
};

LEEWAY_ISA_END
