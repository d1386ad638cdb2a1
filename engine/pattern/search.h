/* search: all patterns of a worker, and what they found in the document that is open.
 * Patterns that look at tokens only share one pass for the whole run, whichever scripts they belong to; those that look at
 * annotations share one a script, at the first question. What was found is kept until the next document; a pattern that
 * looks at a layer that has changed since is searched for anew, where it is asked for. One that is asked for only in stretches, as
 * in ten words before a verb, is searched for only there. */
#ifndef GLOSS_PATTERN_SEARCH_H
#define GLOSS_PATTERN_SEARCH_H

#include "pattern/group.h"

gloss_pattern_search *gloss_pattern_search_new(gloss_matcher *matcher);
void gloss_pattern_search_free(gloss_pattern_search *search);

/* Adds a pattern, which must outlive the search, and returns the number by which it is asked for. Patterns of one owner may
 * share a pass; the owner is only compared. The same pattern of the same owner has the same number, so that a script that is
 * loaded anew costs nothing. */
uint32_t gloss_pattern_search_add(gloss_pattern_search *search, const gloss_pattern *pattern, const void *owner);

/* A pattern that stands in another is mostly not asked for itself: it is searched for from the first question on, not before. */
void gloss_pattern_search_leave(gloss_pattern_search *search, uint32_t number);

/* The matches of the pattern inside the tokens; valid until the next question. */
gloss_pattern_found gloss_pattern_search_find(gloss_pattern_search *search, uint32_t number, const gloss_document *document,
                                              gloss_span tokens);

#endif
