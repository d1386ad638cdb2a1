#include "learn/tagger.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "learn/vectors.h"
#include "learn/viterbi.h"

enum { STRETCH = 2048 };

struct gloss_tagger {
  const gloss_model *model;
  gloss_extractor *extractor;
  gloss_vectors *vectors;
  gloss_viterbi *viterbi;
  gloss_lanes *scores;
  uint32_t score_capacity;
};

gloss_tagger *gloss_tagger_new(const gloss_model *model, gloss_vocabulary *vocabulary) {
  gloss_tagger *tagger = gloss_allocate_zeroed(1, sizeof *tagger);
  tagger->model = model;
  tagger->extractor = gloss_extractor_new(gloss_model_features(model), vocabulary);
  tagger->vectors = gloss_vectors_new(model, tagger->extractor, vocabulary);
  tagger->viterbi = gloss_viterbi_new(gloss_model_transitions(model, 0), gloss_model_label_count(model), false);
  return tagger;
}

void gloss_tagger_free(gloss_tagger *tagger) {
  if (tagger == NULL) return;
  gloss_viterbi_free(tagger->viterbi);
  gloss_vectors_free(tagger->vectors);
  gloss_extractor_free(tagger->extractor);
  free(tagger->scores);
  free(tagger);
}

/* What all labels come to at a token, given those beside it. */
static double probability(const gloss_tagger *tagger, const int16_t *scores, const uint8_t *label, bool has_before,
                          bool has_after) {
  const gloss_model *model = tagger->model;
  double all = 0, own = 0, scale = gloss_model_scale(model);
  for (int turn = 0; turn < 2; turn++) /* the label's own first, so that all others are seen from it */
    for (uint32_t i = 0; i < gloss_model_label_count(model); i++) {
      double score = scores[i];
      if (has_before) score += gloss_model_transitions(model, label[-1])[i];
      if (has_after) score += gloss_model_transitions(model, i)[label[1]];
      if (turn == 0 && i == *label) own = score;
      if (turn == 1) all += exp((score - own) * scale);
    }
  return 1 / all;
}

static void label_stretch(gloss_tagger *tagger, const gloss_document *document, gloss_span tokens, uint8_t *labels,
                          double *probabilities) {
  uint32_t count = gloss_span_size(tokens), lanes = gloss_vectors_lanes(tagger->vectors), stride = lanes * 8;
  tagger->scores = gloss_grow(tagger->scores, &tagger->score_capacity, (size_t)count * lanes, sizeof *tagger->scores);
  const int16_t *scores = (const int16_t *)tagger->scores;
  gloss_vectors_score(tagger->vectors, document, tokens, tagger->scores);
  gloss_viterbi_find(tagger->viterbi, scores, stride, count, labels);
  for (uint32_t i = 0; probabilities && i < count; i++)
    probabilities[i] = probability(tagger, scores + (size_t)i * stride, labels + i, i > 0, i + 1 < count);
}

void gloss_tagger_label(gloss_tagger *tagger, const gloss_document *document, gloss_span tokens, uint8_t *labels, double *scores) {
  for (uint32_t done = 0, end; tokens.start + done < tokens.end; done = end) {
    uint32_t size = gloss_span_size(tokens);
    end = size - done > STRETCH ? done + STRETCH : size;
    label_stretch(tagger, document, (gloss_span){tokens.start + done, tokens.start + end}, labels + done,
                  scores ? scores + done : NULL);
  }
}

/* -- Annotations */

gloss_slice gloss_label_type(gloss_slice label) {
  return gloss_slice_cut(label, label.size < 2 ? label.size : 2, label.size);
}

static bool goes_on(const gloss_model *model, uint8_t label, gloss_slice type) {
  gloss_slice next = gloss_model_label(model, label);
  return gloss_slice_starts_with(next, GLOSS_SLICE("I-")) && gloss_slice_equal(gloss_label_type(next), type);
}

bool gloss_tagged_next(const gloss_model *model, const uint8_t *labels, uint32_t start, uint32_t from, uint32_t end,
                       gloss_tagged *tagged) {
  while (from < end && gloss_slice_is(gloss_model_label(model, labels[from - start]), "O")) from++;
  if (from >= end) return false;
  uint8_t label = labels[from - start];
  *tagged = (gloss_tagged){{from, from + 1}, gloss_label_type(gloss_model_label(model, label)), label};
  while (tagged->tokens.end < end && goes_on(model, labels[tagged->tokens.end - start], tagged->type)) tagged->tokens.end++;
  return true;
}
