#include "learn/classifier.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "learn/places.h"

struct gloss_classifier {
  const gloss_model *model;
  gloss_extractor *extractor;
  double scores[GLOSS_MODEL_LABELS];
};

gloss_classifier *gloss_classifier_new(const gloss_model *model, gloss_vocabulary *vocabulary) {
  gloss_classifier *classifier = gloss_allocate(sizeof *classifier);
  classifier->model = model;
  classifier->extractor = gloss_extractor_new(gloss_model_features(model), vocabulary);
  return classifier;
}

void gloss_classifier_free(gloss_classifier *classifier) {
  if (classifier == NULL) return;
  gloss_extractor_free(classifier->extractor);
  free(classifier);
}

static void add_weights(void *context, const gloss_template *template, int64_t token, uint64_t feature, double value) {
  (void)template, (void)token;
  gloss_classifier *classifier = context;
  const gloss_weight *weights;
  uint32_t count = gloss_model_weights(classifier->model, feature, &weights);
  for (uint32_t i = 0; i < count; i++) classifier->scores[weights[i].label] += value * weights[i].weight;
}

static uint32_t best_of(const double *scores, uint32_t count) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < count; i++)
    if (scores[i] > scores[best]) best = i;
  return best;
}

uint32_t gloss_classifier_label(gloss_classifier *classifier, const gloss_document *document, gloss_span tokens,
                                const double **scores) {
  const gloss_model *model = classifier->model;
  uint32_t labels = gloss_model_label_count(model);
  double all = 0;
  memset(classifier->scores, 0, labels * sizeof *classifier->scores);
  gloss_place_features(classifier->extractor, gloss_model_features(model), document, tokens, add_weights, classifier);
  uint32_t best = best_of(classifier->scores, labels);
  double most = classifier->scores[best];
  for (uint32_t i = 0; i < labels; i++)
    all += classifier->scores[i] = exp((classifier->scores[i] - most) * gloss_model_scale(model));
  for (uint32_t i = 0; i < labels; i++) classifier->scores[i] /= all;
  *scores = classifier->scores;
  return best;
}
