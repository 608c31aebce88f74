// Networks of layers as a JavaScript class. lib/nn checks layers, shapes, labels and options, and hands in arrays nobody else
// has while an epoch runs on a thread of its own; what is checked here is what only native code can know.

#include <string>

#include "network_epoch.h"
#include "network_options.h"
#include "rooms.h"

namespace leeway::binding {
namespace {

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
      : ObjectWrap(info), model_(std::make_shared<SharedNetwork>()) {
    Napi::Env env = info.Env();
    const Napi::Object options = info[0].As<Napi::Object>();
    const Napi::Array given = options.Get("layers").As<Napi::Array>();
    std::vector<leeway_layer> layers;
    for (uint32_t i = 0; i < given.Length(); i++)
      layers.push_back(layer_of(given.Get(i).As<Napi::Object>(), &model_->tables));
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
    if (!check_status(env, status, SharedNetwork::possible)) return;
    inputs_ = leeway_network_inputs(model_->network);
    outputs_ = leeway_network_outputs(model_->network);
  }

 private:
  template <class Call>
  bool run_alone(const Napi::CallbackInfo& info, Call call) {
    return binding::run_alone(*model_, info.Env(), info.This(), call);
  }

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

  Napi::Value weights(const Napi::CallbackInfo& info) {
    Napi::Float32Array weights =
        Napi::Float32Array::New(info.Env(), leeway_network_weight_count(model_->network));
    run_alone(info, [&] {
      leeway_network_get_weights(model_->network, weights.Data());
      return LEEWAY_OK;
    });
    return weights;
  }

  Napi::Value set_weights(const Napi::CallbackInfo& info) {
    Array given;
    const size_t count = leeway_network_weight_count(model_->network);
    if (read(info.Env(), info[0], false, "weights", count, &given))
      run_alone(info, [&] {
        leeway_network_set_weights(model_->network, static_cast<const float*>(given.data));
        return LEEWAY_OK;
      });
    return info.Env().Undefined();
  }

  // predict(x, samples, threads, out)
  Napi::Value predict(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    const size_t samples = static_cast<size_t>(info[1].As<Napi::Number>().Int64Value());
    const size_t threads = info[2].As<Napi::Number>().Uint32Value();
    Array x, out;
    if (read(env, info[0], tokens_, "x", samples * inputs_, &x) &&
        read(env, info[3], false, "out", samples * outputs_, &out))
      run_alone(info, [&] {
        return leeway_network_predict(model_->network, x.data, samples, threads,
                                      static_cast<float*>(out.data));
      });
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
    const size_t threads = info[2].As<Napi::Number>().Uint32Value();
    leeway_network_score score{};
    const bool done =
        read_data(info[0], loss, &data) && run_alone(info, [&] {
          return leeway_network_evaluate(model_->network, &data, loss, threads, &score);
        });
    return done ? object_of(env, score) : env.Undefined();
  }

  // gradients(data, loss) → { loss, correct, gradients }
  Napi::Value gradients(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    leeway_network_data data;
    const leeway_network_loss loss = loss_of(info[1]);
    if (!read_data(info[0], loss, &data)) return env.Undefined();
    Napi::Float32Array gradients =
        Napi::Float32Array::New(env, leeway_network_weight_count(model_->network));
    leeway_network_score score{};
    const bool done = run_alone(info, [&] {
      return leeway_network_gradients(model_->network, &data, loss, &score, gradients.Data());
    });
    if (!done) return env.Undefined();
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
        !read(env, info[2], false, "out", samples * outputs_, &out))
      return env.Undefined();
    const bool done = run_alone(info, [&] {
      begun_ = 0;
      return leeway_network_begin_step(model_->network, x.data, samples,
                                       static_cast<float*>(out.data));
    });
    if (done) begun_ = samples;
    return info[2];
  }

  Napi::Value end_step(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    Array dy;
    if (!read(env, info[0], false, "gradient", begun_ * outputs_, &dy)) return env.Undefined();
    const leeway_optimizer optimizer = optimizer_of(info[1]);
    const double rate = info[2].As<Napi::Number>().DoubleValue();
    run_alone(info, [&] {
      begun_ = 0;
      return leeway_network_end_step(model_->network, static_cast<const float*>(dy.data),
                                     &optimizer, rate);
    });
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
    training.optimizer = optimizer_of(options.Get("optimizer"));
    training.batch = size_at(options, "batch");
    training.epoch = size_at(options, "epoch");
    training.threads = size_at(options, "threads");
    const Napi::Float64Array given = options.Get("rates").As<Napi::Float64Array>();
    std::vector<double> rates(given.Data(), given.Data() + given.ElementLength());
    rates.resize((data.samples + training.batch - 1) / training.batch);
    if (!claim(*model_, env, info.This())) return env.Undefined();
    begun_ = 0;
    return Epoch<NetworkWork>::start(env, "leeway:network-epoch", model_,
                                     {data, validation, training, std::move(rates)}, info);
  }

  Napi::Value cancel(const Napi::CallbackInfo& info) {
    model_->cancelled = true;
    return info.Env().Undefined();
  }

  std::shared_ptr<SharedNetwork> model_;
  size_t inputs_ = 0, outputs_ = 0, begun_ = 0;
  bool tokens_ = false;
};

}  // namespace

void export_network(Napi::Env env, Napi::Object exports) {
  exports["Network"] = NetworkObject::define(env);
}

}  // namespace leeway::binding
