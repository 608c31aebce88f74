#include "network_options.h"

namespace leeway::binding {

leeway_layer layer_of(const Napi::Object& o, std::vector<PreparedTable>* kept) {
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
  layer.activation = activation_of(o, kept);
  layer.learns_alpha = o.Get("learnsAlpha").ToBoolean().Value();
  return layer;
}

leeway_optimizer optimizer_of(const Napi::Value& optimizer) {
  const Napi::Object o = optimizer.As<Napi::Object>();
  return {o.Get("sgd").ToBoolean().Value(), number_at(o, "momentum"), number_at(o, "beta1"),
          number_at(o, "beta2"), number_at(o, "epsilon")};
}

leeway_network_loss loss_of(const Napi::Value& loss) {
  return static_cast<leeway_network_loss>(loss.As<Napi::Number>().Uint32Value());
}

}  // namespace leeway::binding
