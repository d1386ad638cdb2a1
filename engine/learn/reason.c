#include "learn/reason.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "learn/classifier.h"
#include "learn/places.h"
#include "learn/tagger.h"

typedef struct judging {
  const gloss_model *model;
  const gloss_document *document;
  gloss_extractor *extractor;
  gloss_arena *arena;
  gloss_judgement *judgement;
  uint32_t label, next;
  int64_t token; /* of a tagger */
} judging;

/* -- Features in words */

static void describe_part(const judging *judging, const gloss_feature_part *part, int64_t token, gloss_buffer *to) {
  const gloss_document *document = judging->document;
  int64_t index = token + (part->where == GLOSS_WHERE_AT ? part->offset : 0);
  bool is_inside = index >= 0 && index < document->token_count;
  if (is_inside) gloss_buffer_print(to, " \"%.*s\"", GLOSS_PRINT(gloss_document_token_text(document, (uint32_t)index)));
}

static gloss_slice describe(const judging *judging, const gloss_template *template, int64_t token) {
  gloss_buffer text = {0};
  gloss_buffer_add(&text, template->text);
  if (token >= 0)
    for (uint32_t i = 0; i < template->part_count; i++) describe_part(judging, &template->parts[i], token, &text);
  gloss_slice copy = gloss_arena_copy(judging->arena, gloss_buffer_slice(&text));
  gloss_buffer_free(&text);
  return copy;
}

static double weight_of(const judging *judging, uint64_t feature) {
  const gloss_weight *weights;
  uint32_t count = gloss_model_weights(judging->model, feature, &weights);
  double weight = 0;
  for (uint32_t i = 0; i < count; i++)
    weight += weights[i].label == judging->label ? weights[i].weight : weights[i].label == judging->next ? -weights[i].weight : 0;
  return weight * gloss_model_scale(judging->model);
}

/* The text is made only of what is kept. */
static void weigh(const judging *judging, const gloss_template *template, int64_t token, double weight) {
  gloss_judgement *judgement = judging->judgement;
  uint32_t at = judgement->count;
  while (at > 0 && fabs(judgement->weighed[at - 1].weight) < fabs(weight)) at--;
  if (weight == 0 || at == GLOSS_WEIGHED_MOST) return;
  if (judgement->count < GLOSS_WEIGHED_MOST) judgement->count++;
  for (uint32_t i = judgement->count - 1; i > at; i--) judgement->weighed[i] = judgement->weighed[i - 1];
  judgement->weighed[at] = (gloss_weighed){describe(judging, template, token), weight};
}

/* -- Of a token */

static gloss_span sentence_of(const gloss_document *document, uint32_t token) {
  return document->sentences[gloss_document_sentence_at(document, token)].tokens;
}

/* What all labels come to at the token, those beside it taken for right. */
static void score_token(const judging *judging, const uint8_t *labels, gloss_span sentence, uint32_t token, double *scores) {
  const gloss_model *model = judging->model;
  uint32_t count = gloss_model_label_count(model);
  const gloss_weight *weights;
  const gloss_features *features = gloss_model_features(model);
  memset(scores, 0, count * sizeof *scores);
  for (uint32_t i = 0; i < features->count; i++) {
    uint64_t feature = gloss_extractor_feature(judging->extractor, &features->items[i], token);
    uint32_t found = feature ? gloss_model_weights(model, feature, &weights) : 0;
    for (uint32_t j = 0; j < found; j++) scores[weights[j].label] += weights[j].weight;
  }
  const uint8_t *label = labels + (token - sentence.start);
  for (uint32_t i = 0; i < count; i++) {
    if (token > sentence.start) scores[i] += gloss_model_transitions(model, label[-1])[i];
    if (token + 1 < sentence.end) scores[i] += gloss_model_transitions(model, i)[label[1]];
  }
}

static void to_probabilities(const gloss_model *model, uint32_t label, double *scores) {
  double all = 0, most = scores[label];
  uint32_t count = gloss_model_label_count(model);
  for (uint32_t i = 0; i < count; i++) all += scores[i] = exp((scores[i] - most) * gloss_model_scale(model));
  for (uint32_t i = 0; i < count; i++) scores[i] /= all;
}

static uint32_t best_but(const double *scores, uint32_t count, uint32_t label) {
  uint32_t best = label == 0 ? 1 : 0;
  for (uint32_t i = 0; i < count; i++)
    if (i != label && scores[i] > scores[best]) best = i;
  return best;
}

static void name_labels(judging *judging, uint32_t label, const double *scores) {
  judging->label = label;
  judging->next = best_but(scores, gloss_model_label_count(judging->model), label);
  judging->judgement->label = gloss_model_label(judging->model, label);
  judging->judgement->next = gloss_model_label(judging->model, judging->next);
  judging->judgement->score = scores[label];
  judging->judgement->next_score = scores[judging->next];
}

static void judge_token(judging *judging, uint32_t token) {
  gloss_span sentence = sentence_of(judging->document, token);
  gloss_tagger *tagger = gloss_tagger_new(judging->model, judging->document->vocabulary);
  uint8_t *labels = gloss_allocate(gloss_span_size(sentence) + 1u);
  double scores[GLOSS_MODEL_LABELS];
  gloss_tagger_label(tagger, judging->document, sentence, labels, NULL);
  gloss_extractor_open(judging->extractor, judging->document, sentence);
  score_token(judging, labels, sentence, token, scores);
  uint32_t label = labels[token - sentence.start];
  to_probabilities(judging->model, label, scores);
  name_labels(judging, label, scores);
  const gloss_features *features = gloss_model_features(judging->model);
  for (uint32_t i = 0; i < features->count; i++) {
    uint64_t feature = gloss_extractor_feature(judging->extractor, &features->items[i], token);
    if (feature) weigh(judging, &features->items[i], token, weight_of(judging, feature));
  }
  free(labels);
  gloss_tagger_free(tagger);
}

/* -- Of a place */

static void weigh_feature(void *context, const gloss_template *template, int64_t token, uint64_t feature, double value) {
  judging *judging = context;
  if (template) weigh(judging, template, token, value * weight_of(judging, feature));
}

static void judge_place(judging *judging, gloss_span tokens) {
  gloss_classifier *classifier = gloss_classifier_new(judging->model, judging->document->vocabulary);
  const double *scores;
  uint32_t label = gloss_classifier_label(classifier, judging->document, tokens, &scores);
  name_labels(judging, label, scores);
  gloss_place_features(judging->extractor, gloss_model_features(judging->model), judging->document, tokens, weigh_feature, judging);
  gloss_classifier_free(classifier);
}

gloss_judgement gloss_judge(const gloss_model *model, const gloss_document *document, gloss_span tokens, gloss_arena *arena) {
  gloss_judgement judgement = {0};
  gloss_extractor *extractor = gloss_extractor_new(gloss_model_features(model), document->vocabulary);
  judging judging = {.model = model, .document = document, .extractor = extractor, .arena = arena, .judgement = &judgement};
  if (gloss_model_kind_of(model) == GLOSS_MODEL_TAGGER) judge_token(&judging, tokens.start);
  else judge_place(&judging, tokens);
  gloss_extractor_free(extractor);
  return judgement;
}
