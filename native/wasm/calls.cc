// What JavaScript cannot do with leeway.h: call a function by its pointer, and be one.

#include "leeway.h"

extern "C" {

// Whether training is to stop: asked of the host after every batch.
__attribute__((import_module("leeway"), import_name("cancelled"))) int leeway_cancelled(void);

void leeway_call_forward(leeway_forward f, const void* x, void* y, size_t n, double alpha) {
  f(x, y, n, alpha);
}

void leeway_call_backward(leeway_backward f, const void* x_or_y, const void* dy, void* dx, size_t n,
                          double alpha) {
  f(x_or_y, dy, dx, n, alpha);
}

void leeway_call_channel_forward(leeway_channel_forward f, const void* x, const void* alpha,
                                 void* y, const leeway_channels* shape) {
  f(x, alpha, y, shape);
}

void leeway_call_channel_backward(leeway_channel_backward f, const void* x, const void* alpha,
                                  const void* dy, void* dx, double* dalpha,
                                  const leeway_channels* shape) {
  f(x, alpha, dy, dx, dalpha, shape);
}

// leeway_lstm_train_epoch, cancelled by the host.
leeway_status leeway_train_epoch(leeway_lstm* lstm, const leeway_lstm_data* data,
                                 leeway_lstm_training* training, double* mean_loss) {
  training->cancelled = [](void*) { return leeway_cancelled(); };
  return leeway_lstm_train_epoch(lstm, data, training, mean_loss);
}

}  // extern "C"
