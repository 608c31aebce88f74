// Tables of leeway_approximate.h as JavaScript functions. lib/approximate fits and checks them; what is checked here is what
// only native code can know.

#include <string>

#include "functions.h"
#include "rooms.h"
#include "tables.h"

namespace leeway::binding {
namespace {

struct Prepared {
  PreparedTable table;
  leeway_element element;
};

leeway_element element_at(const Napi::Object& object, const char* key) {
  leeway_element element;
  if (!element_from_name(object.Get(key).As<Napi::String>().Utf8Value(), &element))
    throw Napi::RangeError::New(object.Env(), "no such dtype");
  return element;
}

leeway_isa isa_named(const Napi::Value& name) {
  leeway_isa isa;
  if (leeway_isa_from_name(name.As<Napi::String>().Utf8Value().c_str(), &isa) != LEEWAY_OK)
    throw Napi::RangeError::New(name.Env(), "no such instruction set");
  return isa;
}

int int_at(const Napi::Object& object, const char* key) {
  return object.Get(key).As<Napi::Number>().Int32Value();
}

bool is(const Napi::Object& object, const char* key, const char* text) {
  return object.Get(key).As<Napi::String>().Utf8Value() == text;
}

leeway_table_storage storage_of(const Napi::Object& object) {
  return is(object, "storage", "rows") ? LEEWAY_TABLE_IN_ROWS : LEEWAY_TABLE_IN_REGISTERS;
}

leeway_tail tail_of(const Napi::Object& tail) {
  const leeway_tail_kind kind = is(tail, "kind", "linear")     ? LEEWAY_TAIL_LINEAR
                                : is(tail, "kind", "constant") ? LEEWAY_TAIL_CONSTANT
                                                               : LEEWAY_TAIL_CLAMP;
  return {kind, number_at(tail, "value")};
}

napi_value run_forward(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t count = 2;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Prepared& f = *static_cast<Prepared*>(data);
  Array x, out;
  if (!read_array(env, arguments[0], f.element, "x", &x)) return nullptr;
  if (!read_array(env, arguments[1], f.element, "out", &out)) return nullptr;
  if (!check_output(env, arguments[1], out, "out", x, "x", f.element)) return nullptr;
  if (x.length > 0) leeway_approximation_run(f.table.get(), x.data, out.data, x.length);
  return arguments[1];
}

napi_value run_backward(napi_env env, napi_callback_info info) {
  napi_value arguments[3];
  size_t count = 3;
  void* data;
  napi_get_cb_info(env, info, &count, arguments, nullptr, &data);
  const Prepared& f = *static_cast<Prepared*>(data);
  Array x, dy, dx;
  if (!read_array(env, arguments[0], f.element, "x", &x)) return nullptr;
  if (!read_array(env, arguments[1], f.element, "dy", &dy)) return nullptr;
  if (!read_array(env, arguments[2], f.element, "dx", &dx)) return nullptr;
  if (!check_length(env, arguments[1], dy, "dy", x, "x")) return nullptr;
  if (!check_output(env, arguments[2], dx, "dx", x, "x", f.element)) return nullptr;
  if (!check_output(env, arguments[2], dx, "dx", dy, "dy", f.element)) return nullptr;
  if (x.length > 0)
    leeway_approximation_backward(f.table.get(), x.data, dy.data, dx.data, x.length);
  return arguments[2];
}

// prepareTable(table) → { forward, backward, onGrid }; undefined for a table that does not cover its domain
Napi::Value prepare_table(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Napi::Object given = info[0].As<Napi::Object>();
  const Prepared owned{prepared_table(given), element_at(given, "dtype")};
  if (!owned.table) return env.Undefined();
  Napi::Object functions = Napi::Object::New(env);
  functions["forward"] = make_function(env, "forward", run_forward, owned);
  functions["backward"] = make_function(env, "backward", run_backward, owned);
  functions["onGrid"] =
      Napi::Boolean::New(env, leeway_approximation_on_grid(owned.table.get()) != 0);
  return functions;
}

// tableSlots({ isa, dtype }), tableDegree({ isa, dtype, storage })
Napi::Value table_slots(const Napi::CallbackInfo& info) {
  Napi::Object named = info[0].As<Napi::Object>();
  return Napi::Number::New(
      info.Env(), leeway_table_slots(isa_named(named.Get("isa")), element_at(named, "dtype")));
}

Napi::Value table_degree(const Napi::CallbackInfo& info) {
  Napi::Object named = info[0].As<Napi::Object>();
  return Napi::Number::New(
      info.Env(), leeway_table_degree(isa_named(named.Get("isa")), element_at(named, "dtype"),
                                      storage_of(named)));
}

}  // namespace

PreparedTable prepared_table(const Napi::Object& given) {
  Napi::Env env = given.Env();
  leeway_table table{};
  table.element = element_at(given, "dtype");
  table.isa = isa_named(given.Get("isa"));
  table.storage = storage_of(given);
  table.spacing = is(given, "spacing", "log") ? LEEWAY_TABLE_LOGARITHMIC : LEEWAY_TABLE_UNIFORM;
  table.slots = int_at(given, "slots");
  table.degree = int_at(given, "degree");
  table.shift = int_at(given, "shift");
  table.low = number_at(given, "low");
  table.high = number_at(given, "high");
  table.width = number_at(given, "width");
  table.phase = number_at(given, "phase");
  table.first = given.Get("first").As<Napi::Number>().Int64Value();
  table.tail_low = tail_of(given.Get("tailLow").As<Napi::Object>());
  table.tail_high = tail_of(given.Get("tailHigh").As<Napi::Object>());
  Array numbers;
  if (!read_array(env, given.Get("coefficients"), table.element, "coefficients", &numbers))
    return nullptr;
  // Before sizes are multiplied.
  if (table.slots < 1 || table.slots > LEEWAY_MOST_ROWS || table.degree < 1 ||
      table.degree > LEEWAY_MOST_ROWS ||
      numbers.length != size_t(table.slots) * (size_t(table.degree) + 1))
    return nullptr;
  table.coefficients = numbers.data;
  leeway_approximation* prepared;
  const leeway_status status = leeway_approximation_prepare(&table, &prepared);
  if (status == LEEWAY_OUT_OF_MEMORY)
    refuse(env, out_of_memory, "enough memory", "the table", Napi::String::New(env, "too little"));
  if (status != LEEWAY_OK) return nullptr;
  return PreparedTable(prepared, [](const leeway_approximation* f) {
    leeway_approximation_release(const_cast<leeway_approximation*>(f));
  });
}

leeway_activation activation_of(const Napi::Object& activation, std::vector<PreparedTable>* kept) {
  leeway_activation result{};
  if (activation.Get("table").IsObject()) {
    kept->push_back(prepared_table(activation.Get("table").As<Napi::Object>()));
    result.table = kept->back().get();
    kept->push_back(prepared_table(activation.Get("derivative").As<Napi::Object>()));
    result.derivative = kept->back().get();
    return result;
  }
  result.kernel = static_cast<size_t>(activation.Get("kernel").As<Napi::Number>().Int64Value());
  result.alpha = number_at(activation, "alpha");
  return result;
}

void export_approximate(Napi::Env env, Napi::Object exports) {
  exports["prepareTable"] = Napi::Function::New(env, prepare_table, "prepareTable");
  exports["tableSlots"] = Napi::Function::New(env, table_slots, "tableSlots");
  exports["tableDegree"] = Napi::Function::New(env, table_degree, "tableDegree");
}

}  // namespace leeway::binding
