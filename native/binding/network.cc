// Networks of layers as a JavaScript class. lib/nn checks layers, shapes, labels and options, and hands in arrays nobody else
// has while an epoch runs on a thread of its own; what is checked here is what only native code can know.

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "background_task.h"
#include "leeway_network.h"
#include "rooms.h"
#include "tables.h"

namespace leeway::binding {
namespace {

// Shared by the object and an epoch under way, whichever lives longer.
struct Model {
  std::vector<PreparedTable> tables;  // that the network uses
  leeway_network* network = nullptr;
  std::atomic<bool> busy{false}, cancelled{false};
  ~Model() { leeway_network_destroy(network); }
};

napi_value error_of(Napi::Env env, leeway_status status) {
  if (status == LEEWAY_OUT_OF_MEMORY)
    return make_error(env, out_of_memory, "enough memory", "the network's arrays",
                      Napi::String::New(env, "too little"));
  return make_error(env, out_of_range, "layers and sizes that a network can have", "the network",
                    Napi::String::New(env, "others"));
}

void fail(Napi::Env env, leeway_status status) {
  if (const napi_value error = error_of(env, status)) napi_throw(env, error);
}

leeway_optimizer optimizer_at(const Napi::Value& value) {
  const Napi::Object o = value.As<Napi::Object>();
  return {o.Get("sgd").ToBoolean().Value(), number_at(o, "momentum"), number_at(o, "beta1"),
          number_at(o, "beta2"), number_at(o, "epsilon")};
}

// Samples of the validation set between two looks at whether to go on.
constexpr size_t validation_piece = 256;

// One epoch of training, which has claimed the model.
class NetworkEpoch : public BackgroundTask {
 public:
  // `validation` may hold no samples; it is scored once the epoch is through.
  NetworkEpoch(std::shared_ptr<Model> model, const leeway_network_data& data,
               const leeway_network_data& validation, const leeway_network_training& training,
               std::vector<double> rates)
      : model_(std::move(model)),
        data_(data),
        validation_(validation),
        training_(training),
        rates_(std::move(rates)) {
    training_.rates = rates_.data();
    training_.cancelled = [](void* context) -> int {
      return static_cast<Model*>(context)->cancelled.load(std::memory_order_relaxed);
    };
    training_.cancelled_context = model_.get();
    model_->cancelled = false;
  }
  ~NetworkEpoch() override { model_->busy = false; }

 protected:
  void run() noexcept override {
    status_ = leeway_network_train_epoch(model_->network, &data_, &training_, &score_);
    if (status_ == LEEWAY_OK && validation_.samples > 0) validate();
  }
  void stop() noexcept override { model_->cancelled = true; }
  Napi::Value result(Napi::Env env) override {
    if (status_ != LEEWAY_OK && status_ != LEEWAY_CANCELLED) {
      const napi_value error = error_of(env, status_);
      throw error ? Napi::Error(env, error) : env.GetAndClearPendingException();
    }
    Napi::Object result = Napi::Object::New(env);
    result["loss"] = score_.loss;
    result["correct"] = static_cast<double>(score_.correct);
    if (validation_.samples > 0) {
      result["validationLoss"] = validation_score_.loss;
      result["validationCorrect"] = static_cast<double>(validation_score_.correct);
    }
    result["completed"] = Napi::Boolean::New(env, status_ == LEEWAY_OK);
    return result;
  }

 private:
  // Piece by piece, to be stopped in between.
  void validate() {
    const size_t samples = validation_.samples, inputs = leeway_network_inputs(model_->network);
    const size_t targets =
        training_.loss == LEEWAY_NETWORK_SOFTMAX ? 1 : leeway_network_outputs(model_->network);
    for (size_t first = 0; first < samples && status_ == LEEWAY_OK; first += validation_piece) {
      const size_t rest = samples - first;
      // Inputs and targets are numbers of 32 bits, of whatever kind.
      const leeway_network_data piece = {static_cast<const float*>(validation_.x) + first * inputs,
                                         static_cast<const float*>(validation_.y) + first * targets,
                                         rest < validation_piece ? rest : validation_piece};
      leeway_network_score score{};
      status_ = leeway_network_evaluate(model_->network, &piece, training_.loss, training_.threads,
                                        &score);
      validation_score_.loss += score.loss * static_cast<double>(piece.samples);
      validation_score_.correct += score.correct;
      if (model_->cancelled) status_ = LEEWAY_CANCELLED;
    }
    validation_score_.loss /= static_cast<double>(samples);
  }

  std::shared_ptr<Model> model_;
  leeway_network_data data_, validation_;
  leeway_network_training training_;
  std::vector<double> rates_;
  leeway_status status_ = LEEWAY_OK;
  leeway_network_score score_{}, validation_score_{};
};

class NetworkObject : public Napi::ObjectWrap<NetworkObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "Network",
                       {InstanceMethod<&NetworkObject::weights>("weights"),
                        InstanceMethod<&NetworkObject::set_weights>("setWeights"),
                        InstanceMethod<&NetworkObject::predict>("predict"),
                        InstanceMethod<&NetworkObject::evaluate>("evaluate"),
                        InstanceMethod<&NetworkObject::gradients>("gradients"),
                        InstanceMethod<&NetworkObject::begin_step>("beginStep"),
                        InstanceMethod<&NetworkObject::end_step>("endStep"),
                        InstanceMethod<&NetworkObject::train_epoch>("trainEpoch"),
                        InstanceMethod<&NetworkObject::cancel>("cancel")});
  }

  // new Network({ layers, channels, height, width, isa, seed: bigint }), layers as lib/backend/addon.ts has them
  explicit NetworkObject(const Napi::CallbackInfo& info)
      : ObjectWrap(info), model_(std::make_shared<Model>()) {
    Napi::Env env = info.Env();
    const Napi::Object options = info[0].As<Napi::Object>();
    const Napi::Array given = options.Get("layers").As<Napi::Array>();
    std::vector<leeway_layer> layers;
    for (uint32_t i = 0; i < given.Length(); i++)
      layers.push_back(layer_of(given.Get(i).As<Napi::Object>()));
    leeway_network_config config{};
    config.layers = layers.data();
    config.layer_count = layers.size();
    config.channels = size_at(options, "channels");
    config.height = size_at(options, "height");
    config.width = size_at(options, "width");
    bool lossless;
    config.seed = options.Get("seed").As<Napi::BigInt>().Uint64Value(&lossless);
    tokens_ = !layers.empty() && layers[0].kind == LEEWAY_LAYER_EMBEDDING;
    leeway_status status = leeway_isa_from_name(
        options.Get("isa").As<Napi::String>().Utf8Value().c_str(), &config.isa);
    if (status == LEEWAY_OK) status = leeway_network_create(&config, &model_->network);
    if (status != LEEWAY_OK) {
      fail(env, status);
      return;
    }
    inputs_ = leeway_network_inputs(model_->network);
    outputs_ = leeway_network_outputs(model_->network);
  }

 private:
  leeway_layer layer_of(const Napi::Object& o) {
    leeway_layer layer{};
    layer.kind = static_cast<leeway_layer_kind>(size_at(o, "kind"));
    layer.units = size_at(o, "units");
    layer.count = size_at(o, "count");
    layer.height = size_at(o, "height");
    layer.width = size_at(o, "width");
    layer.stride = size_at(o, "stride");
    layer.top = size_at(o, "top");
    layer.left = size_at(o, "left");
    layer.bottom = size_at(o, "bottom");
    layer.right = size_at(o, "right");
    layer.keep = number_at(o, "keep");
    layer.activation = activation_of(o, &model_->tables);
    layer.learns_alpha = o.Get("learnsAlpha").ToBoolean().Value();
    return layer;
  }

  // Claims the model for one call; an epoch under way keeps it for itself.
  bool claim(Napi::Env env, Napi::Value self) {
    if (!model_->busy.exchange(true)) return true;
    return refuse(env, "ERR_LEEWAY_BUSY", "a network that is not being trained", "this", self);
  }
  void release() { model_->busy = false; }

  static bool read(napi_env env, napi_value value, bool whole, const char* argument, size_t length,
                   Array* array) {
    const bool kind =
        whole ? read_typed_array(env, value, napi_int32_array, "an Int32Array", argument, array)
              : read_array(env, value, LEEWAY_FLOAT32, argument, array);
    return kind && check_length(env, value, *array, argument, {nullptr, length}, "its samples");
  }

  // { x, y, samples }
  bool read_data(const Napi::Value& value, leeway_network_loss loss,
                 leeway_network_data* data) const {
    const Napi::Object o = value.As<Napi::Object>();
    const size_t samples = size_at(o, "samples");
    const bool labels = loss == LEEWAY_NETWORK_SOFTMAX;
    Array x, y;
    if (!read(value.Env(), o.Get("x"), tokens_, "x", samples * inputs_, &x)) return false;
    if (!read(value.Env(), o.Get("y"), labels, "y", samples * (labels ? 1 : outputs_), &y))
      return false;
    *data = {x.data, y.data, samples};
    return true;
  }

  static leeway_network_loss loss_of(const Napi::Value& value) {
    return static_cast<leeway_network_loss>(value.As<Napi::Number>().Uint32Value());
  }

  Napi::Value weights(const Napi::CallbackInfo& info) {
    if (!claim(info.Env(), info.This())) return info.Env().Undefined();
    Napi::Float32Array weights =
        Napi::Float32Array::New(info.Env(), leeway_network_weight_count(model_->network));
    leeway_network_get_weights(model_->network, weights.Data());
    release();
    return weights;
  }

  Napi::Value set_weights(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    Array given;
    if (!read(env, info[0], false, "weights", leeway_network_weight_count(model_->network),
              &given) ||
        !claim(env, info.This()))
      return env.Undefined();
    leeway_network_set_weights(model_->network, static_cast<const float*>(given.data));
    release();
    return env.Undefined();
  }

  // predict(x, samples, threads, out)
  Napi::Value predict(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    const size_t samples = static_cast<size_t>(info[1].As<Napi::Number>().Int64Value());
    const size_t threads = info[2].As<Napi::Number>().Uint32Value();
    Array x, out;
    if (!read(env, info[0], tokens_, "x", samples * inputs_, &x) ||
        !read(env, info[3], false, "out", samples * outputs_, &out) || !claim(env, info.This()))
      return env.Undefined();
    const leeway_status status = leeway_network_predict(model_->network, x.data, samples, threads,
                                                        static_cast<float*>(out.data));
    release();
    if (status != LEEWAY_OK) fail(env, status);
    return info[3];
  }

  static Napi::Object object_of(Napi::Env env, const leeway_network_score& score) {
    Napi::Object result = Napi::Object::New(env);
    result["loss"] = score.loss;
    result["correct"] = static_cast<double>(score.correct);
    return result;
  }

  // evaluate(data, loss, threads) → { loss, correct }
  Napi::Value evaluate(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    leeway_network_data data;
    const leeway_network_loss loss = loss_of(info[1]);
    if (!read_data(info[0], loss, &data) || !claim(env, info.This())) return env.Undefined();
    leeway_network_score score{};
    const leeway_status status = leeway_network_evaluate(
        model_->network, &data, loss, info[2].As<Napi::Number>().Uint32Value(), &score);
    release();
    if (status == LEEWAY_OK) return object_of(env, score);
    fail(env, status);
    return env.Undefined();
  }

  // gradients(data, loss) → { loss, correct, gradients }
  Napi::Value gradients(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    leeway_network_data data;
    const leeway_network_loss loss = loss_of(info[1]);
    if (!read_data(info[0], loss, &data) || !claim(env, info.This())) return env.Undefined();
    Napi::Float32Array gradients =
        Napi::Float32Array::New(env, leeway_network_weight_count(model_->network));
    leeway_network_score score{};
    const leeway_status status =
        leeway_network_gradients(model_->network, &data, loss, &score, gradients.Data());
    release();
    if (status != LEEWAY_OK) {
      fail(env, status);
      return env.Undefined();
    }
    Napi::Object result = object_of(env, score);
    result["gradients"] = gradients;
    return result;
  }

  // beginStep(x, samples, out): outputs in training; endStep(dy, optimizer, rate) takes the step that follows.
  Napi::Value begin_step(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    const size_t samples = static_cast<size_t>(info[1].As<Napi::Number>().Int64Value());
    Array x, out;
    if (!read(env, info[0], tokens_, "x", samples * inputs_, &x) ||
        !read(env, info[2], false, "out", samples * outputs_, &out) || !claim(env, info.This()))
      return env.Undefined();
    begun_ = 0;
    const leeway_status status =
        leeway_network_begin_step(model_->network, x.data, samples, static_cast<float*>(out.data));
    release();
    if (status == LEEWAY_OK)
      begun_ = samples;
    else
      fail(env, status);
    return info[2];
  }

  Napi::Value end_step(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    Array dy;
    if (!read(env, info[0], false, "gradient", begun_ * outputs_, &dy) || !claim(env, info.This()))
      return env.Undefined();
    const leeway_optimizer optimizer = optimizer_at(info[1]);
    const leeway_status status =
        leeway_network_end_step(model_->network, static_cast<const float*>(dy.data), &optimizer,
                                info[2].As<Napi::Number>().DoubleValue());
    begun_ = 0;
    release();
    if (status != LEEWAY_OK) fail(env, status);
    return env.Undefined();
  }

  // trainEpoch(data, validation or undefined, { loss, optimizer, batch, rates: Float64Array, epoch, threads })
  //   → Promise<{ loss, correct, validationLoss?, validationCorrect?, completed }>
  Napi::Value train_epoch(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    const Napi::Object options = info[2].As<Napi::Object>();
    leeway_network_training training{};
    training.loss = loss_of(options.Get("loss"));
    leeway_network_data data, validation{};
    if (!read_data(info[0], training.loss, &data)) return env.Undefined();
    if (!info[1].IsUndefined() && !read_data(info[1], training.loss, &validation))
      return env.Undefined();
    training.optimizer = optimizer_at(options.Get("optimizer"));
    training.batch = size_at(options, "batch");
    training.epoch = size_at(options, "epoch");
    training.threads = size_at(options, "threads");
    const Napi::Float64Array given = options.Get("rates").As<Napi::Float64Array>();
    std::vector<double> rates(given.Data(), given.Data() + given.ElementLength());
    rates.resize((data.samples + training.batch - 1) / training.batch);
    if (!claim(env, info.This())) return env.Undefined();
    begun_ = 0;
    auto epoch =
        std::make_unique<NetworkEpoch>(model_, data, validation, training, std::move(rates));
    Napi::Object arrays = Napi::Object::New(env);
    arrays["data"] = info[0];
    arrays["validation"] = info[1];
    epoch->keep_alive(arrays);
    return BackgroundTask::start(env, "leeway:network-epoch", std::move(epoch));
  }

  Napi::Value cancel(const Napi::CallbackInfo& info) {
    model_->cancelled = true;
    return info.Env().Undefined();
  }

  std::shared_ptr<Model> model_;
  size_t inputs_ = 0, outputs_ = 0, begun_ = 0;
  bool tokens_ = false;
};

}  // namespace

void export_network(Napi::Env env, Napi::Object exports) {
  exports["Network"] = NetworkObject::define(env);
}

}  // namespace leeway::binding
