// The vocabulary on WebAssembly's SIMD128: 4 floats, 2 doubles, no fused multiply-add (relaxed SIMD has one, whose bits
// differ between machines).
#pragma once
#define LEEWAY_ISA wasm
#include "vocabulary.h"
#include <wasm_simd128.h>

LEEWAY_ISA_BEGIN

#define LEEWAY_VECTOR f32
#define LEEWAY_ELEMENT float
#define LEEWAY_LANES 4
#define LEEWAY_WASM(operation) wasm_f32x4_##operation
#define LEEWAY_SPLAT_BITS(b) wasm_u32x4_splat(b)
#define LEEWAY_BITS_MINUS wasm_i32x4_sub
#define LEEWAY_SHIFT_LEFT wasm_i32x4_shl
#define LEEWAY_SHIFT_RIGHT wasm_u32x4_shr
#include "wasm.inl"

#define LEEWAY_VECTOR f64
#define LEEWAY_ELEMENT double
#define LEEWAY_LANES 2
#define LEEWAY_WASM(operation) wasm_f64x2_##operation
#define LEEWAY_SPLAT_BITS(b) wasm_u64x2_splat(b)
#define LEEWAY_BITS_MINUS wasm_i64x2_sub
#define LEEWAY_SHIFT_LEFT wasm_i64x2_shl
#define LEEWAY_SHIFT_RIGHT wasm_u64x2_shr
#include "wasm.inl"

LEEWAY_ISA_END

#include "partial.h"
#include "no_float_table.h"
#include "derived.h"
