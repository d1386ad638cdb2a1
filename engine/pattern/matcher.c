#include "pattern/matcher.h"

#include <stdlib.h>

#include "base/memory.h"
#include "pattern/search.h"

struct gloss_matcher {
  gloss_regex_scratch *regex;
  gloss_pattern_search *patterns;
  struct known_words {
    const gloss_phrases *phrases;
    gloss_vocabulary *vocabulary;
    gloss_phrase_words *words;
  } *known;
  uint32_t count, capacity;
  struct known_model {
    const gloss_model *model;
    gloss_vocabulary *vocabulary;
    gloss_tagger *tagger; /* or NULL */
    gloss_classifier *classifier;
  } *models;
  uint32_t model_count, model_capacity;
  size_t room;
};

enum { ROOM = 64 << 20 };

gloss_matcher *gloss_matcher_new(void) {
  gloss_matcher *matcher = gloss_allocate_zeroed(1, sizeof *matcher);
  matcher->regex = gloss_regex_scratch_new();
  matcher->room = ROOM;
  return matcher;
}

void gloss_matcher_free(gloss_matcher *matcher) {
  if (matcher == NULL) return;
  gloss_pattern_search_free(matcher->patterns);
  gloss_regex_scratch_free(matcher->regex);
  for (uint32_t i = 0; i < matcher->count; i++) gloss_phrase_words_free(matcher->known[i].words);
  free(matcher->known);
  for (uint32_t i = 0; i < matcher->model_count; i++) {
    gloss_tagger_free(matcher->models[i].tagger);
    gloss_classifier_free(matcher->models[i].classifier);
  }
  free(matcher->models);
  free(matcher);
}

gloss_regex_scratch *gloss_matcher_regex(gloss_matcher *matcher) {
  return matcher->regex;
}

size_t gloss_matcher_room(const gloss_matcher *matcher) {
  return matcher->room;
}

void gloss_matcher_set_room(gloss_matcher *matcher, size_t room) {
  matcher->room = room;
}

gloss_pattern_search *gloss_matcher_patterns(gloss_matcher *matcher) {
  if (matcher->patterns == NULL) matcher->patterns = gloss_pattern_search_new(matcher);
  return matcher->patterns;
}

gloss_phrase_words *gloss_matcher_words(gloss_matcher *matcher, const gloss_phrases *phrases, gloss_vocabulary *vocabulary) {
  for (uint32_t i = 0; i < matcher->count; i++)
    if (matcher->known[i].phrases == phrases && matcher->known[i].vocabulary == vocabulary) return matcher->known[i].words;
  matcher->known = gloss_grow(matcher->known, &matcher->capacity, matcher->count + 1u, sizeof *matcher->known);
  gloss_phrase_words *words = gloss_phrase_words_new(phrases, vocabulary);
  matcher->known[matcher->count++] = (struct known_words){phrases, vocabulary, words};
  return words;
}

static struct known_model *model_of(gloss_matcher *matcher, const gloss_model *model, gloss_vocabulary *vocabulary) {
  for (uint32_t i = 0; i < matcher->model_count; i++)
    if (matcher->models[i].model == model && matcher->models[i].vocabulary == vocabulary) return &matcher->models[i];
  matcher->models = gloss_grow(matcher->models, &matcher->model_capacity, matcher->model_count + 1u, sizeof *matcher->models);
  matcher->models[matcher->model_count] = (struct known_model){.model = model, .vocabulary = vocabulary};
  return &matcher->models[matcher->model_count++];
}

gloss_tagger *gloss_matcher_tagger(gloss_matcher *matcher, const gloss_model *model, gloss_vocabulary *vocabulary) {
  struct known_model *known = model_of(matcher, model, vocabulary);
  if (known->tagger == NULL) known->tagger = gloss_tagger_new(model, vocabulary);
  return known->tagger;
}

gloss_classifier *gloss_matcher_classifier(gloss_matcher *matcher, const gloss_model *model, gloss_vocabulary *vocabulary) {
  struct known_model *known = model_of(matcher, model, vocabulary);
  if (known->classifier == NULL) known->classifier = gloss_classifier_new(model, vocabulary);
  return known->classifier;
}
