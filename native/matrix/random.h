// xoshiro256++ (Blackman & Vigna), seeded by splitmix64: the same stream on every platform.
#pragma once

#include <stdint.h>

namespace leeway {

class Random {
 public:
  // Streams with the same seed and different numbers are independent.
  explicit Random(uint64_t seed, uint64_t stream = 0) {
    uint64_t z = seed + stream * 0xd1342543de82ef95u;
    for (uint64_t& word : state_) word = split(z);
  }

  uint64_t next() {
    const uint64_t result = rotate(state_[0] + state_[3], 23) + state_[0];
    const uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  // Uniform in [-bound, bound).
  float symmetric(float bound) {
    const float unit = static_cast<float>(next() >> 40) * 0x1p-23f - 1.0f;
    return unit * bound;
  }

  // Uniform in [0, n), n < 2^32.
  uint32_t below(uint32_t n) { return static_cast<uint32_t>((next() >> 32) * n >> 32); }

 private:
  static uint64_t rotate(uint64_t x, int k) { return x << k | x >> (64 - k); }
  static uint64_t split(uint64_t& z) {
    z += 0x9e3779b97f4a7c15u;
    uint64_t x = z;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
  }

  uint64_t state_[4];
};

}  // namespace leeway
