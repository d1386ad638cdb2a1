/* kinds: the annotations that a group's patterns take for elements, met while the tokens are walked along. For this
 * room only. */
#ifndef GLOSS_PATTERN_KINDS_H
#define GLOSS_PATTERN_KINDS_H

#include "pattern/matcher.h"
#include "pattern/room.h"
#include "text/document.h"

typedef struct gloss_pattern_kinds gloss_pattern_kinds;

gloss_pattern_kinds *gloss_pattern_kinds_new(gloss_matcher *matcher);
void gloss_pattern_kinds_free(gloss_pattern_kinds *kinds);

/* The number of the kind that an element asks for, layer and fields; equal ones have one number. */
uint32_t gloss_pattern_kinds_add(gloss_pattern_kinds *kinds, const gloss_node *element);
uint32_t gloss_pattern_kinds_count(const gloss_pattern_kinds *kinds);

/* Goes to a document. Layers that it does not have are empty. */
void gloss_pattern_kinds_open(gloss_pattern_kinds *kinds, const gloss_document *document);

/* Goes to the start of a region: annotations that reach out of it are not met. Then from boundary to boundary: true when
 * some begin there. */
void gloss_pattern_kinds_start(gloss_pattern_kinds *kinds, gloss_span region);
bool gloss_pattern_kinds_step(gloss_pattern_kinds *kinds, uint32_t boundary);

typedef struct gloss_ends {
  const uint32_t *items;
  uint32_t count;
} gloss_ends;

/* Where those of a kind that begin at the boundary end, each place once, the last first. Valid until the next step. False when
 * a regex hit a limit, so that there may be more. */
bool gloss_pattern_kinds_ends(gloss_pattern_kinds *kinds, uint32_t kind, gloss_ends *ends);

#endif
