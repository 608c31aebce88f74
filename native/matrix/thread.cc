#include "thread.h"

#if !defined(__wasm__)

#include <stddef.h>

#if defined(_WIN32)
#include <windows.h>
#else
#include <signal.h>
#endif

namespace leeway {
namespace {

// Systems give from 128 KB (musl) to 8 MB.
constexpr size_t stack_bytes = size_t(1) << 20;

}  // namespace

#if defined(_WIN32)

bool Thread::start(Main main, void* argument) {
  main_ = main;
  argument_ = argument;
  const auto enter = [](void* self) -> DWORD {
    static_cast<Thread*>(self)->main_(static_cast<Thread*>(self)->argument_);
    return 0;
  };
  handle_ =
      CreateThread(nullptr, stack_bytes, enter, this, STACK_SIZE_PARAM_IS_A_RESERVATION, nullptr);
  return handle_ != nullptr;
}

void Thread::join() {
  WaitForSingleObject(handle_, INFINITE);
  CloseHandle(handle_);
}

#else

bool Thread::start(Main main, void* argument) {
  main_ = main;
  argument_ = argument;
  const auto enter = [](void* self) -> void* {
    static_cast<Thread*>(self)->main_(static_cast<Thread*>(self)->argument_);
    return nullptr;
  };
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_attr_setstacksize(&attributes, stack_bytes);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const bool started = pthread_create(&handle_, &attributes, enter, this) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_attr_destroy(&attributes);
  return started;
}

void Thread::join() { pthread_join(handle_, nullptr); }

#endif

}  // namespace leeway

#endif
