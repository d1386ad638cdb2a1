/* group: many patterns searched for in one pass over the tokens.
 * One list of threads (ways through a pattern that are still alive) for all of them; the classes of the words (pattern/words.h)
 * say which patterns may have a match in a sentence, and which may begin one at a token, so that a token that starts nothing
 * costs a look. An annotation that is an element is taken where it begins; its thread goes on where it ends. One worker's; it
 * can be asked again and again. */
#ifndef GLOSS_PATTERN_GROUP_H
#define GLOSS_PATTERN_GROUP_H

#include "pattern/matcher.h"
#include "pattern/pattern.h"
#include "text/document.h"

typedef struct gloss_pattern_group gloss_pattern_group;

/* All that is given must outlive it. */
gloss_pattern_group *gloss_pattern_group_new(const gloss_pattern *const *patterns, uint32_t count, gloss_matcher *matcher);
void gloss_pattern_group_free(gloss_pattern_group *group);

/* Finds the matches of all its patterns inside `tokens`, each within its sentence, block or the whole; forgets those found before.
 * Leftmost and longest, not overlapping, unless the pattern says otherwise. */
void gloss_pattern_group_scan(gloss_pattern_group *group, const gloss_document *document, gloss_span tokens);

typedef struct gloss_pattern_hit {
  gloss_span tokens;
  uint32_t captures; /* the first of its captures: one for each label of the pattern */
} gloss_pattern_hit;

typedef struct gloss_pattern_found {
  const gloss_pattern_hit *hits; /* in the order of gloss: earlier first, then longer */
  uint32_t count;
  const gloss_span *captures;    /* of tokens; a label that took no part starts at UINT32_MAX */
  bool is_full;                  /* it has more matches than there is room for: some are missing */
  uint32_t failed;               /* the token at which a regex of the pattern hit a limit: what was found cannot be relied upon;
                                    GLOSS_PATTERN_DONE: there is none */
} gloss_pattern_found;

#define GLOSS_PATTERN_DONE UINT32_MAX

/* What the last scan found of one pattern, by its place in the list given. */
gloss_pattern_found gloss_pattern_group_found(const gloss_pattern_group *group, uint32_t pattern);

/* Searches for one of the patterns only; what the last scan found stays as it is. Valid until the next question of this kind. */
gloss_pattern_found gloss_pattern_group_scan_one(gloss_pattern_group *group, uint32_t pattern, const gloss_document *document,
                                                 gloss_span tokens);

#endif
