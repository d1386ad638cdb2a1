#include <stdlib.h>

#include "base/memory.h"
#include "learn/room.h"
#include "learn/viterbi.h"

/* A weight, and the sum of its changes, each times the step at which it was made: so the average over all steps costs nothing. */
typedef struct weight {
  int32_t now;
  int64_t changed;
} weight;

typedef struct perceptron {
  const gloss_examples *examples;
  uint32_t labels;
  weight *weights; /* features × labels */
  weight *follows; /* labels × labels */
  int16_t *transitions; /* as they are now */
  int64_t step;
  gloss_viterbi *viterbi;
  int32_t *sum; /* of one item */
  int16_t *scores;
  uint8_t *guess;
  uint32_t score_capacity, guess_capacity;
} perceptron;

static int16_t clipped(int32_t number) {
  return (int16_t)(number > INT16_MAX ? INT16_MAX : number < INT16_MIN ? INT16_MIN : number);
}

static void score(perceptron *perceptron, const gloss_item *item, int16_t *scores) {
  uint32_t labels = perceptron->labels;
  for (uint32_t label = 0; label < labels; label++) perceptron->sum[label] = 0;
  for (uint32_t i = 0; i < item->count; i++) {
    const weight *weights = perceptron->weights + (size_t)perceptron->examples->ids[item->first + i] * labels;
    for (uint32_t label = 0; label < labels; label++) perceptron->sum[label] += weights[label].now;
  }
  for (uint32_t label = 0; label < labels; label++) scores[label] = clipped(perceptron->sum[label]);
}

static void guess(perceptron *perceptron, const gloss_sequence *sequence) {
  uint32_t labels = perceptron->labels, count = sequence->count;
  perceptron->scores = gloss_grow(perceptron->scores, &perceptron->score_capacity, (size_t)count * labels, sizeof(int16_t));
  perceptron->guess = gloss_grow(perceptron->guess, &perceptron->guess_capacity, count, 1);
  for (uint32_t i = 0; i < count; i++)
    score(perceptron, &perceptron->examples->items[sequence->first + i], perceptron->scores + (size_t)i * labels);
  gloss_viterbi_find(perceptron->viterbi, perceptron->scores, labels, count, perceptron->guess);
}

static void change(const perceptron *perceptron, weight *weight, int32_t by) {
  weight->now += by;
  weight->changed += by * perceptron->step;
}

static void change_item(perceptron *perceptron, const gloss_item *item, uint32_t right, uint32_t wrong) {
  for (uint32_t i = 0; i < item->count; i++) {
    weight *weights = perceptron->weights + (size_t)perceptron->examples->ids[item->first + i] * perceptron->labels;
    change(perceptron, &weights[right], 1);
    change(perceptron, &weights[wrong], -1);
  }
}

static void change_follow(perceptron *perceptron, uint32_t before, uint32_t after, int32_t by) {
  uint32_t at = before * perceptron->labels + after;
  change(perceptron, &perceptron->follows[at], by);
  perceptron->transitions[at] = clipped(perceptron->follows[at].now);
}

/* Nobody knows what is not labelled: there the guess is as good. */
static uint32_t right_label(const perceptron *perceptron, const gloss_sequence *sequence, uint32_t i) {
  uint16_t label = perceptron->examples->items[sequence->first + i].label;
  return label == GLOSS_NO_LABEL ? perceptron->guess[i] : label;
}

static void learn(perceptron *perceptron, const gloss_sequence *sequence) {
  uint32_t before = 0;
  perceptron->step++;
  guess(perceptron, sequence);
  for (uint32_t i = 0; i < sequence->count; i++) {
    uint32_t right = right_label(perceptron, sequence, i), wrong = perceptron->guess[i];
    if (right != wrong) change_item(perceptron, &perceptron->examples->items[sequence->first + i], right, wrong);
    if (i > 0 && (right != wrong || before != perceptron->guess[i - 1])) {
      change_follow(perceptron, before, right, 1);
      change_follow(perceptron, perceptron->guess[i - 1], wrong, -1);
    }
    before = right;
  }
}

static double *averages(const perceptron *perceptron, const weight *weights, size_t count) {
  double *averages = gloss_allocate((count + 1) * sizeof *averages), steps = (double)perceptron->step + 1;
  for (size_t i = 0; i < count; i++) averages[i] = weights[i].now - (double)weights[i].changed / steps;
  return averages;
}

void gloss_learn_tagger(const gloss_examples *examples, uint32_t *order, uint32_t count, const gloss_train_settings *settings,
                        double **weights, double **transitions) {
  uint32_t labels = examples->labels.count;
  size_t all = (size_t)examples->feature_count * labels, square = (size_t)labels * labels;
  perceptron perceptron = {.examples = examples, .labels = labels};
  uint64_t seed = 1;
  perceptron.weights = gloss_allocate_zeroed(all + 1, sizeof(weight));
  perceptron.follows = gloss_allocate_zeroed(square, sizeof(weight));
  perceptron.transitions = gloss_allocate_zeroed(square, sizeof(int16_t));
  perceptron.sum = gloss_allocate(labels * sizeof *perceptron.sum);
  perceptron.viterbi = gloss_viterbi_new(perceptron.transitions, labels, true);
  for (uint32_t round = 0; round < settings->rounds; round++) {
    gloss_mix_order(order, count, &seed);
    for (uint32_t i = 0; i < count; i++) learn(&perceptron, &examples->sequences[order[i]]);
  }
  *weights = averages(&perceptron, perceptron.weights, all);
  *transitions = averages(&perceptron, perceptron.follows, square);
  gloss_viterbi_free(perceptron.viterbi);
  free(perceptron.weights);
  free(perceptron.follows);
  free(perceptron.transitions);
  free(perceptron.sum);
  free(perceptron.scores);
  free(perceptron.guess);
}
