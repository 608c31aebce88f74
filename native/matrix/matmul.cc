// leeway_matrix.h: whole matrices by the packed product of the instruction set.
//
// B is packed into panels, each as wide as the block of C that registers hold, so that the inner loop reads it in one stream.
// As many of A's rows as fit the second-level cache meet all panels before the next ones do; bias and activation come while
// their block of C is there too.

#include "leeway_matrix.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dispatch/dispatch.h"

namespace leeway {
namespace {

// Floats of A, and of packed B, at a time: 256 KiB and 1 MiB.
constexpr size_t floats_of_a = size_t(1) << 16;
constexpr size_t floats_of_b = size_t(1) << 18;
// Up to here packing costs more than it saves: every panel meets one block of rows or two.
constexpr size_t few_rows = 16;

size_t least(size_t a, size_t b) { return a < b ? a : b; }
size_t most(size_t a, size_t b) { return a > b ? a : b; }

// Memory that is not zeroed: large pieces come from the system page by page, and touching each costs more than the product.
class Scratch {
 public:
  explicit Scratch(size_t floats)
      : data_(floats > SIZE_MAX / sizeof(float)
                  ? nullptr
                  : static_cast<float*>(malloc(floats * sizeof(float)))) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { free(data_); }
  float* data() { return data_; }

 private:
  float* data_;
};

class Matmul {
 public:
  Matmul(const leeway_matmul_shape& shape, const NetworkTable& table, const float* bias,
         leeway_forward activate, double alpha)
      : shape_(shape),
        table_(table),
        bias_(bias),
        activate_(activate),
        alpha_(alpha),
        panel_(vectors_per_panel * table.lanes) {}

  leeway_status run(const float* a, const float* b, float* c) {
    const size_t rows = shape_.rows, depth = shape_.depth, columns = shape_.columns;
    // Rows that read B as it lies need whole vectors of it; what is left over is packed, with zeros beside it.
    in_place_ =
        !shape_.b_transposed && rows <= few_rows ? columns / table_.lanes * table_.lanes : 0;
    // A transposed matrix costs a pass over A, which one panel would not repay.
    const bool turn_a = shape_.a_transposed && columns > panel_ && rows > 1;
    rows_at_once_ = least(rows, most(24, floats_of_a / most(depth, 1)));
    columns_at_once_ = most(panel_, floats_of_b / most(depth, 1) / panel_ * panel_);
    const size_t packed = least(columns_at_once_, rounded_up(columns - in_place_, table_.lanes));

    if (turn_a && rows > SIZE_MAX / 8 / most(depth, 1)) return LEEWAY_OUT_OF_MEMORY;
    Scratch turned(turn_a ? rows * depth : 1), packed_b(depth * packed + 1),
        rest(rows_at_once_ * panel_);
    if (!turned.data() || !packed_b.data() || !rest.data()) return LEEWAY_OUT_OF_MEMORY;
    packed_ = packed_b.data();
    rest_ = rest.data();

    for (size_t p = 0; p < shape_.products; p++) {
      const float* const this_a = a + (shape_.a_shared ? 0 : p * rows * depth);
      a_ = {this_a, depth, 1, 0};
      if (turn_a) {
        if (p == 0 || !shape_.a_shared)
          table_.matrix.transpose(this_a, rows, depth, rows, turned.data(), depth);
        a_.data = turned.data();
      } else if (shape_.a_transposed) {
        a_ = {this_a, 1, rows, 0};
      }
      b_ = b + (shape_.b_shared ? 0 : p * depth * columns);
      all_columns(c + p * rows * columns);
    }
    return LEEWAY_OK;
  }

 private:
  void all_columns(float* c) {
    for (size_t first = 0; first < shape_.columns;) {
      const bool in_place = first < in_place_;
      const size_t end = in_place ? in_place_ : least(shape_.columns, first + columns_at_once_);
      if (!in_place) pack(first, end - first);
      for (size_t row = 0; row < shape_.rows; row += rows_at_once_) {
        const size_t rows = least(rows_at_once_, shape_.rows - row);
        if (in_place)
          multiply(row, rows, {b_ + first, shape_.columns, 0}, end - first, first, c);
        else
          panels(row, rows, first, end, c);
        finish(row, rows, first, end, c);
      }
      first = end;
    }
  }

  // Panels one after another, each depth x width; what a last one is short of whole vectors is zero.
  void pack(size_t first, size_t columns) {
    const size_t depth = shape_.depth;
    float* to = packed_;
    for (size_t done = 0; done < columns; done += panel_) {
      const size_t used = least(panel_, columns - done);
      const size_t width = rounded_up(used, table_.lanes);
      const size_t column = first + done;
      if (shape_.b_transposed)
        table_.matrix.transpose(b_ + column * depth, depth, used, depth, to, width);
      else
        for (size_t k = 0; k < depth; k++)
          memcpy(to + k * width, b_ + k * shape_.columns + column, used * sizeof(float));
      if (used < width)
        for (size_t k = 0; k < depth; k++)
          memset(to + k * width + used, 0, (width - used) * sizeof(float));
      to += depth * width;
    }
  }

  void panels(size_t row, size_t rows, size_t first, size_t end, float* c) {
    const float* panel = packed_;
    for (size_t column = first; column < end; column += panel_) {
      const size_t used = least(panel_, end - column);
      const size_t width = rounded_up(used, table_.lanes);
      const RightFactor b = {panel, width, 0};
      if (used == width)
        multiply(row, rows, b, width, column, c);
      else
        multiply_beside(row, rows, b, used, width, column, c);
      panel += shape_.depth * width;
    }
  }

  void multiply(size_t row, size_t rows, const RightFactor& b, size_t width, size_t column,
                float* c) {
    float* const to = c + row * shape_.columns + column;
    start(to, rows, shape_.columns, width, column);
    product(row, rows, b, width, {to, shape_.columns});
  }

  // What is not whole vectors wide goes through memory of ours.
  void multiply_beside(size_t row, size_t rows, const RightFactor& b, size_t used, size_t width,
                       size_t column, float* c) {
    start(rest_, rows, width, used, column);
    if (bias_)
      for (size_t i = 0; i < rows; i++)
        memset(rest_ + i * width + used, 0, (width - used) * sizeof(float));
    product(row, rows, b, width, {rest_, width});
    float* const to = c + row * shape_.columns + column;
    for (size_t i = 0; i < rows; i++)
      memcpy(to + i * shape_.columns, rest_ + i * width, used * sizeof(float));
  }

  // Sums begin at the bias.
  void start(float* to, size_t rows, size_t row_length, size_t used, size_t column) const {
    if (bias_)
      for (size_t i = 0; i < rows; i++)
        memcpy(to + i * row_length, bias_ + column, used * sizeof(float));
  }

  void product(size_t row, size_t rows, const RightFactor& b, size_t width, const Result& c) const {
    LeftFactor a = a_;
    a.data += row * a.row;
    const Product p = {
        bias_ != nullptr, rows, width / table_.lanes, depth_of(shape_.depth), a, b, c};
    table_.matrix.product(&p);
  }

  void finish(size_t row, size_t rows, size_t first, size_t end, float* c) const {
    if (!activate_) return;
    float* const from = c + row * shape_.columns + first;
    const size_t width = end - first;
    if (width == shape_.columns) return activate_(from, from, rows * width, alpha_);
    for (size_t i = 0; i < rows; i++) {
      float* const at = from + i * shape_.columns;
      activate_(at, at, width, alpha_);
    }
  }

  const leeway_matmul_shape& shape_;
  const NetworkTable& table_;
  const float* const bias_;
  const leeway_forward activate_;
  const double alpha_;
  const size_t panel_;
  size_t in_place_ = 0, rows_at_once_ = 0, columns_at_once_ = 0;
  LeftFactor a_{};
  const float* b_ = nullptr;
  float* packed_ = nullptr;
  float* rest_ = nullptr;
};

}  // namespace
}  // namespace leeway

leeway_status leeway_matmul(const leeway_matmul_shape* shape, leeway_isa isa,
                            const leeway_activation* activation, const float* a, const float* b,
                            const float* bias, float* c) {
  const leeway::NetworkTable* table = leeway::network_table_of(isa);
  if (!table) return LEEWAY_ISA_UNAVAILABLE;
  leeway_functions functions = {};
  if (activation) {
    leeway_kernel_info info;
    if (leeway_kernel(activation->kernel, &info) != LEEWAY_OK) return LEEWAY_NO_SUCH_KERNEL;
    if (info.element != LEEWAY_FLOAT32) return LEEWAY_BAD_ARGUMENT;
    if (leeway_resolve(activation->kernel, isa, &functions) != LEEWAY_OK)
      return LEEWAY_NO_SUCH_KERNEL;
  }
  if (shape->products == 0 || shape->rows == 0 || shape->columns == 0) return LEEWAY_OK;
  leeway_matmul_shape folded = *shape;
  // Products with one B are one product with more rows.
  if (folded.b_shared && !folded.a_shared && !folded.a_transposed) {
    folded.rows *= folded.products;
    folded.products = 1;
  }
  return leeway::Matmul(folded, *table, bias, functions.forward, activation ? activation->alpha : 0)
      .run(a, b, c);
}
