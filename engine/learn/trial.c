#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "learn/room.h"
#include "learn/viterbi.h"

struct gloss_trial {
  const gloss_examples *examples;
  const gloss_model *model;
  gloss_viterbi *viterbi; /* NULL: of a classifier */
  double *sums;           /* items × labels of the sequence */
  int16_t *scores;
  uint8_t *labels;
  uint32_t sum_capacity, score_capacity, label_capacity;
};

gloss_trial *gloss_trial_new(const gloss_examples *examples, const gloss_model *model, gloss_model_kind kind) {
  gloss_trial *trial = gloss_allocate_zeroed(1, sizeof *trial);
  trial->examples = examples;
  trial->model = model;
  if (kind == GLOSS_MODEL_TAGGER)
    trial->viterbi = gloss_viterbi_new(gloss_model_transitions(model, 0), gloss_model_label_count(model), false);
  return trial;
}

void gloss_trial_free(gloss_trial *trial) {
  if (trial == NULL) return;
  gloss_viterbi_free(trial->viterbi);
  free(trial->sums);
  free(trial->scores);
  free(trial->labels);
  free(trial);
}

static void add_up(const gloss_trial *trial, const gloss_item *item, double *sums) {
  const gloss_examples *examples = trial->examples;
  const gloss_weight *weights;
  memset(sums, 0, gloss_model_label_count(trial->model) * sizeof *sums);
  for (size_t at = item->first; at < item->first + item->count; at++) {
    uint32_t count = gloss_model_weights(trial->model, examples->features[examples->ids[at]], &weights);
    double value = examples->values ? examples->values[at] : 1;
    for (uint32_t i = 0; i < count; i++) sums[weights[i].label] += value * weights[i].weight;
  }
}

static uint8_t best_of(const double *sums, uint32_t count) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < count; i++)
    if (sums[i] > sums[best]) best = i;
  return (uint8_t)best;
}

const uint8_t *gloss_trial_label(gloss_trial *trial, const gloss_sequence *sequence) {
  uint32_t labels = gloss_model_label_count(trial->model), count = sequence->count;
  size_t all = (size_t)count * labels;
  trial->sums = gloss_grow(trial->sums, &trial->sum_capacity, all + 1, sizeof *trial->sums);
  trial->scores = gloss_grow(trial->scores, &trial->score_capacity, all + 1, sizeof *trial->scores);
  trial->labels = gloss_grow(trial->labels, &trial->label_capacity, count + 1u, 1);
  for (uint32_t i = 0; i < count; i++)
    add_up(trial, &trial->examples->items[sequence->first + i], trial->sums + (size_t)i * labels);
  for (size_t i = 0; trial->viterbi && i < all; i++) trial->scores[i] = (int16_t)trial->sums[i];
  if (trial->viterbi) gloss_viterbi_find(trial->viterbi, trial->scores, labels, count, trial->labels);
  for (uint32_t i = 0; trial->viterbi == NULL && i < count; i++)
    trial->labels[i] = best_of(trial->sums + (size_t)i * labels, labels);
  return trial->labels;
}

/* -- How sure it should be */

enum { ITEMS = 20000 };

static double log_scale_at(int number) {
  return 0.2 * (number - GLOSS_SCALES / 2); /* -6 to 6 */
}

/* What an item's label comes to less, given those beside it, at each scale. */
static void add_losses(const gloss_trial *trial, const gloss_sequence *sequence, uint32_t at, double unit, double *losses) {
  const gloss_model *model = trial->model;
  uint32_t labels = gloss_model_label_count(model);
  uint16_t label = trial->examples->items[sequence->first + at].label;
  double *sums = trial->sums + (size_t)at * labels;
  if (label == GLOSS_NO_LABEL) return;
  for (uint32_t i = 0; trial->viterbi && i < labels; i++) {
    if (at > 0) sums[i] += gloss_model_transitions(model, trial->labels[at - 1])[i];
    if (at + 1 < sequence->count) sums[i] += gloss_model_transitions(model, i)[trial->labels[at + 1]];
  }
  for (int scale = 0; scale < GLOSS_SCALES; scale++) {
    double all = 0, factor = unit * exp(log_scale_at(scale));
    for (uint32_t i = 0; i < labels; i++) all += exp((sums[i] - sums[label]) * factor);
    losses[scale] += log(all);
  }
}

void gloss_trial_calibrate(gloss_trial *trial, const gloss_train_settings *settings, gloss_calibration *calibration) {
  double unit = gloss_model_scale(trial->model);
  uint32_t items = 0;
  for (uint32_t i = 0; i < trial->examples->sequence_count && items < ITEMS; i++) {
    const gloss_sequence *sequence = &trial->examples->sequences[i];
    if (!gloss_is_held_back(settings, sequence)) continue;
    gloss_trial_label(trial, sequence);
    for (uint32_t at = 0; at < sequence->count; at++, items++) add_losses(trial, sequence, at, unit, calibration->losses);
  }
}

/* A normal distribution of the log of the scale is what is believed beforehand. */
static double loss_at(const gloss_calibration *calibration, int scale) {
  return calibration->losses[scale] + log_scale_at(scale) * log_scale_at(scale) / 2;
}

double gloss_calibration_scale(const gloss_calibration *calibration) {
  int best = GLOSS_SCALES / 2;
  for (int scale = 0; scale < GLOSS_SCALES; scale++)
    if (loss_at(calibration, scale) < loss_at(calibration, best)) best = scale;
  return exp(log_scale_at(best));
}
