// Threads that work together on one thing after another: started once, they wait for the next piece of work spinning briefly,
// then asleep. A team belongs to one thread, its leader, who takes part as number 0.
#pragma once

#include <stddef.h>
#include <stdint.h>

#if !defined(__wasm__)
#include <atomic>
#include <condition_variable>
#include <mutex>
#endif

namespace leeway {

// A processor's worth of threads, at least 1.
size_t processor_count();

#if defined(__wasm__)

// WebAssembly has the one thread.
class Team {
 public:
  size_t hire(size_t) { return 1; }
  template <class Work>
  void run(size_t, const Work& work) {
    work(size_t(0));
  }
  void meet() {}
};

#else

// A number that threads wait to see changed.
class Signal {
 public:
  uint32_t value() const { return value_.load(std::memory_order_acquire); }
  void set(uint32_t value);
  uint32_t wait_while(uint32_t old);

 private:
  std::atomic<uint32_t> value_{0};
  std::atomic<uint32_t> sleepers_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
};

class Team {
 public:
  static constexpr size_t most = 8;

  Team() = default;
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  // Makes the team `size` strong, its leader included; returns how strong it is, which is less where no thread is to be had.
  size_t hire(size_t size);

  // work(number) by the first `size` of the team at once; returns when all are through.
  template <class Work>
  void run(size_t size, const Work& work) {
    run(
        size, [](const void* w, size_t number) { (*static_cast<const Work*>(w))(number); }, &work);
  }

  // Within work: waits until all who do it have come here.
  void meet();

 private:
  using Function = void (*)(const void* work, size_t number);
  struct Member;

  void run(size_t size, Function function, const void* work);
  void serve(size_t number, uint32_t order);

  Member* members_[most] = {};
  size_t size_ = 1;
  // What is to be done, and by how many: in one number, so that who is not needed cannot mistake the next order for this one.
  Signal order_;
  Function function_ = nullptr;
  const void* work_ = nullptr;
  size_t at_work_ = 1;
  std::atomic<size_t> arrived_{0};
  Signal meeting_;
};

#endif

}  // namespace leeway
