/* segmented: a text split by the rules of a language, and what came of it written on one line, with | between. */
#ifndef GLOSS_TESTS_SEGMENT_CUT_H
#define GLOSS_TESTS_SEGMENT_CUT_H

#include <stdlib.h>

#include "check.h"
#include "segment/segment.h"
#include "text/workspace.h"

typedef struct segmenting {
  gloss_language *language;
  gloss_segmenter *segmenter;
  gloss_schema *schema;
  gloss_workspace *workspace;
  gloss_document *document;
} segmenting;

/* NULL: neutral rules. */
static inline segmenting segmenting_open(const char *folder) {
  gloss_error error = {0};
  segmenting c = {.language = gloss_language_new("xx", folder, &error), .schema = gloss_schema_new()};
  if (c.language) c.segmenter = gloss_segmenter_new(c.language, &error);
  if (c.segmenter == NULL) fail_msg("%s", error.message);
  c.workspace = gloss_workspace_new(c.schema);
  return c;
}

static inline void segmenting_close(segmenting *c) {
  gloss_workspace_free(c->workspace);
  gloss_schema_free(c->schema);
  gloss_segmenter_free(c->segmenter);
  gloss_language_free(c->language);
}

/* The text must live until the document is closed. */
static inline void segmenting_begin(segmenting *c, gloss_slice text) {
  c->document = gloss_workspace_open(c->workspace);
  gloss_workspace_set_language(c->workspace, c->language);
  gloss_document_set_text(c->document, text);
}

static inline void segmenting_split(segmenting *c, gloss_layout layout) {
  gloss_error error = {0};
  if (!gloss_segment(c->segmenter, c->document, layout, &error)) fail_msg("%s", error.message);
}

static inline void segmenting_end(segmenting *c) {
  gloss_workspace_close(c->workspace);
}

static inline gloss_buffer split_repeated(const char *piece, size_t times) {
  gloss_buffer text = {0};
  for (size_t i = 0; i < times; i++) gloss_buffer_add(&text, gloss_slice_of(piece));
  return text;
}

typedef enum segment_unit { TOKENS, SENTENCES, BLOCKS, KINDS } segment_unit;

static inline uint32_t split_count(const gloss_document *document, segment_unit unit) {
  if (unit == TOKENS) return document->token_count;
  return unit == SENTENCES ? document->sentence_count : document->block_count;
}

static inline gloss_slice segment_piece(const gloss_document *document, segment_unit unit, uint32_t index) {
  if (unit == TOKENS) return gloss_document_token_text(document, index);
  if (unit == BLOCKS) return gloss_document_slice(document, document->blocks[index].bytes);
  if (unit == KINDS) return gloss_slice_of(gloss_block_kind_name(document->blocks[index].kind));
  return gloss_document_slice(document, gloss_document_bytes_of(document, document->sentences[index].tokens));
}

static inline void segment_write(const gloss_document *document, segment_unit unit, gloss_buffer *to) {
  for (uint32_t i = 0; i < split_count(document, unit); i++) {
    if (to->size > 0) gloss_buffer_add_char(to, '|');
    gloss_buffer_add(to, segment_piece(document, unit, i));
  }
}

typedef struct segment_case {
  const char *text, *expected;
} segment_case;

/* Each text of the table, which ends in NULL, is split as expected. */
static inline void check_cases(const char *folder, gloss_layout layout, segment_unit unit, const segment_case *cases) {
  segmenting c = segmenting_open(folder);
  gloss_buffer found = {0};
  int wrong = 0;
  for (; cases->text; cases++) {
    segmenting_begin(&c, gloss_slice_of(cases->text));
    segmenting_split(&c, layout);
    gloss_buffer_clear(&found);
    segment_write(c.document, unit, &found);
    segmenting_end(&c);
    if (gloss_slice_is(gloss_buffer_slice(&found), cases->expected)) continue;
    print_error("%s\n  expected  %s\n  found     %s\n", cases->text, cases->expected, gloss_buffer_string(&found));
    wrong++;
  }
  gloss_buffer_free(&found);
  segmenting_close(&c);
  assert_int_equal(wrong, 0);
}

#endif
