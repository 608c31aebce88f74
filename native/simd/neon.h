// The vocabulary on NEON (arm64): 4 floats, 2 doubles, fused multiply-add.
#pragma once
#define LEEWAY_ISA neon
#include "vocabulary.h"
#include <arm_neon.h>

LEEWAY_ISA_BEGIN

#define LEEWAY_VECTOR f32
#define LEEWAY_ELEMENT float
#define LEEWAY_LANES 4
#define LEEWAY_REGISTER float32x4_t
#define LEEWAY_MASK uint32x4_t
#define LEEWAY_NEON(operation) operation##_f32
#define LEEWAY_NEON_INTEGER(operation) operation##_u32
#define LEEWAY_AS_INTEGER(x) vreinterpretq_u32_f32(x)
#define LEEWAY_AS_FLOAT(x) vreinterpretq_f32_u32(x)
#include "neon.inl"

#define LEEWAY_VECTOR f64
#define LEEWAY_ELEMENT double
#define LEEWAY_LANES 2
#define LEEWAY_REGISTER float64x2_t
#define LEEWAY_MASK uint64x2_t
#define LEEWAY_NEON(operation) operation##_f64
#define LEEWAY_NEON_INTEGER(operation) operation##_u64
#define LEEWAY_AS_INTEGER(x) vreinterpretq_u64_f64(x)
#define LEEWAY_AS_FLOAT(x) vreinterpretq_f64_u64(x)
#include "neon.inl"

LEEWAY_ISA_END

#include "partial.h"
#include "derived.h"
