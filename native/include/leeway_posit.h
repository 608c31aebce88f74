/* Posit arithmetic on arrays of bits: formats of 5 to 16 and of 32 bits with 0 to 3 exponent bits.
 *
 * A posit of n bits stands right-aligned in the smallest of uint8_t, uint16_t and uint32_t, the bits above it 0. Results are
 * rounded once, to nearest on the bit string with ties to the even string (Posit Standard 2022, section 4.1, for any es);
 * nothing but 0 becomes 0 and nothing but NaR becomes NaR. Zero divisors, roots of negatives, NaN and infinities give NaR.
 *
 * The rules of leeway.h hold: nothing throws, anything may be called from any thread, arrays may be one and the same or have
 * no memory in common.
 */
#ifndef LEEWAY_POSIT_H_
#define LEEWAY_POSIT_H_

#include "leeway.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct leeway_posit_format {
  int bits;          /* 5 to 16, or 32 */
  int exponent_bits; /* 0 to 3 */
} leeway_posit_format;

/* What the elements of an operation's array are. */
typedef enum leeway_posit_kind {
  LEEWAY_POSIT_BITS,  /* posits of the format */
  LEEWAY_POSIT_OTHER, /* posits of the format converted to */
  LEEWAY_POSIT_FLOAT32,
  LEEWAY_POSIT_FLOAT64,
  LEEWAY_POSIT_INT8
} leeway_posit_kind;

typedef struct leeway_posit_operation_info {
  const char* name; /* "fast_sigmoid" */
  int inputs;       /* 1 to 3, all of one kind */
  leeway_posit_kind input, output;
  int without_exponent; /* only for formats with no exponent bits */
} leeway_posit_operation_info;

size_t leeway_posit_operation_count(void);
leeway_status leeway_posit_operation(size_t operation, leeway_posit_operation_info* info);

/* Variants of the bit tricks, to be combined. */
enum {
  LEEWAY_POSIT_NEAREST = 1, /* shifts round to nearest even, instead of down */
  LEEWAY_POSIT_CLAMP = 2,   /* what would become 0 becomes minpos */
  LEEWAY_POSIT_FOLDED = 4   /* fast_tanh without the bit lost by doubling */
};

/* The compactions of a table of two operands (pair_table), with one of the four operations each. */
typedef enum leeway_posit_compaction {
  LEEWAY_POSIT_FULL,
  LEEWAY_POSIT_SYMMETRIC,
  LEEWAY_POSIT_LOG_EXP,
  LEEWAY_POSIT_INVERSION
} leeway_posit_compaction;
typedef enum leeway_posit_pair {
  LEEWAY_POSIT_ADD,
  LEEWAY_POSIT_SUB,
  LEEWAY_POSIT_MUL,
  LEEWAY_POSIT_DIV
} leeway_posit_pair;

typedef struct leeway_posit_request {
  size_t operation;
  leeway_isa isa;
  leeway_posit_format format, to; /* `to` where the operation has a LEEWAY_POSIT_OTHER */
  int options;                    /* pair_table: 4 * compaction + pair */
  const void* table;              /* of the operations `table` and `pair_table`; copied */
  size_t table_length;            /* its elements, of the format's storage type */
} leeway_posit_request;

/* An operation made ready: prepare once, run many. */
typedef struct leeway_posit leeway_posit;

leeway_status leeway_posit_prepare(const leeway_posit_request* request, leeway_posit** posit);
/* out[i] = operation(a[i], b[i], c[i]); inputs that the operation has not are not looked at. */
void leeway_posit_run(const leeway_posit* posit, const void* a, const void* b, const void* c,
                      void* out, size_t n);
void leeway_posit_release(leeway_posit* posit);

/* The first of n elements that is no posit of the format (has a bit above it); n where all are. */
size_t leeway_posit_first_invalid(const leeway_posit_format* format, const void* bits, size_t n);

/* The sum of all a[i] b[i], exact in a quire and rounded once; NaR where any element is. */
leeway_status leeway_posit_dot(const leeway_posit_format* format, leeway_isa isa, const void* a,
                               const void* b, size_t n, uint32_t* bits);
/* out [m, n] = a [m, k] times b [k, n], row-major, each element such a sum. `out` must have no memory in common with them. */
leeway_status leeway_posit_matmul(const leeway_posit_format* format, leeway_isa isa, const void* a,
                                  const void* b, size_t m, size_t k, size_t n, void* out);

#ifdef __cplusplus
}
#endif
#endif
