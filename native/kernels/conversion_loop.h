// Arrays of floats to arrays of 16-bit ones and back: leeway_forward functions that look at no alpha.
#pragma once

LEEWAY_ISA_BEGIN

template <class From, class To>
void convert(const void* input, void* output, size_t n, double) {
  const auto* x = static_cast<const typename From::element*>(input);
  auto* y = static_cast<typename To::element*>(output);
  constexpr size_t lanes = From::vector::lanes;
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) To::store(From::load(x + i), y + i);
  if (i < n) To::store_partial(From::load_partial(x + i, n - i), y + i, n - i);
}

LEEWAY_ISA_END
