// What each file of the binding adds to the addon.
#pragma once

#include "arguments.h"

namespace leeway::binding {

void export_approximate(Napi::Env env, Napi::Object exports);
void export_channels(Napi::Env env, Napi::Object exports);
void export_conversions(Napi::Env env, Napi::Object exports);
void export_kernels(Napi::Env env, Napi::Object exports);
void export_lstm(Napi::Env env, Napi::Object exports);
void export_machine(Napi::Env env, Napi::Object exports);
void export_network(Napi::Env env, Napi::Object exports);
void export_matmul(Napi::Env env, Napi::Object exports);
void export_posit(Napi::Env env, Napi::Object exports);
void export_proof(Napi::Env env, Napi::Object exports);

}  // namespace leeway::binding
