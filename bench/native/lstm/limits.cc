// What the machine allows: multiply-adds in registers, and reading an array that stays in a cache. By one thread, and by two at
// once, which on a rented machine need not be twice as much. And what two threads take to hand each other an array.
#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>

#include "job.h"
#include "leeway.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

#if defined(__x86_64__)
__attribute__((target("avx512f"))) uint64_t read_by_avx512(const std::vector<uint64_t>& array) {
  __m512i sum[4] = {};
  for (size_t i = 0; i < array.size(); i += 32)
    for (size_t j = 0; j < 4; j++)
      sum[j] = _mm512_xor_si512(sum[j], _mm512_loadu_si512(array.data() + i + 8 * j));
  const __m512i all =
      _mm512_xor_si512(_mm512_xor_si512(sum[0], sum[1]), _mm512_xor_si512(sum[2], sum[3]));
  return static_cast<uint64_t>(_mm512_reduce_add_epi64(all));
}
#endif

// Whole blocks of 32 numbers.
uint64_t read(const std::vector<uint64_t>& array) {
#if defined(__x86_64__)
  if (leeway_isa_best() == LEEWAY_ISA_AVX512) return read_by_avx512(array);
#endif
  uint64_t sum[4] = {};
  for (size_t i = 0; i < array.size(); i += 4)
    for (size_t j = 0; j < 4; j++) sum[j] ^= array[i + j];
  return sum[0] ^ sum[1] ^ sum[2] ^ sum[3];
}

class LimitJob : public Job {
 public:
  LimitJob(double amount, size_t threads, std::function<void(size_t thread)> work)
      : amount_(amount * static_cast<double>(threads)), threads_(threads), work_(std::move(work)) {}

  void run() override {
    std::vector<std::thread> others;
    for (size_t thread = 1; thread < threads_; thread++) others.emplace_back(work_, thread);
    work_(0);
    for (std::thread& other : others) other.join();
  }
  double amount() const override { return amount_; }

 private:
  double amount_;
  size_t threads_;
  std::function<void(size_t)> work_;
};

// Long enough that starting a thread is lost in it.
constexpr size_t operations = 600'000'000, bytes = 200'000'000, handed_over = 20'000'000;

// Each of two threads writes an array, and then reads what the other has written. The amount is what one of them is handed.
std::unique_ptr<Job> exchange_job(size_t size) {
  struct State {
    std::vector<uint64_t> arrays[2];
    std::atomic<size_t> arrived{0};
    size_t met[2] = {};  // how often each of them did, in all runs
    void meet(size_t thread) {
      const size_t awaited = 2 * ++met[thread];
      for (arrived++; arrived.load() < awaited;) {
      }
    }
  };
  auto state = std::make_shared<State>();
  for (auto& array : state->arrays) array.resize(size / sizeof(uint64_t) / 32 * 32);
  const size_t times = handed_over / size;
  return std::make_unique<LimitJob>(static_cast<double>(times * size) / 2, 2, [=](size_t thread) {
    uint64_t sum = 0;
    for (size_t i = 0; i < times; i++) {
      for (uint64_t& number : state->arrays[thread]) number = sum + i;
      state->meet(thread);
      sum += read(state->arrays[1 - thread]);
      state->meet(thread);
    }
  });
}

}  // namespace

std::unique_ptr<Job> limit_job(const Request& request) {
  const leeway_isa isa = leeway_isa_best();
  if (request.work == "multiply-adds") {
    const size_t rounds =
        operations / static_cast<size_t>(leeway_multiply_adds(isa, LEEWAY_FLOAT32, 1));
    const double amount = leeway_multiply_adds(isa, LEEWAY_FLOAT32, rounds);
    return std::make_unique<LimitJob>(amount, request.threads, [=](size_t) {
      leeway_multiply_adds(isa, LEEWAY_FLOAT32, rounds);
    });
  }
  if (request.work == "exchange") return exchange_job(request.hidden * 1024);
  const size_t size = request.hidden * 1024, times = bytes / size;
  auto arrays = std::make_shared<std::vector<std::vector<uint64_t>>>(
      request.threads, std::vector<uint64_t>(size / sizeof(uint64_t), 1));
  return std::make_unique<LimitJob>(static_cast<double>(times * size), request.threads,
                                    [=](size_t thread) {
                                      std::vector<uint64_t>& array = (*arrays)[thread];
                                      uint64_t sum = 0;
                                      for (size_t i = 0; i < times; i++) sum += read(array);
                                      array[0] = sum;  // for a compiler that would read nothing
                                    });
}
