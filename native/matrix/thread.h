// A thread of the operating system, and not a std::thread, which can only throw where there is none to be had.
#pragma once

#if !defined(__wasm__)

#if !defined(_WIN32)
#include <pthread.h>
#endif

namespace leeway {

// Stays where it is from start() to join().
class Thread {
 public:
  using Main = void (*)(void* argument);

  Thread() = default;
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  // Runs main(argument), with signals left to the program's own threads and 1 MiB of stack. False where there is no thread to
  // be had.
  bool start(Main main, void* argument);
  // Waits for its end; once for every start.
  void join();

 private:
  Main main_ = nullptr;
  void* argument_ = nullptr;
#if defined(_WIN32)
  void* handle_ = nullptr;
#else
  pthread_t handle_{};
#endif
};

}  // namespace leeway

#endif
