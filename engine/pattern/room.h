/* room: a compiled pattern, as the files of this room see it.
 * Position 0 is the start; every other is an element of the query, written out once a repetition. An edge leads to a position that
 * may follow, or to the end, under the bounds that must hold between the two, and says which labels begin or end there. */
#ifndef GLOSS_PATTERN_ROOM_H
#define GLOSS_PATTERN_ROOM_H

#include "pattern/syntax.h"
#include "text/document.h"

#define GLOSS_ACCEPT UINT32_MAX

typedef struct gloss_edge {
  uint64_t saves;  /* bit label * 2: it begins; bit label * 2 + 1: it ends */
  uint32_t target; /* a position, or GLOSS_ACCEPT */
  uint16_t bounds; /* gloss_bound: all must hold */
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
  uint32_t position_count, position_capacity, edge_count, edge_capacity;
  gloss_pattern_field *fields;
  uint32_t field_count, field_capacity;
};

/* Fills the positions and edges from the syntax. */
bool gloss_pattern_compile(gloss_pattern *pattern, gloss_error *error);

/* The test as a text that is equal for equal tests. */
void gloss_test_write(const gloss_test *test, gloss_buffer *out);

/* Does the comparison's regex fit the text, which with %c is folded? It may fail, when it hits a limit of PCRE2. */
gloss_regex_result gloss_test_fits(const gloss_test *comparison, gloss_slice text, gloss_regex_scratch *scratch);

/* -- pattern/facts.c: what elements are compared with */

bool gloss_bounds_hold(const gloss_document *document, uint32_t boundary, uint16_t bounds);

/* The word that has the attribute's text, but for `kind`, of which there is none; and the text, or what it is folded to. */
uint32_t gloss_attribute_word(gloss_vocabulary *vocabulary, uint32_t word, gloss_attribute attribute);
gloss_slice gloss_attribute_text(gloss_vocabulary *vocabulary, uint32_t word, gloss_attribute attribute, bool folded);

/* What a field holds, as text: of a place its text, of a number its digits; no data: nothing that can be compared. */
gloss_slice gloss_field_text(const gloss_document *document, uint32_t layer, uint32_t row, gloss_slice name,
                             char digits[static 32]);

#endif
