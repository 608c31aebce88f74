// oneDNN's LSTM primitive. Of training: forward, backward, and weights and their gradients brought into and out of its own
// layouts, as they have to be in every step. Without a head, a loss and Adam, which it does not have: less than the others do.
#include "job.h"

#if !defined(LEEWAY_HAS_ONEDNN)

std::unique_ptr<Job> onednn_job(const Request&) {
  throw Missing("not installed (libdnnl-dev, oneDNN 2)");
}
const char* onednn_version() { return ""; }

#else

#include <omp.h>

#include <cstring>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

namespace {

using dnnl::lstm_backward;
using dnnl::lstm_forward;
using dnnl::memory;
using Dims = memory::dims;
using Tag = memory::format_tag;

// A memory of its own; `any` layouts are the primitive's to choose.
memory::desc shape(const Dims& dims, Tag tag) { return {dims, memory::data_type::f32, tag}; }

class OneDnnJob : public Job {
 public:
  explicit OneDnnJob(const Request& request)
      : training_(request.work == "training"),
        t_(steps),
        b_(static_cast<memory::dim>(request.batch)),
        h_(static_cast<memory::dim>(request.hidden)) {
    omp_set_num_threads(1);
    engine_ = dnnl::engine(dnnl::engine::kind::cpu, 0);
    stream_ = dnnl::stream(engine_);
    prepare_forward();
    if (training_) prepare_backward();
    fill();
    run();
    const float* h = static_cast<const float*>(dst_iter_.get_data_handle());
    for (memory::dim i = 0; i < h_; i++) seen_ += h[i];
  }

  void run() override {
    reorder(weights_layer_, forward_layer_);
    reorder(weights_iter_, forward_iter_);
    forward_.execute(stream_, arguments_);
    if (training_) {
      reorder(weights_layer_, backward_layer_);
      reorder(weights_iter_, backward_iter_);
      for (memory* summed : {&diff_layer_, &diff_iter_, &diff_bias_})
        std::memset(summed->get_data_handle(), 0, summed->get_desc().get_size());
      backward_.execute(stream_, backward_arguments_);
      reorder(diff_layer_, diff_weights_layer_);
      reorder(diff_iter_, diff_weights_iter_);
    }
    stream_.wait();
  }
  double amount() const override { return 1; }
  double seen() const override { return seen_; }

 private:
  memory make(const memory::desc& desc) {
    memory made(desc, engine_);
    std::memset(made.get_data_handle(), 0, desc.get_size());
    return made;
  }

  void reorder(memory& from, memory& to) { dnnl::reorder(from, to).execute(stream_, from, to); }

  void prepare_forward() {
    const auto kind =
        training_ ? dnnl::prop_kind::forward_training : dnnl::prop_kind::forward_inference;
    const lstm_forward::desc desc(
        kind, dnnl::rnn_direction::unidirectional_left2right, shape(x_dims(), Tag::tnc), {}, {},
        shape(layer_dims(), Tag::any), shape(iter_dims(), Tag::any), shape(bias_dims(), Tag::ldgo),
        shape(y_dims(), Tag::tnc), shape(state_dims(), Tag::ldnc), shape(state_dims(), Tag::ldnc));
    forward_desc_ = {desc, engine_};
    forward_ = lstm_forward(forward_desc_);
    x_ = make(shape(x_dims(), Tag::tnc));
    weights_layer_ = make(shape(layer_dims(), Tag::ldigo));
    weights_iter_ = make(shape(iter_dims(), Tag::ldigo));
    bias_ = make(shape(bias_dims(), Tag::ldgo));
    forward_layer_ = make(forward_desc_.weights_layer_desc());
    forward_iter_ = make(forward_desc_.weights_iter_desc());
    y_ = make(shape(y_dims(), Tag::tnc));
    dst_iter_ = make(shape(state_dims(), Tag::ldnc));
    dst_iter_c_ = make(shape(state_dims(), Tag::ldnc));
    arguments_ = {{DNNL_ARG_SRC_LAYER, x_},
                  {DNNL_ARG_WEIGHTS_LAYER, forward_layer_},
                  {DNNL_ARG_WEIGHTS_ITER, forward_iter_},
                  {DNNL_ARG_BIAS, bias_},
                  {DNNL_ARG_DST_LAYER, y_},
                  {DNNL_ARG_DST_ITER, dst_iter_},
                  {DNNL_ARG_DST_ITER_C, dst_iter_c_}};
  }

  void prepare_backward() {
    const auto any = [](const Dims& dims) { return shape(dims, Tag::any); };
    const auto state = shape(state_dims(), Tag::ldnc);
    const lstm_backward::desc desc(
        dnnl::prop_kind::backward, dnnl::rnn_direction::unidirectional_left2right,
        shape(x_dims(), Tag::tnc), {}, {}, any(layer_dims()), any(iter_dims()),
        shape(bias_dims(), Tag::ldgo), shape(y_dims(), Tag::tnc), state, state,
        shape(x_dims(), Tag::tnc), {}, {}, any(layer_dims()), any(iter_dims()),
        shape(bias_dims(), Tag::ldgo), shape(y_dims(), Tag::tnc), state, state);
    const lstm_backward::primitive_desc made(desc, engine_, forward_desc_);
    backward_ = lstm_backward(made);
    backward_layer_ = make(made.weights_layer_desc());
    backward_iter_ = make(made.weights_iter_desc());
    diff_layer_ = make(made.diff_weights_layer_desc());
    diff_iter_ = make(made.diff_weights_iter_desc());
    diff_bias_ = make(shape(bias_dims(), Tag::ldgo));
    diff_weights_layer_ = make(shape(layer_dims(), Tag::ldigo));
    diff_weights_iter_ = make(shape(iter_dims(), Tag::ldigo));
    diff_x_ = make(shape(x_dims(), Tag::tnc));
    diff_y_ = make(shape(y_dims(), Tag::tnc));
    diff_dst_iter_ = make(state);
    diff_dst_iter_c_ = make(state);
    workspace_ = make(forward_desc_.workspace_desc());
    arguments_[DNNL_ARG_WORKSPACE] = workspace_;
    backward_arguments_ = arguments_;
    backward_arguments_[DNNL_ARG_WEIGHTS_LAYER] = backward_layer_;
    backward_arguments_[DNNL_ARG_WEIGHTS_ITER] = backward_iter_;
    backward_arguments_[DNNL_ARG_DIFF_SRC_LAYER] = diff_x_;
    backward_arguments_[DNNL_ARG_DIFF_WEIGHTS_LAYER] = diff_layer_;
    backward_arguments_[DNNL_ARG_DIFF_WEIGHTS_ITER] = diff_iter_;
    backward_arguments_[DNNL_ARG_DIFF_BIAS] = diff_bias_;
    backward_arguments_[DNNL_ARG_DIFF_DST_LAYER] = diff_y_;
    backward_arguments_[DNNL_ARG_DIFF_DST_ITER] = diff_dst_iter_;
    backward_arguments_[DNNL_ARG_DIFF_DST_ITER_C] = diff_dst_iter_c_;
  }

  // Its gates are in the order i, f, g, o.
  void fill() {
    constexpr size_t order[gates] = {0, 1, 3, 2};
    const size_t hidden = static_cast<size_t>(h_);
    const std::vector<float> weights = weights_of(hidden);
    const auto take = [&](memory& to, size_t first_row, size_t rows) {
      float* into = static_cast<float*>(to.get_data_handle());
      for (size_t row = first_row; row < first_row + rows; row++)
        for (const size_t gate : order)
          for (size_t unit = 0; unit < hidden; unit++)
            *into++ = weights[(row * gates + gate) * hidden + unit];
    };
    take(weights_layer_, 0, inputs);
    take(weights_iter_, inputs, hidden);
    take(bias_, inputs + hidden, 1);
    // Its time is outside.
    const size_t batch = static_cast<size_t>(b_);
    const std::vector<float> windows = windows_of(batch);
    float* x = static_cast<float*>(x_.get_data_handle());
    for (size_t t = 0; t < steps; t++)
      for (size_t sample = 0; sample < batch; sample++)
        for (size_t i = 0; i < inputs; i++)
          x[(t * batch + sample) * inputs + i] = windows[(sample * steps + t) * inputs + i];
    if (!training_) return;
    float* d = static_cast<float*>(diff_dst_iter_.get_data_handle());
    for (size_t i = 0; i < batch * hidden; i++) d[i] = 1.0f / static_cast<float>(batch);
  }

  Dims x_dims() const { return {t_, b_, inputs}; }
  Dims y_dims() const { return {t_, b_, h_}; }
  Dims state_dims() const { return {1, 1, b_, h_}; }
  Dims layer_dims() const { return {1, 1, inputs, gates, h_}; }
  Dims iter_dims() const { return {1, 1, h_, gates, h_}; }
  Dims bias_dims() const { return {1, 1, gates, h_}; }

  bool training_;
  memory::dim t_, b_, h_;
  double seen_ = 0;
  dnnl::engine engine_;
  dnnl::stream stream_;
  lstm_forward::primitive_desc forward_desc_;
  lstm_forward forward_;
  lstm_backward backward_;
  memory x_, weights_layer_, weights_iter_, bias_, y_, dst_iter_, dst_iter_c_, workspace_;
  memory forward_layer_, forward_iter_, backward_layer_, backward_iter_;
  memory diff_layer_, diff_iter_, diff_bias_, diff_weights_layer_, diff_weights_iter_;
  memory diff_x_, diff_y_, diff_dst_iter_, diff_dst_iter_c_;
  std::unordered_map<int, memory> arguments_, backward_arguments_;
};

}  // namespace

std::unique_ptr<Job> onednn_job(const Request& request) {
  return std::make_unique<OneDnnJob>(request);
}

#define LEEWAY_TEXT(x) #x
#define LEEWAY_STRING(x) LEEWAY_TEXT(x)
const char* onednn_version() {
  return LEEWAY_STRING(DNNL_VERSION_MAJOR) "." LEEWAY_STRING(DNNL_VERSION_MINOR) "." LEEWAY_STRING(
      DNNL_VERSION_PATCH);
}

#endif
