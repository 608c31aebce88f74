#include "background_task.h"

#include <utility>

#include "arguments.h"
#include "matrix/thread.h"

namespace leeway::binding {

// One task on its way. Node's hooks run in the reverse order of their making, so end() joins the thread before the
// thread-safe function, through which it reports, is taken down; that function's finalizer is the last to be called and
// deletes this.
class BackgroundTask::Execution {
 public:
  explicit Execution(std::unique_ptr<BackgroundTask> task) : task_(std::move(task)) {}

  // False where there is no thread, and nothing will happen.
  bool start(napi_env env, const char* name, napi_value* promise) {
    napi_value label;
    if (napi_create_string_utf8(env, name, NAPI_AUTO_LENGTH, &label) != napi_ok ||
        napi_create_threadsafe_function(env, nullptr, nullptr, label, 0, 1, this, finalize, this,
                                        returned, &report_) != napi_ok) {
      delete this;
      return false;
    }
    const bool promised = napi_create_promise(env, &deferred_, promise) == napi_ok;
    if (!promised || !thread_.start(main, this)) {
      if (promised) napi_resolve_deferred(env, deferred_, label);  // frees it
      task_.reset();
      napi_release_threadsafe_function(report_, napi_tsfn_release);
      return false;
    }
    napi_add_env_cleanup_hook(env, end, this);
    return true;
  }

 private:
  static void main(void* self) {
    Execution* execution = static_cast<Execution*>(self);
    execution->task_->run();
    napi_call_threadsafe_function(execution->report_, nullptr, napi_tsfn_nonblocking);
  }

  // The environment ends, whether or not the thread has already reported.
  static void end(void* self) {
    Execution* execution = static_cast<Execution*>(self);
    execution->task_->stop();
    execution->thread_.join();
    execution->ended_ = true;
  }

  // The thread reports, and the environment is there to hear it.
  static void returned(napi_env env, napi_value, void* self, void*) {
    if (!env) return;  // it ended first, and finalize() was called before this
    Execution* execution = static_cast<Execution*>(self);
    if (execution->ended_) return;
    execution->thread_.join();
    napi_remove_env_cleanup_hook(env, end, self);
    execution->settle(env);
    execution->task_.reset();
    napi_release_threadsafe_function(execution->report_, napi_tsfn_release);
  }

  // On a worker that is being terminated any of this may fail; the deferred then goes with its environment.
  void settle(napi_env env) const {
    try {
      napi_resolve_deferred(env, deferred_, task_->result(env));
    } catch (const Napi::Error& error) {
      napi_reject_deferred(env, deferred_, error.Value());
    }
  }

  static void finalize(napi_env, void* self, void*) { delete static_cast<Execution*>(self); }

  std::unique_ptr<BackgroundTask> task_;
  Thread thread_;
  napi_threadsafe_function report_ = nullptr;
  napi_deferred deferred_ = nullptr;
  bool ended_ = false;
};

Napi::Value BackgroundTask::start(Napi::Env env, const char* name,
                                  std::unique_ptr<BackgroundTask> task) {
  napi_value promise;
  // Deletes itself.
  if ((new Execution(std::move(task)))->start(env, name, &promise))
    return Napi::Value(env, promise);
  refuse(env, out_of_memory, "memory for a thread", name, Napi::String::New(env, "too little"));
  return env.Undefined();
}

}  // namespace leeway::binding
