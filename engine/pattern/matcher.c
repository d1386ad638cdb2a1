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
