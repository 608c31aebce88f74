// to = from transposed, by blocks of 4 x 4: in registers on x86, where that is four times as fast as number by number.
#pragma once

#include "matrix/operations.h"
#if defined(__SSE__) || defined(_M_X64)
#include <xmmintrin.h>
#endif

LEEWAY_ISA_BEGIN

template <class E>
LEEWAY_INLINE void transpose_block(const E* from, size_t from_row, E* to, size_t to_row) {
  for (size_t i = 0; i < 4; i++)
    for (size_t j = 0; j < 4; j++) to[j * to_row + i] = from[i * from_row + j];
}

#if defined(__SSE__) || defined(_M_X64)
LEEWAY_INLINE void transpose_block(const float* from, size_t from_row, float* to, size_t to_row) {
  __m128 a = _mm_loadu_ps(from), b = _mm_loadu_ps(from + from_row);
  __m128 c = _mm_loadu_ps(from + 2 * from_row), d = _mm_loadu_ps(from + 3 * from_row);
  _MM_TRANSPOSE4_PS(a, b, c, d);
  _mm_storeu_ps(to, a);
  _mm_storeu_ps(to + to_row, b);
  _mm_storeu_ps(to + 2 * to_row, c);
  _mm_storeu_ps(to + 3 * to_row, d);
}
#endif

template <class E>
void transpose(const E* from, size_t from_row, size_t rows, size_t columns, E* to, size_t to_row) {
  const size_t whole_rows = rows & ~size_t(3), whole_columns = columns & ~size_t(3);
  for (size_t column = 0; column < whole_columns; column += 4)
    for (size_t row = 0; row < whole_rows; row += 4)
      transpose_block(from + row * from_row + column, from_row, to + column * to_row + row, to_row);
  for (size_t row = 0; row < rows; row++)
    for (size_t column = row < whole_rows ? whole_columns : 0; column < columns; column++)
      to[column * to_row + row] = from[row * from_row + column];
}

LEEWAY_ISA_END
