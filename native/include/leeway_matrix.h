/* Products of float32 matrices as dense layers have them, with a bias and an activation of the catalogue.
 *
 * The rules of leeway.h hold. Matrices are row-major and dense; C has no memory in common with the rest.
 */
#ifndef LEEWAY_MATRIX_H_
#define LEEWAY_MATRIX_H_

#include "leeway.h"

#ifdef __cplusplus
extern "C" {
#endif

/* C[p] = activation(A[p] B[p] + bias), p < products. A: [rows, depth], B: [depth, columns], C: [rows, columns], one after
 * another where there are several. */
typedef struct leeway_matmul_shape {
  size_t products, rows, depth, columns;
  int a_transposed, b_transposed; /* A lies as [depth, rows], B as [columns, depth] */
  int a_shared, b_shared;         /* there is one A, one B, for all products */
} leeway_matmul_shape;

/* Every element is summed in float32 in the order of the depth, from its bias or 0: a row of C has the same bits whatever
 * stands in other rows. bias: [columns], or null. activation: of a FLOAT32 kernel, or null. LEEWAY_OUT_OF_MEMORY leaves
 * C in part or not written. */
leeway_status leeway_matmul(const leeway_matmul_shape* shape, leeway_isa isa,
                            const leeway_activation* activation, const float* a, const float* b,
                            const float* bias, float* c);

#ifdef __cplusplus
}
#endif
#endif
