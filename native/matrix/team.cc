#include "team.h"

#if defined(__wasm__)

namespace leeway {
size_t processor_count() { return 1; }
}  // namespace leeway

#else

#include <new>
#include <thread>

#include "thread.h"

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#endif

namespace leeway {
namespace {

// Some 20 microseconds: what a thread costs to wake, more than the others' lag at a meeting.
constexpr int spins = 500;

void spin() {
#if defined(__x86_64__) || defined(_M_X64)
  _mm_pause();
#elif defined(__aarch64__) && !defined(_MSC_VER)
  __asm__ volatile("isb");
#endif
}

constexpr uint32_t size_bits = 4, size_mask = (1u << size_bits) - 1;

}  // namespace

size_t processor_count() {
  const unsigned count = std::thread::hardware_concurrency();
  return count > 0 ? count : 1;
}

// Sequentially consistent on both sides: either the sleeper sees the new value, or the setter sees the sleeper.
void Signal::set(uint32_t value) {
  value_.store(value);
  if (sleepers_.load() == 0) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  changed_.notify_all();
}

uint32_t Signal::wait_while(uint32_t old) {
  for (int i = 0; i < spins; i++) {
    const uint32_t now = value();
    if (now != old) return now;
    spin();
  }
  std::unique_lock<std::mutex> lock(mutex_);
  sleepers_.fetch_add(1);
  while (value_.load() == old) changed_.wait(lock);
  sleepers_.fetch_sub(1);
  return value_.load();
}

struct Team::Member {
  Team* team;
  size_t number;
  uint32_t order;  // the last one given before it came
  Thread thread;

  bool start() {
    return thread.start(
        [](void* self) {
          const Member* member = static_cast<Member*>(self);
          member->team->serve(member->number, member->order);
        },
        this);
  }
};

Team::~Team() {
  if (size_ == 1) return;
  order_.set(((order_.value() >> size_bits) + 1) << size_bits);  // nobody is needed any more
  for (size_t i = 1; i < size_; i++) {
    members_[i]->thread.join();
    delete members_[i];
  }
}

size_t Team::hire(size_t size) {
  if (size > most) size = most;
  while (size_ < size) {
    Member* member = new (std::nothrow) Member();
    if (!member) break;
    member->team = this;
    member->number = size_;
    member->order = order_.value();
    if (!member->start()) {
      delete member;
      break;
    }
    members_[size_++] = member;
  }
  return size_ < size ? size_ : size;
}

void Team::run(size_t size, Function function, const void* work) {
  at_work_ = size;
  if (size == 1) return function(work, 0);
  function_ = function;
  work_ = work;
  order_.set(((order_.value() >> size_bits) + 1) << size_bits | static_cast<uint32_t>(size));
  function(work, 0);
  meet();
}

void Team::meet() {
  // Read before arriving: when all have arrived, the leader may go on to the next order.
  const size_t expected = at_work_;
  if (expected == 1) return;
  const uint32_t meeting = meeting_.value();
  if (arrived_.fetch_add(1) + 1 == expected) {
    arrived_.store(0);
    meeting_.set(meeting + 1);
  } else {
    meeting_.wait_while(meeting);
  }
}

void Team::serve(size_t number, uint32_t order) {
  for (;;) {
    order = order_.wait_while(order);
    const uint32_t size = order & size_mask;
    if (size == 0) return;
    if (number >= size) continue;
    function_(work_, number);
    meet();
  }
}

}  // namespace leeway

#endif
