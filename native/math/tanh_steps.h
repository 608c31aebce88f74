// tanh at the whole steps of 1/128 up to where it rounds to 1: one table for all instruction sets.
#pragma once

namespace leeway {

constexpr int tanh_steps_per_unit_bits = 7;
constexpr double tanh_steps_end = 19.0625;

// [i] = tanh(i / 128).
extern const double* const tanh_steps;

}  // namespace leeway
