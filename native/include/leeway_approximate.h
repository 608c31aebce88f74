/* A function of one's own as a kernel: piecewise polynomials whose coefficients are known at run time only.
 *
 *   uniform       slot k serves x with k = round(x / width - phase), by a polynomial in r = x - k width
 *   logarithmic   slot k serves x > 0 with k = (bit pattern of x) >> shift: equal parts of every octave; by a polynomial in
 *                 r = (1 + the bits below, as a fraction) - (1 + half a slot)
 *
 * x is brought into [low, high] first; what is beyond is the tails' affair. NaN stays NaN. lib/approximate fits such tables.
 *
 * The rules of leeway.h hold: nothing throws, anything may be called from any thread, arrays may be one and the same or have
 * no memory in common.
 */
#ifndef LEEWAY_APPROXIMATE_H_
#define LEEWAY_APPROXIMATE_H_

#include "leeway.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum leeway_table_storage {
  LEEWAY_TABLE_IN_REGISTERS, /* as many slots as leeway_table_slots says */
  LEEWAY_TABLE_IN_ROWS       /* in memory, up to LEEWAY_MOST_ROWS; on every instruction set */
} leeway_table_storage;

typedef enum leeway_table_spacing {
  LEEWAY_TABLE_UNIFORM,
  LEEWAY_TABLE_LOGARITHMIC
} leeway_table_spacing;

enum { LEEWAY_MOST_ROWS = 4096 };

/* What becomes of x beyond an end of the domain. */
typedef enum leeway_tail_kind {
  LEEWAY_TAIL_CLAMP,    /* the value at the end */
  LEEWAY_TAIL_CONSTANT, /* `value`, which may be NaN */
  LEEWAY_TAIL_LINEAR    /* the value at the end, and a line of slope `value`, finite and not 0 */
} leeway_tail_kind;

typedef struct leeway_tail {
  leeway_tail_kind kind;
  double value;
} leeway_tail;

typedef struct leeway_table {
  leeway_element element; /* FLOAT32 or FLOAT64 */
  leeway_isa isa;
  leeway_table_storage storage;
  leeway_table_spacing spacing;
  int slots, degree;
  int shift;           /* logarithmic */
  double low, high;    /* values of the element type */
  double width, phase; /* uniform; the element type's too */
  int64_t first;       /* the k of the first slot */
  leeway_tail tail_low, tail_high;
  const void*
      coefficients; /* [slots, degree + 1], of the element type, lowest power first; copied */
} leeway_table;

/* Slots a table in registers may have: 32, 16, 8, or 0 where there is none. */
int leeway_table_slots(leeway_isa isa, leeway_element element);
/* The highest degree such a table may have; 0 where there is none. */
int leeway_table_degree(leeway_isa isa, leeway_element element, leeway_table_storage storage);

/* A table made ready: prepare once, run many. */
typedef struct leeway_approximation leeway_approximation;

/* LEEWAY_BAD_ARGUMENT for a table that does not hold a slot for every x of its domain. */
leeway_status leeway_approximation_prepare(const leeway_table* table,
                                           leeway_approximation** approximation);
/* Whether it runs as a table on a grid, which AVX-512 does with fewer operations: uniform, of floats in registers, of width 1,
 * 1/2, 1/4 or 1/8 and phase 1/2, with ends within 15 widths of 0 that are multiples of it, a tail above that is clamped, one
 * below that is no line, and no constant of -0 where f falls. */
int leeway_approximation_on_grid(const leeway_approximation* f);
/* y[i] = f(x[i]) */
void leeway_approximation_run(const leeway_approximation* f, const void* x, void* y, size_t n);
/* dx[i] = dy[i] f'(x[i]), of a table for f'. */
void leeway_approximation_backward(const leeway_approximation* derivative, const void* x,
                                   const void* dy, void* dx, size_t n);
void leeway_approximation_release(leeway_approximation* approximation);

#ifdef __cplusplus
}
#endif
#endif
