#include "loss.h"

#include <math.h>

namespace leeway {

template <class E>
double loss_and_gradient(leeway_loss loss, const E* y, size_t y_row, const E* target, size_t rows,
                         size_t columns, size_t mean_rows, E* dy) {
  const double scale = 1.0 / static_cast<double>(mean_rows * columns);
  double sum = 0;
  for (size_t r = 0; r < rows; r++) {
    for (size_t c = 0; c < columns; c++) {
      const double out = y[r * y_row + c], want = target[r * columns + c];
      double gradient;
      if (loss == LEEWAY_LOSS_MSE) {
        sum += (out - want) * (out - want);
        gradient = 2 * (out - want);
      } else {
        // log(1 + e^out) - want out, arranged so that no exponential overflows.
        const double e = exp(-fabs(out));
        sum += fmax(out, 0.0) - want * out + log1p(e);
        gradient = (out >= 0 ? 1 : e) / (1 + e) - want;
      }
      dy[r * y_row + c] = static_cast<E>(gradient * scale);
    }
  }
  return sum;
}

template double loss_and_gradient(leeway_loss, const float*, size_t, const float*, size_t, size_t,
                                  size_t, float*);
template double loss_and_gradient(leeway_loss, const double*, size_t, const double*, size_t, size_t,
                                  size_t, double*);

}  // namespace leeway
