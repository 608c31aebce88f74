// Long work on a thread of its own, and the promise of its result.
//
// Not on libuv's pool (napi_async_work): Node waits for what runs there before it calls the hooks of an environment that ends,
// a terminated worker's or the whole process's, so nobody could tell the work to stop. And the pool is small, and wanted for
// files.
#pragma once

#include <napi.h>

#include <memory>

namespace leeway::binding {

class BackgroundTask {
 public:
  BackgroundTask() = default;
  BackgroundTask(const BackgroundTask&) = delete;
  BackgroundTask& operator=(const BackgroundTask&) = delete;
  // On the thread of JavaScript, like the constructor: run() is over or never was.
  virtual ~BackgroundTask() = default;

  // Starts run() and returns the promise of result(). `name` is what diagnostics call it. Undefined, with an error pending,
  // where there is no thread to be had.
  static Napi::Value start(Napi::Env env, const char* name, std::unique_ptr<BackgroundTask> task);

  // Keeps what run() reads the memory of from being collected.
  void keep_alive(Napi::Object objects) { objects_ = Napi::Persistent(objects); }

 protected:
  // On the task's own thread: touches nothing of JavaScript's, and nothing that static destructors destroy, because
  // process.exit() does not wait for it.
  virtual void run() noexcept = 0;
  // Makes run() return within milliseconds, under way or not yet begun: an environment that ends waits for that. Called by the
  // thread of JavaScript.
  virtual void stop() noexcept = 0;
  // What the promise resolves to once run() has returned; an Error thrown is what it is rejected with. On the thread of
  // JavaScript.
  virtual Napi::Value result(Napi::Env env) = 0;

 private:
  class Execution;
  Napi::ObjectReference objects_;
};

}  // namespace leeway::binding
