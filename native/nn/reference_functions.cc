#include "reference_functions.h"

#include <math.h>
#include <string.h>

namespace leeway {
namespace {

struct LibraryTanh {
  static float value(float x, float) { return tanhf(x); }
  static float derivative_from_output(float y, float) { return 1 - y * y; }
};

struct LibrarySigmoid {
  static float value(float x, float) { return 1 / (1 + expf(-x)); }
  static float derivative_from_output(float y, float) { return y * (1 - y); }
};

struct LibraryElu {
  static float value(float x, float alpha) { return x < 0 ? alpha * expm1f(x) : x; }
  static float derivative_from_output(float y, float alpha) { return y < 0 ? y + alpha : 1; }
};

// What halving a posit's bit string twice does to v >= 0 as the string grows (Cococcioni et al., Sensors 2020, 20, 1515):
// v up to 1, then ever flatter lines, 2 - 2^-k (1.5 - v 2^-(k+1)) for v in [2^k, 2^(k+1)).
struct Squeezed {
  float value, slope;
};

Squeezed squeezed(float v) {
  if (!(v >= 1)) return {v, 1};
  if (!(v < 0x1p60f)) return {2, 0};
  int exponent;
  frexpf(v, &exponent);
  const float unit = ldexpf(1, 1 - exponent);  // 2^-k
  return {2 - unit * (1.5f - 0.5f * v * unit), 0.5f * unit * unit};
}

float with_sign_of(float x, float magnitude) { return x < 0 ? -magnitude : magnitude; }

struct FastSigmoid {
  static float value(float x, float) {
    return 0.5f + with_sign_of(x, squeezed(fabsf(x)).value) / 4;
  }
  static float derivative(float x, float) { return squeezed(fabsf(x)).slope / 4; }
};

struct FastTanh {
  static float value(float x, float) { return with_sign_of(x, squeezed(2 * fabsf(x)).value) / 2; }
  static float derivative(float x, float) { return squeezed(2 * fabsf(x)).slope; }
};

struct FastElu {
  static float value(float x, float) { return x < 0 ? squeezed(-x).value / -2 : x; }
  static float derivative(float x, float) { return x < 0 ? squeezed(-x).slope / 2 : 1; }
};

template <class F>
void forward(const void* x, void* y, size_t n, double alpha) {
  const float a = static_cast<float>(alpha);
  for (size_t i = 0; i < n; i++)
    static_cast<float*>(y)[i] = F::value(static_cast<const float*>(x)[i], a);
}

template <float (*derivative)(float, float)>
void backward(const void* x, const void* dy, void* dx, size_t n, double alpha) {
  const float a = static_cast<float>(alpha);
  for (size_t i = 0; i < n; i++)
    static_cast<float*>(dx)[i] =
        static_cast<const float*>(dy)[i] * derivative(static_cast<const float*>(x)[i], a);
}

template <class F>
constexpr leeway_functions from_output() {
  return {&forward<F>, nullptr, &backward<F::derivative_from_output>};
}

template <class F>
constexpr leeway_functions from_input() {
  return {&forward<F>, &backward<F::derivative>, nullptr};
}

constexpr struct {
  const char* name;
  leeway_functions functions;
} references[] = {
    {"tanh", from_output<LibraryTanh>()},        {"sigmoid", from_output<LibrarySigmoid>()},
    {"elu", from_output<LibraryElu>()},          {"fast_tanh", from_input<FastTanh>()},
    {"fast_sigmoid", from_input<FastSigmoid>()}, {"fast_elu", from_input<FastElu>()},
};

}  // namespace

leeway_functions reference_functions(const char* name) {
  for (const auto& reference : references)
    if (strcmp(reference.name, name) == 0) return reference.functions;
  return {};
}

}  // namespace leeway
