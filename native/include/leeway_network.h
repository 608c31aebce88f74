/* leeway's small networks: layers one after another, trained in float32. A measuring instrument for what an activation costs and
 * gives in a whole network: no graph, and nothing that the experiments do not need (docs/experiments.md).
 *
 * An object serves one call at a time, from any thread. Results depend on the seed, the data and the instruction set alone, not on the number
 * of threads.
 */
#ifndef LEEWAY_NETWORK_H_
#define LEEWAY_NETWORK_H_

#include "leeway.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct leeway_network leeway_network;

typedef enum leeway_layer_kind {
  LEEWAY_LAYER_EMBEDDING, /* first: `count` words, vectors of `units`; their mean over a sample's words */
  LEEWAY_LAYER_CONVOLUTION,  /* `units` filters of height x width */
  LEEWAY_LAYER_AVERAGE_POOL, /* windows of height x height side by side */
  LEEWAY_LAYER_MAX_POOL,
  LEEWAY_LAYER_FLATTEN, /* in the order channel, row, column */
  LEEWAY_LAYER_DENSE,   /* `units` outputs */
  LEEWAY_LAYER_DROPOUT, /* in training, keeps with probability `keep` and divides by it */
  LEEWAY_LAYER_ACTIVATION
} leeway_layer_kind;

typedef struct leeway_layer {
  leeway_layer_kind kind;
  size_t units, count;
  size_t height, width, stride;
  size_t top, left, bottom, right; /* padding with zeros */
  double keep;
  leeway_activation activation; /* a FLOAT32 kernel; alpha is where a learnt one starts */
  int learns_alpha;             /* an alpha per channel, kept at 1e-4 or above */
  const char*
      reference; /* instead of a kernel, if not null: "tanh", "sigmoid", "elu" of the C library number by number, or
                            "fast_tanh", "fast_sigmoid", "fast_elu", the limits of the posits' bit tricks */
} leeway_layer;

typedef struct leeway_network_config {
  const leeway_layer* layers;
  size_t layer_count;
  size_t channels, height, width; /* of an input; of features or words: their number, 1, 1 */
  leeway_isa isa;
  uint64_t seed; /* of dropout and the order of the samples: weights start at zero */
} leeway_network_config;

typedef enum leeway_network_loss {
  LEEWAY_NETWORK_SOFTMAX,      /* cross-entropy of the outputs' softmax; y: labels, int32 */
  LEEWAY_NETWORK_MSE,          /* y: float, [samples, outputs], as below */
  LEEWAY_NETWORK_BCE,          /* binary cross-entropy of logits */
  LEEWAY_NETWORK_SYMMETRIC_BCE /* of outputs in [-1, 1], (1 + y) / 2 being the probability */
} leeway_network_loss;

/* x: [samples, channels, height, width], float; int32 numbers of words where the first layer is an embedding, each below its
 * `count`, negative ones standing for none. Labels are below the number of outputs. */
typedef struct leeway_network_data {
  const void* x;
  const void* y;
  size_t samples;
} leeway_network_data;

typedef struct leeway_optimizer {
  int sgd;         /* not 0: w -= rate v, v = momentum v + gradient; else Adam */
  double momentum; /* of SGD */
  double beta1, beta2, epsilon;
} leeway_optimizer;

typedef struct leeway_network_training {
  leeway_network_loss loss;
  leeway_optimizer optimizer;
  size_t batch;
  const double* rates; /* one per batch of the epoch */
  uint64_t epoch;      /* seeds the order of the samples */
  size_t threads;      /* at most; 0: a processor's worth */
  int (*cancelled)(void*);
  void* cancelled_context;
} leeway_network_training;

typedef struct leeway_network_score {
  double loss;    /* the mean */
  size_t correct; /* samples (softmax) or outputs on the right side of the middle */
} leeway_network_score;

leeway_status leeway_network_create(const leeway_network_config* config, leeway_network** network);
void leeway_network_destroy(leeway_network* network);

size_t leeway_network_inputs(const leeway_network* network);
size_t leeway_network_outputs(const leeway_network* network);

/* Weights layer by layer, each layer's weights before its biases: convolutions [filters, channels, height, width], dense layers
 * [units, inputs], embeddings [words, size], alphas [channels]. */
size_t leeway_network_weight_count(const leeway_network* network);
void leeway_network_get_weights(const leeway_network* network, float* weights);
void leeway_network_set_weights(leeway_network* network, const float* weights);

leeway_status leeway_network_predict(leeway_network* network, const void* x, size_t samples,
                                     size_t threads, float* y);
leeway_status leeway_network_evaluate(leeway_network* network, const leeway_network_data* data,
                                      leeway_network_loss loss, size_t threads,
                                      leeway_network_score* score);
leeway_status leeway_network_train_epoch(leeway_network* network, const leeway_network_data* data,
                                         const leeway_network_training* training,
                                         leeway_network_score* score);
/* The loss of all samples as one batch and its gradient, laid out like the weights. Trains nothing, drops nothing out. */
leeway_status leeway_network_gradients(leeway_network* network, const leeway_network_data* data,
                                       leeway_network_loss loss, leeway_network_score* score,
                                       float* gradients);

/* A step with a loss of one's own, in two calls: outputs [samples, outputs] of a batch in training, and what follows from
 * their gradient. */
leeway_status leeway_network_begin_step(leeway_network* network, const void* x, size_t samples,
                                        float* y);
leeway_status leeway_network_end_step(leeway_network* network, const float* dy,
                                      const leeway_optimizer* optimizer, double rate);

#ifdef __cplusplus
}
#endif
#endif
