/* pattern_room: a compiled pattern, as the files of this room see it.
 * Position 0 is the start; every other is an element of the query, written out once a repetition. An edge leads to a position that may follow, or to the end, under the
 * bounds that must hold between the two, and says which labels begin or end there. */
#ifndef GLOSS_MATCH_PATTERN_ROOM_H
#define GLOSS_MATCH_PATTERN_ROOM_H

#include "match/pattern_syntax.h"

#define GLOSS_ACCEPT UINT32_MAX

typedef struct gloss_edge {
  uint32_t target;     /* a position, or GLOSS_ACCEPT */
  uint32_t save;       /* the first of its saves */
  uint16_t save_count;
  uint16_t bounds;     /* gloss_bound: all must hold */
} gloss_edge;

typedef struct gloss_position {
  const gloss_node *element; /* a token or an annotation; NULL: the start */
  uint32_t edge, edge_count; /* in order of preference */
} gloss_position;

struct gloss_pattern {
  gloss_arena arena;
  gloss_slice query;
  gloss_syntax syntax;
  gloss_position *positions;
  gloss_edge *edges;
  uint8_t *saves; /* label * 2: it begins; + 1: it ends */
  uint32_t position_count, edge_count, save_count;
  uint32_t position_capacity, edge_capacity, save_capacity;
  gloss_pattern_field *fields;
  uint32_t field_count, field_capacity;
};

/* Fills the positions and edges from the syntax. */
bool gloss_pattern_compile(gloss_pattern *pattern, gloss_error *error);

/* The test as a text that is equal for equal tests. */
void gloss_test_write(const gloss_test *test, gloss_buffer *out);

/* -- pattern_facts.c: what elements are compared with */

bool gloss_bounds_hold(const gloss_document *document, uint32_t boundary, uint16_t bounds);

/* What a field holds, as text to compare: of a place its text, of a number its digits. No data: it is not set. */
gloss_slice gloss_field_text(const gloss_document *document, uint32_t layer, uint32_t row, gloss_slice name, char space[static 32]);

gloss_slice gloss_attribute_text(gloss_vocabulary *vocabulary, uint32_t word, gloss_attribute attribute);

#endif
