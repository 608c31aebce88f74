// The LSTM as a JavaScript class. lib/lstm checks shapes and options and keeps the arrays it hands in unreachable for others
// while an epoch runs on a thread of its own; what is checked here is what only native code can know.

#include <string>

#include "lstm_epoch.h"
#include "lstm_predict.h"
#include "rooms.h"

namespace leeway::binding {
namespace {

leeway_loss loss_named(const Napi::Value& name) {
  return name.As<Napi::String>().Utf8Value() == "bce" ? LEEWAY_LOSS_BCE : LEEWAY_LOSS_MSE;
}

class LstmObject : public Napi::ObjectWrap<LstmObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "Lstm",
                       {InstanceMethod<&LstmObject::weights>("weights"),
                        InstanceMethod<&LstmObject::set_weights>("setWeights"),
                        InstanceMethod<&LstmObject::stream>("stream"),
                        InstanceMethod<&LstmObject::gradients>("gradients"),
                        InstanceMethod<&LstmObject::train_epoch>("trainEpoch"),
                        InstanceMethod<&LstmObject::cancel>("cancel")});
  }

  // new Lstm({ inputs, hidden, outputs, activation, gate, isa, dtype, seed: bigint })
  explicit LstmObject(const Napi::CallbackInfo& info)
      : ObjectWrap(info), model_(std::make_shared<SharedLstm>()) {
    Napi::Env env = info.Env();
    Napi::Object options = info[0].As<Napi::Object>();
    leeway_lstm_config config{};
    config.inputs = size_at(options, "inputs");
    config.hidden = size_at(options, "hidden");
    config.outputs = size_at(options, "outputs");
    config.activation =
        activation_of(options.Get("activation").As<Napi::Object>(), &model_->tables);
    config.gate = activation_of(options.Get("gate").As<Napi::Object>(), &model_->tables);
    bool lossless;
    config.seed = options.Get("seed").As<Napi::BigInt>().Uint64Value(&lossless);
    leeway_status status = leeway_isa_from_name(
        options.Get("isa").As<Napi::String>().Utf8Value().c_str(), &config.isa);
    if (!element_from_name(options.Get("dtype").As<Napi::String>().Utf8Value(), &config.element))
      status = LEEWAY_BAD_ARGUMENT;
    if (status == LEEWAY_OK) status = leeway_lstm_create(&config, &model_->lstm);
    if (!check_status(env, status, SharedLstm::possible)) return;
    model_->shape = {config.inputs, config.hidden, config.outputs, config.element};
    info.This().As<Napi::Object>()["predict"] = make_predict(env, model_);
  }

 private:
  template <class Call>
  bool run_alone(const Napi::CallbackInfo& info, Call call) {
    return binding::run_alone(*model_, info.Env(), info.This(), call);
  }

  Napi::Value weights(const Napi::CallbackInfo& info) {
    void* data;
    const Napi::Value weights = new_weights(info.Env(), &data);
    run_alone(info, [&] {
      leeway_lstm_get_weights(model_->lstm, data);
      return LEEWAY_OK;
    });
    return weights;
  }

  // An array of the network's elements, as many as there are weights.
  Napi::Value new_weights(Napi::Env env, void** data) const {
    const size_t count = leeway_lstm_weight_count(model_->lstm);
    if (model_->shape.element == LEEWAY_FLOAT64) {
      Napi::Float64Array weights = Napi::Float64Array::New(env, count);
      *data = weights.Data();
      return weights;
    }
    Napi::Float32Array weights = Napi::Float32Array::New(env, count);
    *data = weights.Data();
    return weights;
  }

  Napi::Value set_weights(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    const size_t count = leeway_lstm_weight_count(model_->lstm);
    Array given;
    if (read_array(env, info[0], model_->shape.element, "weights", &given) &&
        check_length(env, info[0], given, "weights", {nullptr, count}, "the network's weights"))
      run_alone(info, [&] {
        leeway_lstm_set_weights(model_->lstm, given.data);
        return LEEWAY_OK;
      });
    return env.Undefined();
  }

  Napi::Value stream(const Napi::CallbackInfo& info) {
    leeway_lstm_stream* stream;
    const bool done =
        run_alone(info, [&] { return leeway_lstm_stream_create(model_->lstm, &stream); });
    return done ? make_stream(info.Env(), stream, model_->shape) : info.Env().Undefined();
  }

  // { x, y, samples, steps }
  bool read_data(const Napi::Value& value, leeway_lstm_data* data) const {
    Napi::Object o = value.As<Napi::Object>();
    const size_t samples = size_at(o, "samples"), steps = size_at(o, "steps");
    Array x, y;
    const size_t inputs = model_->shape.inputs, outputs = model_->shape.outputs;
    if (!read_samples(value.Env(), o.Get("x"), "x", *model_, samples * steps * inputs, &x) ||
        !read_samples(value.Env(), o.Get("y"), "y", *model_, samples * outputs, &y))
      return false;
    *data = {x.data, y.data, samples, steps};
    return true;
  }

  // gradients(data, loss) → { loss, gradients }
  Napi::Value gradients(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    leeway_lstm_data data;
    if (!read_data(info[0], &data)) return env.Undefined();
    void* gradient_data;
    const Napi::Value gradients = new_weights(env, &gradient_data);
    const leeway_loss kind = loss_named(info[1]);
    double loss = 0;
    const bool done = run_alone(info, [&] {
      return leeway_lstm_gradients(model_->lstm, &data, kind, &loss, gradient_data);
    });
    if (!done) return env.Undefined();
    Napi::Object result = Napi::Object::New(env);
    result["loss"] = loss;
    result["gradients"] = gradients;
    return result;
  }

  // trainEpoch(data, validation or undefined, { loss, batch, learningRate, finalLearningRate, clipNorm, epoch, threads })
  //   → Promise<{ loss, validationLoss?, completed }>
  Napi::Value train_epoch(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    leeway_lstm_data data, validation{};
    if (!read_data(info[0], &data)) return env.Undefined();
    if (!info[1].IsUndefined() && !read_data(info[1], &validation)) return env.Undefined();
    Napi::Object options = info[2].As<Napi::Object>();
    leeway_lstm_training training{};
    training.loss = loss_named(options.Get("loss"));
    training.batch = size_at(options, "batch");
    training.learning_rate = number_at(options, "learningRate");
    training.final_learning_rate = number_at(options, "finalLearningRate");
    training.clip_norm = number_at(options, "clipNorm");
    training.epoch = size_at(options, "epoch");
    training.threads = size_at(options, "threads");
    if (!options.Get("scheme").IsUndefined()) training.scheme = LEEWAY_LSTM_GATES;
    if (!claim(*model_, env, info.This())) return env.Undefined();
    return Epoch<LstmWork>::start(env, "leeway:epoch", model_, {data, validation, training}, info);
  }

  Napi::Value cancel(const Napi::CallbackInfo& info) {
    model_->cancelled = true;
    return info.Env().Undefined();
  }

  std::shared_ptr<SharedLstm> model_;
};

}  // namespace

void export_lstm(Napi::Env env, Napi::Object exports) { exports["Lstm"] = LstmObject::define(env); }

}  // namespace leeway::binding
