/* ahead: what a group knows of its patterns' matches before it looks for them: what their first, second and third token
 * must be, as far as words tell, and which words they cannot do without. It is kept as marks of word classes
 * (pattern_words.h), a bit a pattern, so that all patterns are asked at once. For this room only. */
#ifndef GLOSS_PATTERN_AHEAD_H
#define GLOSS_PATTERN_AHEAD_H

#include "pattern/room.h"
#include "pattern/words.h"

enum { GLOSS_AHEAD = GLOSS_MARK_THIRD + 1 }; /* so many tokens are looked at */

typedef struct gloss_ahead {
  uint32_t *bits;               /* of each pattern; those of one `within` stand together */
  uint32_t *patterns;           /* of each bit */
  gloss_span parts[3];          /* of each `within`: its words of 64 bits in a row */
  uint32_t row;                 /* words of 64 bits in a row */
  uint64_t *with_annotation;    /* the patterns that may begin with one */
  uint64_t *without_need;       /* those that need no certain word */
  uint64_t *with_far_need;      /* those that need one, which may stand after the third token */
  bool has_needs[3];            /* of each `within` */
} gloss_ahead;

/* Numbers the patterns. */
void gloss_ahead_open(gloss_ahead *ahead, const gloss_pattern *const *patterns, uint32_t count);

/* Marks the elements of a pattern, which have been added; `tokens`: of each of its positions. */
void gloss_ahead_add(gloss_ahead *ahead, uint32_t number, const gloss_pattern *pattern, const gloss_token_element *tokens,
                     gloss_pattern_elements *elements);
void gloss_ahead_free(gloss_ahead *ahead);

#endif
