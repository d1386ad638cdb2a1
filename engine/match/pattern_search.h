/* pattern_search: all patterns of a worker, and what they found in the document that is open.
 * Patterns that look at tokens only share one pass for the whole run, whichever scripts they belong to; those that look at annotations share one a script,
 * at the first question. What was found is kept until the document is closed, or a layer that the pattern looks at has changed. */
#ifndef GLOSS_MATCH_PATTERN_SEARCH_H
#define GLOSS_MATCH_PATTERN_SEARCH_H

#include "match/pattern_group.h"

gloss_pattern_search *gloss_pattern_search_new(gloss_matcher *matcher);
void gloss_pattern_search_free(gloss_pattern_search *search);

/* Adds a pattern of an owner, which is only compared: patterns of one owner may share a pass. Returns its number, by which it is asked for
 * and taken away; whoever adds must take away before the pattern goes. */
uint32_t gloss_pattern_search_add(gloss_pattern_search *search, const gloss_pattern *pattern, const void *owner);
void gloss_pattern_search_remove(gloss_pattern_search *search, uint32_t number);

typedef struct gloss_pattern_found { /* valid until the next question */
  const gloss_pattern_group *group;  /* whose captures they are */
  const gloss_pattern_hit *hits;
  uint32_t count;
} gloss_pattern_found;

/* The matches of the pattern inside the tokens. */
gloss_pattern_found gloss_pattern_search_find(gloss_pattern_search *search, uint32_t number, const gloss_document *document, gloss_span tokens);

#endif
