// An exact sum of products: a fixed-point number wide enough for 2^31 products of any size (Posit Standard 2022, section 2:
// 16 n bits for es = 2).
#pragma once

#include "arithmetic.h"

namespace leeway {
namespace posit {

class Quire {
 public:
  explicit Quire(const Shape& s) : shape_(s), unit_(-2 * ((s.n - 2) << s.es)) {}

  void add_product(const Number& a, const Number& b) {
    if (a.nar || b.nar) {
      nar_ = true;
      return;
    }
    if (a.significand == 0 || b.significand == 0) return;
    uint64_t p = (a.significand >> 32) * (b.significand >> 32);
    int at = a.scale + b.scale - 62 - unit_;
    // Every posit is a multiple of minpos: these bits are 0.
    if (at < 0) {
      p >>= -at;
      at = 0;
    }
    // Three limbs of 32 bits; their carries wait in the upper half of 64.
    const int limb = at >> 5, shift = at & 31;
    const uint64_t low = (p & low_half) << shift, high = (p >> 32) << shift;
    const int64_t parts[3] = {static_cast<int64_t>(low & low_half),
                              static_cast<int64_t>((low >> 32) + (high & low_half)),
                              static_cast<int64_t>(high >> 32)};
    const bool minus = a.negative != b.negative;
    for (int i = 0; i < 3; i++) limbs_[limb + i] += minus ? -parts[i] : parts[i];
    if (++waiting_ == (1 << 29)) carry();
  }

  // The product of two posits of up to 16 bits, which a double holds exactly, in 28 bits; NaN for NaR.
  void add_product(double product) {
    uint64_t bits;
    memcpy(&bits, &product, sizeof bits);
    const int biased = static_cast<int>(bits >> 52 & 0x7ff);
    if (biased == 0x7ff) nar_ = true;
    if (biased == 0 || biased == 0x7ff) return;
    // The top 29 bits are all there is.
    uint64_t p = (bits >> 24 & 0xfffffff) | 0x10000000;
    int at = biased - 1023 - 28 - unit_;
    if (at < 0) {
      p >>= -at;
      at = 0;
    }
    p <<= at & 31;
    const int64_t minus = static_cast<int64_t>(bits) >> 63;
    const int64_t low = static_cast<int64_t>(p & low_half), high = static_cast<int64_t>(p >> 32);
    limbs_[at >> 5] += (low ^ minus) - minus;
    limbs_[(at >> 5) + 1] += (high ^ minus) - minus;
    if (++waiting_ == (1 << 29)) carry();
  }

  uint32_t rounded() {
    if (nar_) return shape_.top;
    carry();
    const bool negative = limbs_[limb_count - 1] < 0;
    if (negative) {
      for (int64_t& limb : limbs_) limb = -limb;
      carry();
    }
    int top = limb_count - 1;
    while (top >= 0 && limbs_[top] == 0) top--;
    if (top < 0) return 0;
    const auto limb = [this](int i) { return i < 0 ? 0 : static_cast<uint64_t>(limbs_[i]); };
    // The 64 bits from the first one on, and whether there is more below.
    const int shift = leading_zeros(limb(top)) - 32;
    uint64_t significand = limb(top) << (32 + shift) | limb(top - 1) << shift;
    significand |= (limb(top - 2) << shift) >> 32;
    bool sticky = ((limb(top - 2) << shift) & low_half) != 0;
    for (int i = top - 3; i >= 0; i--) sticky |= limbs_[i] != 0;
    return encode(shape_, {significand, unit_ + 32 * top + 31 - shift, negative, false}, sticky);
  }

 private:
  static constexpr uint64_t low_half = 0xffffffffu;
  // posit<32,3>: 30 * 8 * 4 bits of products and 32 of sums are 31 limbs; a product reaches two limbs beyond its first.
  static constexpr int limb_count = 34;

  // Leaves 32 bits in every limb, the sign in the last.
  void carry() {
    int64_t over = 0;
    for (int i = 0; i < limb_count - 1; i++) {
      const int64_t v = limbs_[i] + over;
      over = v >> 32;
      limbs_[i] = v & static_cast<int64_t>(low_half);
    }
    limbs_[limb_count - 1] += over;
    waiting_ = 0;
  }

  Shape shape_;
  int unit_;  // the exponent of the last bit
  int waiting_ = 0;
  bool nar_ = false;
  int64_t limbs_[limb_count] = {};
};

}  // namespace posit
}  // namespace leeway
