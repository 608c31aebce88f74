// What the machine can do, for benches: timed from JavaScript, or here where that would be too coarse.
#include "rooms.h"

#include <algorithm>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace leeway::binding {
namespace {

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

// measureCores(threads) → {additions, chains}
Napi::Value measure_cores(const Napi::CallbackInfo& info) {
  const leeway_core_rates rates = leeway_measure_cores(info[0].As<Napi::Number>().Uint32Value());
  Napi::Object found = Napi::Object::New(info.Env());
  found["additions"] = rates.additions;
  found["chains"] = rates.chains;
  return found;
}

// Of x86-64, and of arm64 with pages of 4 KiB.
[[maybe_unused]] constexpr size_t huge_page = size_t{1} << 21;

// hugePages(memory) → offset of the first one
Napi::Value huge_pages(const Napi::CallbackInfo& info) {
  size_t first = 0;
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  auto memory = info[0].As<Napi::ArrayBuffer>();
  char* data = static_cast<char*>(memory.Data());
  const size_t offset = (~reinterpret_cast<size_t>(data) + 1) % huge_page;
  const size_t whole = (std::max(memory.ByteLength(), offset) - offset) / huge_page;
  if (whole > 0 && madvise(data + offset, whole * huge_page, MADV_HUGEPAGE) == 0) first = offset;
#endif
  return Napi::Number::New(info.Env(), static_cast<double>(first));
}

}  // namespace

void export_machine(Napi::Env env, Napi::Object exports) {
  exports["multiplyAdds"] = Napi::Function::New(env, multiply_adds, "multiplyAdds");
  exports["measureCores"] = Napi::Function::New(env, measure_cores, "measureCores");
  exports["hugePages"] = Napi::Function::New(env, huge_pages, "hugePages");
}

}  // namespace leeway::binding
