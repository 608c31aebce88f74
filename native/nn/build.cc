// A network's life before its first sample: layers, and where their weights stand.

#include <initializer_list>
#include <new>

#include "dispatch/dispatch.h"
#include "nn/activation_layer.h"
#include "nn/convolution.h"
#include "nn/dense.h"
#include "nn/network.h"
#include "nn/small_layers.h"

namespace leeway {
namespace {

// Keeps every product of sizes within 64 bits, and offsets within 32.
constexpr size_t size_limit = size_t(1) << 20, sample_limit = size_t(1) << 24,
                 weight_limit = size_t(1) << 28, window_limit = 64;

bool within(size_t n, size_t limit) { return n > 0 && n <= limit; }

bool flat(const Shape& shape) {
  return shape.planes.height == 1 && shape.planes.width == 1 && shape.margin == 0 &&
         shape.planes.plane == 1;
}

// Whether a convolution makes sense, and fits.
bool usable(const leeway_layer& l, const Planes& in, ConvolutionGeometry* geometry) {
  if (!within(l.units, size_limit) || !within(l.height, window_limit) ||
      !within(l.width, window_limit) || !within(l.stride, window_limit) || l.top >= l.height ||
      l.bottom >= l.height || l.left >= l.width || l.right >= l.width)
    return false;
  const size_t height = in.height + l.top + l.bottom, width = in.width + l.left + l.right;
  if (height < l.height || width < l.width) return false;
  *geometry = {in, l.units, l.height, l.width, l.stride, l.top, l.left, 0, 0};
  geometry->out_height = (height - l.height) / l.stride + 1;
  geometry->out_width = (width - l.width) / l.stride + 1;
  return geometry->plane() <= sample_limit / l.units &&
         geometry->phases() <= sample_limit / geometry->phase_size() &&
         geometry->depth() <= weight_limit / l.units;
}

}  // namespace

Network::~Network() {
  for (size_t i = 0; i < count_; i++) delete layers_[i];
}

leeway_status Network::create(const leeway_network_config& config) {
  matrix_ = nullptr;
  const NetworkTable* table = network_table_of(config.isa);
  operations_ = layer_table_of(config.isa);
  if (!table || !operations_) return LEEWAY_ISA_UNAVAILABLE;
  matrix_ = &table->matrix;
  lanes_ = table->lanes;
  seed_ = config.seed;
  if (!within(config.channels, sample_limit) || !within(config.height, sample_limit) ||
      !within(config.width, sample_limit) || config.layer_count + 1 > most_layers ||
      config.channels > sample_limit / config.height / config.width || config.layer_count == 0)
    return LEEWAY_BAD_ARGUMENT;
  const bool tokens = config.layers[0].kind == LEEWAY_LAYER_EMBEDDING;
  const Planes in = {config.channels, config.height, config.width, config.width,
                     config.height * config.width};
  layers_[0] = new (std::nothrow) Input(in, tokens);
  if (!layers_[0]) return LEEWAY_OUT_OF_MEMORY;
  count_ = front_ = 1;
  for (size_t i = 0; i < config.layer_count; i++) {
    const leeway_status status = add(config.layers[i], config.isa);
    if (status != LEEWAY_OK) return status;
  }
  if (!flat(last().shape)) return LEEWAY_BAD_ARGUMENT;
  // Products of many rows are faster than of a leaf's, and gradients by leaf are of shared weights only.
  at_once_ = count_;
  while (at_once_ > front_ && !layers_[at_once_ - 1]->shares_weights()) at_once_--;
  const auto own = [&](Layer* layer) { return layer->tensors() > 0 && !layer->shares_weights(); };
  while (whole_ + 1 < at_once_ && !own(layers_[whole_])) whole_++;
  while (layers_[whole_]->in_place()) whole_--;
  choose_kept();
  return place_weights();
}

// Samples go one by one through the layers in front: what no layer reads on the way back is overwritten by the next sample's, in the
// first-level cache.
void Network::choose_kept() {
  for (size_t i = 0, next = 0; i < front_; i = next) {
    do next++;
    while (next < front_ && layers_[next]->in_place());
    if (next >= front_) return;
    if (layers_[next]->keeps_input()) layers_[next - 1]->leave_backward();
    bool read = layers_[next]->reads_input();
    for (size_t k = i; k < next; k++) read |= layers_[k]->reads_output();
    for (size_t k = i; k < next; k++) layers_[k]->passing = !read;
  }
}

leeway_status Network::add(const leeway_layer& l, leeway_isa isa) {
  Layer* before = &last();
  const Planes& in = before->shape.planes;
  if (l.kind == LEEWAY_LAYER_ACTIVATION) return add_activation(l, isa);
  Layer* made = nullptr;
  switch (l.kind) {
    case LEEWAY_LAYER_EMBEDDING:
      if (count_ > 1 || !flat(before->shape) || !within(l.count, size_limit) ||
          !within(l.units, size_limit) || l.units > weight_limit / l.count / whole)
        return LEEWAY_BAD_ARGUMENT;
      made = new (std::nothrow) EmbeddingMean(before, l.count, l.units);
      break;
    case LEEWAY_LAYER_CONVOLUTION: {
      ConvolutionGeometry geometry;
      if (!usable(l, in, &geometry)) return LEEWAY_BAD_ARGUMENT;
      auto* convolution = new (std::nothrow) Convolution(before, geometry);
      if (convolution && !convolution->prepare()) {
        delete convolution;
        convolution = nullptr;
      }
      made = convolution;
      break;
    }
    case LEEWAY_LAYER_AVERAGE_POOL:
    case LEEWAY_LAYER_MAX_POOL:
      if (!within(l.height, in.height < in.width ? in.height : in.width))
        return LEEWAY_BAD_ARGUMENT;
      made = new (std::nothrow) Pool(before, l.height, l.kind == LEEWAY_LAYER_MAX_POOL);
      break;
    case LEEWAY_LAYER_FLATTEN: made = new (std::nothrow) Flatten(before); break;
    case LEEWAY_LAYER_DENSE:
      if (!flat(before->shape) || !within(l.units, size_limit) ||
          in.channels > weight_limit / (l.units + whole))
        return LEEWAY_BAD_ARGUMENT;
      made = new (std::nothrow) Dense(before, l.units);
      break;
    case LEEWAY_LAYER_DROPOUT:
      if (!(l.keep > 0 && l.keep <= 1)) return LEEWAY_BAD_ARGUMENT;
      made = new (std::nothrow) Dropout(before, count_, l.keep);
      break;
    default: return LEEWAY_BAD_ARGUMENT;
  }
  if (!made) return LEEWAY_OUT_OF_MEMORY;
  layers_[count_++] = made;
  if (!flat(made->shape) || l.kind == LEEWAY_LAYER_FLATTEN) front_ = count_;
  return LEEWAY_OK;
}

leeway_status Network::add_activation(const leeway_layer& l, leeway_isa isa) {
  Activation activation{};
  leeway_channel_functions channels{};
  leeway_status status = resolve_activation(l.activation, isa, LEEWAY_FLOAT32, &activation);
  if (status == LEEWAY_OK && l.learns_alpha)
    status = leeway_resolve_channels(l.activation.kernel, isa, &channels);
  if (status != LEEWAY_OK) return status;
  Layer* made = new (std::nothrow) ActivationLayer(&last(), activation, channels);
  if (!made) return LEEWAY_OUT_OF_MEMORY;
  layers_[count_++] = made;
  if (!flat(made->shape)) front_ = count_;
  return LEEWAY_OK;
}

leeway_status Network::place_weights() {
  size_t end = 0;
  for (const bool shared : {true, false}) {
    for (size_t i = 0; i < count_; i++) {
      for (size_t t = 0; t < layers_[i]->tensors(); t++) {
        Tensor* tensor = layers_[i]->tensor(t);
        if (tensor->shared != shared) continue;
        tensor->offset = end;
        end += tensor->size;
      }
    }
    if (shared) shared_ = end;
  }
  if (!parameters_.resize(end) || !first_moment_.resize(end) || !second_moment_.resize(end))
    return LEEWAY_OUT_OF_MEMORY;
  for (size_t i = 0; i < max_parts; i++) {
    if (!gradients_[i].resize(i == 0 ? end : shared_)) return LEEWAY_OUT_OF_MEMORY;
    gradient_of_[i] = gradients_[i].data();
  }
  for (size_t i = 0; i < count_; i++) {
    for (size_t t = 0; t < layers_[i]->tensors(); t++) {
      const Tensor& tensor = *layers_[i]->tensor(t);
      for (size_t k = 0; k < tensor.size; k++)
        parameters_.data()[tensor.offset + k] = layers_[i]->padding();
    }
  }
  return LEEWAY_OK;
}

// Calls each(place in the packed array, place in the dense one) for every weight.
template <class Each>
void Network::for_each_weight(Each each) const {
  size_t dense = 0;
  for (size_t i = 0; i < count_; i++) {
    for (size_t t = 0; t < layers_[i]->tensors(); t++) {
      const size_t size = layers_[i]->dense_size(t), offset = layers_[i]->tensor(t)->offset;
      for (size_t k = 0; k < size; k++) each(offset + layers_[i]->place(t, k), dense++);
    }
  }
}

size_t Network::weight_count() const {
  size_t count = 0;
  for (size_t i = 0; i < count_; i++)
    for (size_t t = 0; t < layers_[i]->tensors(); t++) count += layers_[i]->dense_size(t);
  return count;
}

void Network::get_dense(const float* packed, float* dense) const {
  for_each_weight([&](size_t from, size_t to) { dense[to] = packed[from]; });
}

void Network::set_weights(const float* dense) {
  float* packed = parameters_.data();
  for_each_weight([&](size_t to, size_t from) { packed[to] = dense[from]; });
  for (size_t i = 0; i < count_; i++) layers_[i]->refresh(pass(false), {0, 1});
}

}  // namespace leeway
