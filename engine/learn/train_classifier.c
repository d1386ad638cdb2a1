#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "learn/room.h"

typedef struct regression {
  const gloss_examples *examples;
  uint32_t labels;
  float *weights, *squares; /* features × labels; of all changes so far */
  double *chances;          /* of the labels of one item */
  double penalty;
} regression;

static void weigh(regression *regression, const gloss_item *item) {
  const gloss_examples *examples = regression->examples;
  uint32_t labels = regression->labels;
  double most = -INFINITY, all = 0;
  for (uint32_t label = 0; label < labels; label++) regression->chances[label] = 0;
  for (uint32_t i = 0; i < item->count; i++) {
    const float *weights = regression->weights + (size_t)examples->ids[item->first + i] * labels;
    double value = examples->values[item->first + i];
    for (uint32_t label = 0; label < labels; label++) regression->chances[label] += value * weights[label];
  }
  for (uint32_t label = 0; label < labels; label++) most = fmax(most, regression->chances[label]);
  for (uint32_t label = 0; label < labels; label++) all += regression->chances[label] = exp(regression->chances[label] - most);
  for (uint32_t label = 0; label < labels; label++) regression->chances[label] /= all;
}

static void change(float *weight, float *square, double slope) {
  const double pace = 0.3;
  *square += (float)(slope * slope);
  if (*square > 0) *weight -= (float)(pace * slope / (1e-6 + sqrt(*square)));
}

static void learn(regression *regression, const gloss_item *item) {
  const gloss_examples *examples = regression->examples;
  uint32_t labels = regression->labels;
  weigh(regression, item);
  regression->chances[item->label] -= 1;
  for (uint32_t i = 0; i < item->count; i++) {
    size_t first = (size_t)examples->ids[item->first + i] * labels;
    double value = examples->values[item->first + i];
    for (uint32_t label = 0; label < labels; label++) {
      float *weight = &regression->weights[first + label];
      change(weight, &regression->squares[first + label], value * regression->chances[label] + regression->penalty * *weight);
    }
  }
}

void gloss_learn_classifier(const gloss_examples *examples, uint32_t *order, uint32_t count, const gloss_train_settings *settings,
                            double **weights) {
  size_t all = (size_t)examples->feature_count * examples->labels.count;
  regression regression = {.examples = examples, .labels = examples->labels.count, .penalty = settings->penalty};
  uint64_t seed = 1;
  regression.weights = gloss_allocate_zeroed(all + 1, sizeof(float));
  regression.squares = gloss_allocate_zeroed(all + 1, sizeof(float));
  regression.chances = gloss_allocate(regression.labels * sizeof(double));
  for (uint32_t round = 0; round < settings->rounds; round++) {
    gloss_mix_order(order, count, &seed);
    for (uint32_t i = 0; i < count; i++) learn(&regression, &examples->items[examples->sequences[order[i]].first]);
  }
  *weights = gloss_allocate((all + 1) * sizeof(double));
  for (size_t i = 0; i < all; i++) (*weights)[i] = regression.weights[i];
  free(regression.weights);
  free(regression.squares);
  free(regression.chances);
}
