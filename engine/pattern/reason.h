/* reason: whether an element fits a token or an annotation, test by test, and why, in words: `lemma "promise" is not in
 * $say`. For this room only. */
#ifndef GLOSS_PATTERN_REASON_H
#define GLOSS_PATTERN_REASON_H

#include "pattern/matcher.h"
#include "pattern/room.h"

typedef struct gloss_reasoner gloss_reasoner;

/* All that is given must outlive it. */
gloss_reasoner *gloss_reasoner_new(const gloss_pattern *pattern, const gloss_document *document, gloss_matcher *matcher);
void gloss_reasoner_free(gloss_reasoner *reasoner);

/* What an element is put to: a token, or an annotation. */
typedef struct gloss_subject {
  uint32_t token;
  const gloss_layer *layer; /* NULL: the token */
  uint32_t row;
} gloss_subject;

bool gloss_reasoner_fits(gloss_reasoner *reasoner, uint32_t position, gloss_subject subject);

/* How many of the conditions that are joined by & hold: how near it came. */
uint32_t gloss_reasoner_count(gloss_reasoner *reasoner, uint32_t position, gloss_subject subject);

/* Appends the facts that decided. */
void gloss_reasoner_tell(gloss_reasoner *reasoner, uint32_t position, gloss_subject subject, gloss_buffer *out);

#endif
