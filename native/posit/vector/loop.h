// A step over one vector's worth of elements, applied to arrays. The tail goes through the same step, by way of the stack.
#pragma once

LEEWAY_ISA_BEGIN

template <class A, class R, class Step>
LEEWAY_INLINE void map(Step step, const void* inputs, void* output, size_t n) {
  constexpr size_t lanes = i32::lanes;
  const A* a = static_cast<const A*>(inputs);
  R* out = static_cast<R*>(output);
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) step(a + i, out + i);
  if (i == n) return;
  A tail[lanes] = {};
  R results[lanes];
  memcpy(tail, a + i, (n - i) * sizeof(A));
  step(tail, results);
  memcpy(out + i, results, (n - i) * sizeof(R));
}

template <class S, class Step>
LEEWAY_INLINE void map(Step step, const void* first, const void* second, void* output, size_t n) {
  constexpr size_t lanes = i32::lanes;
  const S *a = static_cast<const S*>(first), *b = static_cast<const S*>(second);
  S* out = static_cast<S*>(output);
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) step(a + i, b + i, out + i);
  if (i == n) return;
  S tails[2][lanes] = {}, results[lanes];
  memcpy(tails[0], a + i, (n - i) * sizeof(S));
  memcpy(tails[1], b + i, (n - i) * sizeof(S));
  step(tails[0], tails[1], results);
  memcpy(out + i, results, (n - i) * sizeof(S));
}

template <class S, class Step>
LEEWAY_INLINE void map(Step step, const void* first, const void* second, const void* third,
                       void* output, size_t n) {
  constexpr size_t lanes = i32::lanes;
  const S *a = static_cast<const S*>(first), *b = static_cast<const S*>(second);
  const S* c = static_cast<const S*>(third);
  S* out = static_cast<S*>(output);
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) step(a + i, b + i, c + i, out + i);
  if (i == n) return;
  S tails[3][lanes] = {}, results[lanes];
  memcpy(tails[0], a + i, (n - i) * sizeof(S));
  memcpy(tails[1], b + i, (n - i) * sizeof(S));
  memcpy(tails[2], c + i, (n - i) * sizeof(S));
  step(tails[0], tails[1], tails[2], results);
  memcpy(out + i, results, (n - i) * sizeof(S));
}

LEEWAY_ISA_END
