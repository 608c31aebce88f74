// The LSTM as a JavaScript class. lib/lstm checks shapes and options and keeps the arrays it hands in unreachable for others
// while an epoch runs on a thread of its own; what is checked here is what only native code can know.

#include <atomic>
#include <memory>
#include <string>

#include "background_task.h"
#include "lstm_stream.h"
#include "rooms.h"
#include "tables.h"

namespace leeway::binding {
namespace {

// Shared by the object and an epoch under way, whichever lives longer.
struct Model {
  std::vector<PreparedTable> tables;  // that the network uses
  leeway_lstm* lstm = nullptr;
  StreamShape shape{};
  std::atomic<bool> busy{false}, cancelled{false};
  ~Model() { leeway_lstm_destroy(lstm); }
};

// The error of a call that the network could not finish.
napi_value error_of(Napi::Env env, leeway_status status) {
  const Napi::Value found =
      Napi::String::New(env, status == LEEWAY_OUT_OF_MEMORY ? "too little" : "others");
  if (status == LEEWAY_OUT_OF_MEMORY)
    return make_error(env, out_of_memory, "enough memory", "the network's arrays", found);
  return make_error(env, out_of_range, "sizes and kernels that a network can have", "the network",
                    found);
}

void fail(Napi::Env env, leeway_status status) {
  if (const napi_value error = error_of(env, status)) napi_throw(env, error);
}

leeway_loss loss_named(const Napi::Value& name) {
  return name.As<Napi::String>().Utf8Value() == "bce" ? LEEWAY_LOSS_BCE : LEEWAY_LOSS_MSE;
}

// Samples of the validation set between two looks at whether to go on.
constexpr size_t validation_piece = 64;

// One epoch of training, which has claimed the model.
class Epoch : public BackgroundTask {
 public:
  // `validation` may hold no samples; its loss is measured once the epoch is through.
  Epoch(std::shared_ptr<Model> model, const leeway_lstm_data& data,
        const leeway_lstm_data& validation, const leeway_lstm_training& training)
      : model_(std::move(model)), data_(data), validation_(validation), training_(training) {
    training_.cancelled = [](void* context) -> int {
      return static_cast<Model*>(context)->cancelled.load(std::memory_order_relaxed);
    };
    training_.cancelled_context = model_.get();
    model_->cancelled = false;
  }
  ~Epoch() override { model_->busy = false; }

 protected:
  void run() noexcept override {
    status_ = leeway_lstm_train_epoch(model_->lstm, &data_, &training_, &mean_loss_);
    if (status_ == LEEWAY_OK && validation_.samples > 0) validate();
  }
  void stop() noexcept override { model_->cancelled = true; }
  Napi::Value result(Napi::Env env) override {
    if (status_ != LEEWAY_OK && status_ != LEEWAY_CANCELLED) {
      const napi_value error = error_of(env, status_);
      throw error ? Napi::Error(env, error) : env.GetAndClearPendingException();
    }
    Napi::Object result = Napi::Object::New(env);
    result["loss"] = mean_loss_;
    if (validation_.samples > 0) result["validationLoss"] = validation_loss_;
    result["completed"] = Napi::Boolean::New(env, status_ == LEEWAY_OK);
    return result;
  }

 private:
  // Piece by piece, to be stopped in between.
  void validate() {
    const size_t samples = validation_.samples, steps = validation_.steps;
    double sum = 0;
    for (size_t first = 0; first < samples && status_ == LEEWAY_OK; first += validation_piece) {
      const size_t rest = samples - first;
      const leeway_lstm_data piece = {at(validation_.x, first * steps * model_->shape.inputs),
                                      at(validation_.y, first * model_->shape.outputs),
                                      rest < validation_piece ? rest : validation_piece, steps};
      double mean = 0;
      status_ = leeway_lstm_evaluate(model_->lstm, &piece, training_.loss, &mean);
      sum += mean * static_cast<double>(piece.samples);
      if (model_->cancelled) status_ = LEEWAY_CANCELLED;
    }
    validation_loss_ = sum / static_cast<double>(samples);
  }

  const void* at(const void* array, size_t place) const {
    const size_t bytes = model_->shape.element == LEEWAY_FLOAT64 ? sizeof(double) : sizeof(float);
    return static_cast<const char*>(array) + place * bytes;
  }

  std::shared_ptr<Model> model_;
  leeway_lstm_data data_, validation_;
  leeway_lstm_training training_;
  leeway_status status_ = LEEWAY_OK;
  double mean_loss_ = 0, validation_loss_ = 0;
};

class LstmObject : public Napi::ObjectWrap<LstmObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "Lstm",
                       {InstanceMethod<&LstmObject::weights>("weights"),
                        InstanceMethod<&LstmObject::set_weights>("setWeights"),
                        InstanceMethod<&LstmObject::predict>("predict"),
                        InstanceMethod<&LstmObject::stream>("stream"),
                        InstanceMethod<&LstmObject::gradients>("gradients"),
                        InstanceMethod<&LstmObject::train_epoch>("trainEpoch"),
                        InstanceMethod<&LstmObject::cancel>("cancel")});
  }

  // new Lstm({ inputs, hidden, outputs, activation, gate, isa, dtype, seed: bigint })
  explicit LstmObject(const Napi::CallbackInfo& info)
      : ObjectWrap(info), model_(std::make_shared<Model>()) {
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
    if (status != LEEWAY_OK) fail(env, status);
    model_->shape = {config.inputs, config.hidden, config.outputs, config.element};
  }

 private:
  // Claims the model for one call; an epoch under way keeps it for itself.
  bool claim(Napi::Env env, Napi::Value self) {
    if (!model_->busy.exchange(true)) return true;
    return refuse(env, "ERR_LEEWAY_BUSY", "a network that is not being trained", "this", self);
  }
  void release() { model_->busy = false; }

  Napi::Value weights(const Napi::CallbackInfo& info) {
    if (!claim(info.Env(), info.This())) return info.Env().Undefined();
    void* data;
    const Napi::Value weights = new_weights(info.Env(), &data);
    leeway_lstm_get_weights(model_->lstm, data);
    release();
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
    if (!read_array(env, info[0], model_->shape.element, "weights", &given)) return env.Undefined();
    if (!check_length(env, info[0], given, "weights", {nullptr, count}, "the network's weights"))
      return env.Undefined();
    if (!claim(env, info.This())) return env.Undefined();
    leeway_lstm_set_weights(model_->lstm, given.data);
    release();
    return env.Undefined();
  }

  // predict(x, samples, steps, out)
  Napi::Value predict(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    const size_t samples = static_cast<size_t>(info[1].As<Napi::Number>().Int64Value());
    const size_t steps = static_cast<size_t>(info[2].As<Napi::Number>().Int64Value());
    Array x, out;
    if (!read_floats(env, info[0], "x", samples * steps * model_->shape.inputs, &x))
      return env.Undefined();
    if (!read_floats(env, info[3], "out", samples * model_->shape.outputs, &out))
      return env.Undefined();
    if (!claim(env, info.This())) return env.Undefined();
    const leeway_status status =
        leeway_lstm_predict(model_->lstm, x.data, samples, steps, out.data);
    release();
    if (status != LEEWAY_OK) fail(env, status);
    return info[3];
  }

  Napi::Value stream(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    if (!claim(env, info.This())) return env.Undefined();
    leeway_lstm_stream* stream;
    const leeway_status status = leeway_lstm_stream_create(model_->lstm, &stream);
    release();
    if (status == LEEWAY_OK) return make_stream(env, stream, model_->shape);
    fail(env, status);
    return env.Undefined();
  }

  // An array of the network's elements: what lib/lstm measured may have been taken away since.
  bool read_floats(napi_env env, napi_value value, const char* argument, size_t length,
                   Array* array) const {
    return read_array(env, value, model_->shape.element, argument, array) &&
           check_length(env, value, *array, argument, {nullptr, length}, "its samples");
  }

  // { x, y, samples, steps }
  bool read_data(const Napi::Value& value, leeway_lstm_data* data) const {
    Napi::Object o = value.As<Napi::Object>();
    const size_t samples = size_at(o, "samples"), steps = size_at(o, "steps");
    Array x, y;
    const size_t inputs = model_->shape.inputs, outputs = model_->shape.outputs;
    if (!read_floats(value.Env(), o.Get("x"), "x", samples * steps * inputs, &x)) return false;
    if (!read_floats(value.Env(), o.Get("y"), "y", samples * outputs, &y)) return false;
    *data = {x.data, y.data, samples, steps};
    return true;
  }

  // gradients(data, loss) → { loss, gradients }
  Napi::Value gradients(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    leeway_lstm_data data;
    if (!read_data(info[0], &data)) return env.Undefined();
    if (!claim(env, info.This())) return env.Undefined();
    void* gradient_data;
    const Napi::Value gradients = new_weights(env, &gradient_data);
    double loss = 0;
    const leeway_status status =
        leeway_lstm_gradients(model_->lstm, &data, loss_named(info[1]), &loss, gradient_data);
    release();
    if (status != LEEWAY_OK) {
      fail(env, status);
      return env.Undefined();
    }
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
    if (!claim(env, info.This())) return env.Undefined();
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
    auto epoch = std::make_unique<Epoch>(model_, data, validation, training);
    Napi::Object arrays = Napi::Object::New(env);
    arrays["data"] = info[0];
    arrays["validation"] = info[1];
    epoch->keep_alive(arrays);
    return BackgroundTask::start(env, "leeway:epoch", std::move(epoch));
  }

  Napi::Value cancel(const Napi::CallbackInfo& info) {
    model_->cancelled = true;
    return info.Env().Undefined();
  }

  std::shared_ptr<Model> model_;
};

// multiplyAdds(isa, dtype, rounds) → operations done
Napi::Value multiply_adds(const Napi::CallbackInfo& info) {
  leeway_isa isa;
  leeway_element element;
  const bool known =
      leeway_isa_from_name(info[0].As<Napi::String>().Utf8Value().c_str(), &isa) == LEEWAY_OK &&
      element_from_name(info[1].As<Napi::String>().Utf8Value(), &element);
  const size_t rounds = static_cast<size_t>(info[2].As<Napi::Number>().Int64Value());
  return Napi::Number::New(info.Env(), known ? leeway_multiply_adds(isa, element, rounds) : 0);
}

}  // namespace

void export_lstm(Napi::Env env, Napi::Object exports) {
  exports["Lstm"] = LstmObject::define(env);
  exports["multiplyAdds"] = Napi::Function::New(env, multiply_adds, "multiplyAdds");
}

}  // namespace leeway::binding
