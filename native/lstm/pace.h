// How many threads a batch is worth, found out by trying: results are the same whatever it answers.
#pragma once

#include <stddef.h>

#if !defined(__wasm__)
#include <chrono>
#endif

namespace leeway {

// Chooses between one thread and all there are. Now and then a batch is done the other way: rarely while that is no better,
// so that a machine whose other cores are busy is left alone.
class Pace {
 public:
  // Whether to do the next batch with all threads.
  bool together() {
    trial_ = waited_ >= patience_;
    return trial_ ? !together_ : together_;
  }

  // What the batch took, per sample.
  void took(double time) {
    const bool was_together = trial_ ? !together_ : together_;
    double& best = time_[was_together];
    // The better of now and a while ago, which is forgotten slowly.
    best = best == 0 || time < best ? time : best + 0.1 * (time - best);
    waited_ = trial_ ? 0 : waited_ + 1;
    const bool better = time_[1] != 0 && (time_[0] == 0 || time_[1] < 0.98 * time_[0]);
    if (trial_) patience_ = better == together_ ? (patience_ < 512 ? 2 * patience_ : patience_) : 8;
    together_ = better;
  }

 private:
  double time_[2] = {0, 0};
  bool together_ = true, trial_ = false;
  size_t waited_ = 0, patience_ = 4;
};

#if defined(__wasm__)
inline double seconds() { return 0; }
#else
inline double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
#endif

}  // namespace leeway
