#include "nn/loss.h"

#include <math.h>

#include "matrix/loss.h"

namespace leeway {
namespace {

double softmax_row(const float* y, size_t columns, size_t label, double scale, float* dy) {
  double most = y[0];
  for (size_t c = 1; c < columns; c++)
    if (y[c] > most) most = y[c];  // fmax() here is an internal error of GCC 12 for arm64
  double sum = 0;
  for (size_t c = 0; c < columns; c++) sum += exp(y[c] - most);
  for (size_t c = 0; c < columns; c++)
    dy[c] = static_cast<float>((exp(y[c] - most) / sum - (c == label ? 1 : 0)) * scale);
  return log(sum) + most - y[label];
}

// Of an output in [-1, 1] that stands for the probability (1 + y) / 2.
double symmetric_element(double y, double target, double scale, float* dy) {
  constexpr double least = 1e-12;
  const double p = (1 + y) / 2, spread = p * (1 - p);
  *dy = static_cast<float>(0.5 * (p - target) / fmax(spread, least) * scale);
  const auto log_of = [](double q) { return log(fmax(q, least)); };
  return -(target * log_of(p) + (1 - target) * log_of(1 - p));
}

}  // namespace

NetworkLoss network_loss(leeway_network_loss loss, const float* y, size_t y_row,
                         const void* targets, size_t rows, size_t columns, size_t mean_rows,
                         float* dy) {
  NetworkLoss result{};
  if (loss == LEEWAY_NETWORK_SOFTMAX) {
    const int32_t* labels = static_cast<const int32_t*>(targets);
    for (size_t r = 0; r < rows; r++) {
      const float* row = y + r * y_row;
      const size_t label = static_cast<size_t>(labels[r]);
      result.sum +=
          softmax_row(row, columns, label, 1.0 / static_cast<double>(mean_rows), dy + r * y_row);
      size_t best = 0;
      for (size_t c = 1; c < columns; c++)
        if (row[c] > row[best]) best = c;
      result.correct += best == label;
    }
    return result;
  }
  const float* wanted = static_cast<const float*>(targets);
  const float middle = loss == LEEWAY_NETWORK_MSE ? 0.5f : 0;
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++)
      result.correct += (y[r * y_row + c] > middle) == (wanted[r * columns + c] > 0.5f);
  if (loss == LEEWAY_NETWORK_SYMMETRIC_BCE) {
    const double scale = 1.0 / static_cast<double>(mean_rows * columns);
    for (size_t r = 0; r < rows; r++)
      for (size_t c = 0; c < columns; c++)
        result.sum +=
            symmetric_element(y[r * y_row + c], wanted[r * columns + c], scale, dy + r * y_row + c);
    return result;
  }
  result.sum = loss_and_gradient(loss == LEEWAY_NETWORK_BCE ? LEEWAY_LOSS_BCE : LEEWAY_LOSS_MSE, y,
                                 y_row, wanted, rows, columns, mean_rows, dy);
  return result;
}

}  // namespace leeway
