// Losses over a batch of outputs: the mean over its elements, and the gradient of that mean.
#pragma once

#include "leeway.h"

namespace leeway {

// y: [rows, columns] with row stride y_row; target: [rows, columns] dense. Writes dy with the stride of y, as
// their part of a mean over mean_rows rows, and returns the sum of the elements' losses. LEEWAY_LOSS_BCE takes y as logits.
// For float and double.
template <class E>
double loss_and_gradient(leeway_loss loss, const E* y, size_t y_row, const E* target, size_t rows,
                         size_t columns, size_t mean_rows, E* dy);

}  // namespace leeway
