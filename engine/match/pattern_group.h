/* pattern_group: many patterns searched for in one pass over the tokens.
 * One list of active positions for all of them; the class of each word (pattern_words.h) says which may start there, so
 * that a token that starts nothing costs a look. An annotation that is an element is a position that is reached where it ends. One worker's;
 * it can be asked again and again. */
#ifndef GLOSS_MATCH_PATTERN_GROUP_H
#define GLOSS_MATCH_PATTERN_GROUP_H

#include "match/library.h"
#include "match/pattern.h"

typedef struct gloss_pattern_group gloss_pattern_group;

typedef struct gloss_pattern_hit {
  gloss_span tokens;
  uint32_t captures; /* the first of the group's captures: one for each label of the pattern */
} gloss_pattern_hit;

/* All that is given must outlive it. */
gloss_pattern_group *gloss_pattern_group_new(const gloss_pattern *const *patterns, uint32_t count, gloss_matcher *matcher);
void gloss_pattern_group_free(gloss_pattern_group *group);

/* Finds the matches of all its patterns inside `tokens`, each within its sentence, block or the whole; forgets those found before.
 * Leftmost and longest, not overlapping, unless the pattern says otherwise. Layers that the document does not have are empty. */
void gloss_pattern_group_scan(gloss_pattern_group *group, const gloss_document *document, gloss_span tokens);

/* The matches of one pattern, by its place in the list given, in text order. */
const gloss_pattern_hit *gloss_pattern_group_hits(const gloss_pattern_group *group, uint32_t pattern, uint32_t *count);

/* The tokens of each label; one that took no part starts at UINT32_MAX. */
const gloss_span *gloss_pattern_group_captures(const gloss_pattern_group *group, const gloss_pattern_hit *hit);

#endif
