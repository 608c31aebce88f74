// Losses of networks over the outputs of some samples: the sum of what a mean is taken of, and the gradient of that mean.
#pragma once

#include "leeway_network.h"

namespace leeway {

struct NetworkLoss {
  double sum;  // over samples, or over elements where the mean is over those
  size_t
      correct;  // samples whose largest output is their label's; of others, outputs on the right side of 1/2
};

// y: [rows, y_row]; targets: labels [rows], int32, for LEEWAY_NETWORK_SOFTMAX, else float [rows, columns]. Writes dy, laid out like y,
// as the part of a mean over mean_rows rows.
NetworkLoss network_loss(leeway_network_loss loss, const float* y, size_t y_row,
                         const void* targets, size_t rows, size_t columns, size_t mean_rows,
                         float* dy);

}  // namespace leeway
