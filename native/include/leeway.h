/* leeway: fast approximate activation functions, the error bound as part of the contract.
 *
 * The C interface over everything native: what the Node binding, C++ users and native benches call. It needs no Node, no
 * C++ library in its signatures, and neither threads, files nor a clock.
 *
 * Arrays are of the kernel's element type, may sit at any address, and may be the same array (in place); they must not
 * overlap otherwise. No function throws, allocates (lstm objects apart) or keeps a pointer. All are safe to call from any
 * thread at once.
 */
#ifndef LEEWAY_H_
#define LEEWAY_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum leeway_isa {
  LEEWAY_ISA_SCALAR,
  LEEWAY_ISA_SSE2,
  LEEWAY_ISA_AVX2,
  LEEWAY_ISA_AVX512,
  LEEWAY_ISA_NEON,
  LEEWAY_ISA_WASM, /* WebAssembly's SIMD128 */
  LEEWAY_ISA_COUNT
} leeway_isa;

/* How an array holds its numbers. The 16-bit formats are uint16_t bit patterns; kernels compute on them in float32 and
 * round each result once: to nearest, ties to even, overflow to infinity, subnormals kept, NaN quiet. */
typedef enum leeway_element {
  LEEWAY_FLOAT32,
  LEEWAY_FLOAT64,
  LEEWAY_FLOAT16, /* IEEE 754 binary16: 5 bits of exponent, 10 of significand */
  LEEWAY_BFLOAT16 /* the upper half of a float32: 8 bits of exponent, 7 of significand */
} leeway_element;

typedef enum leeway_status {
  LEEWAY_OK,
  LEEWAY_NO_SUCH_KERNEL,
  LEEWAY_NO_SUCH_ISA,     /* not a name of an instruction set */
  LEEWAY_ISA_UNAVAILABLE, /* a name, but not of this build or this CPU */
  LEEWAY_NO_GRADIENT,     /* the kernel has no gradient of that kind */
  LEEWAY_BAD_ARGUMENT,
  LEEWAY_OUT_OF_MEMORY,
  LEEWAY_CANCELLED
} leeway_status;

/* ---- Instruction sets ---------------------------------------------------------------------------------------- */

/* "scalar", "sse2", "avx2", "avx512", "neon", "wasm". */
const char* leeway_isa_name(leeway_isa isa);
leeway_status leeway_isa_from_name(const char* name, leeway_isa* isa);
/* 1 where this build has the instruction set and this CPU (and its operating system) runs it. */
int leeway_isa_available(leeway_isa isa);
/* The best available one. */
leeway_isa leeway_isa_best(void);
/* Vector length for an element type, in elements: that of float32 for the 16-bit ones. */
int leeway_isa_lanes(leeway_isa isa, leeway_element element);

/* ---- Kernels ------------------------------------------------------------------------------------------------- */

typedef struct leeway_op_info {
  const char* name;       /* "isru" */
  const char* value;      /* the function as an expression of x and alpha */
  const char* derivative; /* likewise */
  const char* source;     /* where the function or its method is from */
  int has_alpha;
  double default_alpha;
} leeway_op_info;

typedef struct leeway_kernel_info {
  size_t op;          /* index for leeway_op */
  const char* method; /* "rational_5_4" */
  leeway_element element;
  double low, high; /* the domain the bounds hold on */
  int backward_from_output;
  int alpha_per_channel; /* leeway_resolve_channels has functions for it */
} leeway_kernel_info;

/* A bound of HUGE_VAL promises nothing of its kind. Bounds in ulp hold for every alpha; absolute ones are stated for the
 * default alpha and scale with the op's finite limit. */
typedef struct leeway_bound {
  double max_abs_error, max_ulp;
  double derivative_max_abs_error, derivative_max_ulp;
} leeway_bound;

size_t leeway_op_count(void);
leeway_status leeway_op(size_t op, leeway_op_info* info);
/* The op's limits at -inf and +inf. */
leeway_status leeway_op_limits(size_t op, double alpha, double* low, double* high);
size_t leeway_kernel_count(void);
leeway_status leeway_kernel(size_t kernel, leeway_kernel_info* info);
/* The kernel's promise on an instruction set, known also where that set is not available. */
leeway_status leeway_kernel_bound(size_t kernel, leeway_isa isa, leeway_bound* bound);

typedef void (*leeway_forward)(const void* x, void* y, size_t n, double alpha);
typedef void (*leeway_backward)(const void* x_or_y, const void* dy, void* dx, size_t n,
                                double alpha);

typedef struct leeway_functions {
  leeway_forward forward;   /* y[i] = f(x[i]) */
  leeway_backward backward; /* dx[i] = dy[i] f'(x[i]) */
  leeway_backward
      backward_from_output; /* the same from y[i] = f(x[i]); null where f' does not follow from y */
} leeway_functions;

/* Resolve once, call many: the functions stay valid for the life of the process. */
leeway_status leeway_resolve(size_t kernel, leeway_isa isa, leeway_functions* functions);

/* An array [outer, channels, inner] whose channels have an alpha each. inner is 1 where channels come last, and height * width
 * for images [batch, channels, height, width]. */
typedef struct leeway_channels {
  size_t outer, channels, inner;
} leeway_channels;

/* alpha: [channels], of the kernel's element type, each finite and > 0, apart from all that is written. y is what `forward`
 * gives for the channel's alpha, to the bit, and dx what `backward` gives. dalpha: [channels], the sums of dy df/dalpha over
 * outer and inner, in float64 for either element type; taken in an order that depends on the shape and the instruction set
 * alone. */
typedef void (*leeway_channel_forward)(const void* x, const void* alpha, void* y,
                                       const leeway_channels* shape);
typedef void (*leeway_channel_backward)(const void* x, const void* alpha, const void* dy, void* dx,
                                        double* dalpha, const leeway_channels* shape);

typedef struct leeway_channel_functions {
  leeway_channel_forward forward;
  leeway_channel_backward backward;
} leeway_channel_functions;

/* LEEWAY_NO_GRADIENT for a kernel without an alpha, and for 16-bit elements. */
leeway_status leeway_resolve_channels(size_t kernel, leeway_isa isa,
                                      leeway_channel_functions* functions);

/* y[i] = x[i] in another format, between FLOAT32 and either 16-bit one: called as *convert(x, y, n, 0) on arrays that do not
 * overlap. From 16 bits exact; to 16 bits rounded as above. */
leeway_status leeway_resolve_conversion(leeway_element from, leeway_element to, leeway_isa isa,
                                        leeway_forward* convert);

/* Rounds of independent multiply-adds on numbers that stay in registers: timed, what one core's
 * arithmetic can do. Returns the operations done, two to a multiply-add of a lane; 0 where there is no such thing. */
double leeway_multiply_adds(leeway_isa isa, leeway_element element, size_t rounds);

/* What a thread does in a cycle, which tells how much of its core it has: 0 where that cannot be measured. */
typedef struct {
  /* Independent ones. A core with nobody on its other hyperthread does 4 and more, a shared one half of that. */
  double additions;
  /* Of forty multiplications, many instructions apart: how many begin depends on how much the core may have in flight, of which
   * a second thread has half, even while it waits for memory. How many there are at most depends on the CPU. */
  double chains;
} leeway_core_rates;

/* Of `threads` at once, the least of each; it takes them some 10 microseconds. 0 on anything but an x86-64 with AVX2 (others
 * do fewer than 4 additions), and where no thread is to be had. */
leeway_core_rates leeway_measure_cores(size_t threads);

/* ---- LSTM ---------------------------------------------------------------------------------------------------- */

/* One LSTM layer and a linear head on its last hidden state, trained by backpropagation through time and Adam.
 *
 *   z = [x_t, h_(t-1), 1] W,   i, f, o = gate(z),  g = activation(z)     gates stand in this order: i, f, o, g
 *   c_t = f c_(t-1) + i g,     h_t = o activation(c_t),                  y = [h_T, 1] V
 *
 * An object serves one call at a time, from any thread. Results depend on the seed, the data and the instruction set
 * alone; on AVX-512 also on the CPU's maker, whose estimates of 1/sqrt training uses.
 */
typedef struct leeway_lstm leeway_lstm;

/* Functions that only experiments need, as activations behind the list of kernels: number leeway_kernel_count() + one of
 * these. The C library's, number by number, which approximations are measured against; and the limits of the posits' bit tricks
 * for ever longer posits, to train with. */
typedef enum leeway_reference_function {
  LEEWAY_LIBRARY_TANH,
  LEEWAY_LIBRARY_SIGMOID,
  LEEWAY_LIBRARY_ELU,
  LEEWAY_FAST_TANH,
  LEEWAY_FAST_SIGMOID,
  LEEWAY_FAST_ELU
} leeway_reference_function;

typedef struct leeway_activation {
  size_t kernel; /* of the network's elements, or (FLOAT32) a reference function */
  double alpha;
  /* Instead of a kernel, if not null: tables of f and f' (leeway_approximate.h), of the network's elements and instruction
   * set, which have to outlive it. */
  const struct leeway_approximation *table, *derivative;
} leeway_activation;

typedef struct leeway_lstm_config {
  size_t inputs, hidden, outputs;
  leeway_activation activation, gate;
  leeway_isa isa;
  leeway_element element; /* FLOAT32 or FLOAT64: of weights, samples, targets and outputs */
  uint64_t seed;
} leeway_lstm_config;

typedef enum leeway_loss {
  LEEWAY_LOSS_MSE, /* mean squared error */
  LEEWAY_LOSS_BCE  /* binary cross-entropy; outputs are logits */
} leeway_loss;

/* x: [samples, steps, inputs]; y: [samples, outputs]. */
typedef struct leeway_lstm_data {
  const void* x;
  const void* y;
  size_t samples, steps;
} leeway_lstm_data;

/* How threads divide a batch. */
typedef enum leeway_lstm_scheme {
  LEEWAY_LSTM_SHARDS, /* by samples, a single one by units */
  LEEWAY_LSTM_GATES   /* five threads that meet in every step, a gate each: for comparing only */
} leeway_lstm_scheme;

typedef struct leeway_lstm_training {
  leeway_loss loss;
  size_t batch;
  double learning_rate;       /* of the first batch, */
  double final_learning_rate; /* gliding towards this one after the last */
  double clip_norm;           /* gradients longer than this are scaled down to it; 0 leaves them */
  uint64_t epoch;             /* seeds the order of the samples */
  int (*cancelled)(void*);    /* asked after every batch: stop if not 0; may be null */
  void* cancelled_context;
  size_t
      threads; /* at most; results are the same for any number. 0: as many as make it faster. WebAssembly: always 1 */
  leeway_lstm_scheme scheme;
} leeway_lstm_training;

/* Weights start uniform in ±1/sqrt(hidden), biases at 0, the forget gate's at 1. */
leeway_status leeway_lstm_create(const leeway_lstm_config* config, leeway_lstm** lstm);
void leeway_lstm_destroy(leeway_lstm* lstm);

/* Weights as one dense array: W [inputs + hidden + 1, 4 hidden], then V [hidden + 1, outputs]; last rows are the biases. */
size_t leeway_lstm_weight_count(const leeway_lstm* lstm);
void leeway_lstm_get_weights(const leeway_lstm* lstm, void* weights);
void leeway_lstm_set_weights(leeway_lstm* lstm, const void* weights);

/* All that training goes on from (weights, Adam's moments and count of steps) as bytes, to go on in another object of the
 * same configuration. For the same build only: it is no file format. */
size_t leeway_lstm_state_size(const leeway_lstm* lstm);
void leeway_lstm_get_state(const leeway_lstm* lstm, void* state);
void leeway_lstm_set_state(leeway_lstm* lstm, const void* state);

/* y: [samples, outputs], linear (logits for a model trained with LEEWAY_LOSS_BCE). */
leeway_status leeway_lstm_predict(leeway_lstm* lstm, const void* x, size_t samples, size_t steps,
                                  void* y);
/* The mean loss of the data as it stands. */
leeway_status leeway_lstm_evaluate(leeway_lstm* lstm, const leeway_lstm_data* data,
                                   leeway_loss loss, double* mean_loss);
/* One pass over the data in shuffled batches; *mean_loss is the mean over its elements as they were met. */
leeway_status leeway_lstm_train_epoch(leeway_lstm* lstm, const leeway_lstm_data* data,
                                      const leeway_lstm_training* training, double* mean_loss);
/* The loss of all samples as one batch and its gradient, in the layout of the weights. Trains nothing. */
leeway_status leeway_lstm_gradients(leeway_lstm* lstm, const leeway_lstm_data* data,
                                    leeway_loss loss, double* mean_loss, void* gradients);

/* A network at work on one sequence as it comes, with the weights it had when the stream was opened: training may go on beside
 * it. Steps allocate nothing. Serves one call at a time, from any thread; h and c start at 0. */
typedef struct leeway_lstm_stream leeway_lstm_stream;
leeway_status leeway_lstm_stream_create(const leeway_lstm* lstm, leeway_lstm_stream** stream);
void leeway_lstm_stream_destroy(leeway_lstm_stream* stream);
/* x: [inputs], the next time step; y: [outputs], what leeway_lstm_predict would give if the sequence ended with it. */
void leeway_lstm_stream_step(leeway_lstm_stream* stream, const void* x, void* y);
/* Back to the start of a sequence. */
void leeway_lstm_stream_reset(leeway_lstm_stream* stream);
/* [2, hidden]: h, then c. */
void leeway_lstm_stream_get_state(const leeway_lstm_stream* stream, void* state);
void leeway_lstm_stream_set_state(leeway_lstm_stream* stream, const void* state);

/* ---- Proof --------------------------------------------------------------------------------------------------- */

/* The oracle: f and f' by the C library, in long double for FLOAT64 ops and in float64 for all others, as an unevaluated sum
 * high + low. Independent of every kernel. */
leeway_status leeway_reference(size_t op, leeway_element element, int derivative, const double* x,
                               double* high, double* low, size_t n, double alpha);

/* What a sweep over bit patterns found. Every `_at` is the x of its line. */
typedef struct leeway_measurement {
  uint64_t inputs;
  double max_abs_error, max_abs_error_at;
  double max_ulp, max_ulp_at;
  double derivative_max_abs_error, derivative_max_abs_error_at;
  double derivative_max_ulp, derivative_max_ulp_at;
  uint64_t nan_mismatches; /* NaN where the oracle has a number, or a number where it has NaN */
  uint64_t outside_range;  /* beyond the function's limits at -inf and +inf */
  uint64_t not_monotonic;  /* a step against the direction of the function */
  double nan_mismatch_at, outside_range_at, not_monotonic_at;
} leeway_measurement;

typedef struct leeway_measure_target {
  size_t kernel;
  leeway_isa isa;
} leeway_measure_target;

/* Runs the kernels, all of one op and element type, on the inputs with bit patterns first, first + stride, … (count of
 * them) that lie in their domain, and adds what it finds to the measurement of each, which starts zeroed. Monotonicity is
 * judged between neighbours, so sweep patterns of one sign at a time. Gradients are measured on the first 1024 of every
 * `gradient_every` times 1024 inputs. */
leeway_status leeway_measure(const leeway_measure_target* targets, size_t target_count,
                             double alpha, uint64_t first, uint64_t stride, uint64_t count,
                             uint64_t gradient_every, leeway_measurement* measurements);

#ifdef __cplusplus
}
#endif
#endif
