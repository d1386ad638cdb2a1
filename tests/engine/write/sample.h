/* sample: a document laid out by hand: a block a paragraph, a sentence a block, tokens of letters or one other character. */
#ifndef GLOSS_TESTS_WRITE_SAMPLE_H
#define GLOSS_TESTS_WRITE_SAMPLE_H

#include <ctype.h>
#include <stdlib.h>

#include "check.h"
#include "text/workspace.h"
#include "write/writer.h"

enum { ENTITY, QUOTE }; /* the layers */

typedef struct sample {
  gloss_schema *schema;
  gloss_language *language;
  gloss_workspace *workspace;
  gloss_document *document;
  gloss_writer_settings settings;
  gloss_buffer out;
  gloss_error error;
} sample;

static inline int open_sample(void **state) {
  static const uint32_t layers[] = {ENTITY, QUOTE};
  sample *s = calloc(1, sizeof *s);
  s->schema = gloss_schema_new();
  gloss_schema_add_layer(s->schema, GLOSS_SLICE("entity"));
  gloss_schema_add_layer(s->schema, GLOSS_SLICE("quote"));
  assert_true(gloss_schema_add_field(s->schema, ENTITY, GLOSS_SLICE("name"), GLOSS_FIELD_STRING, &s->error));
  assert_true(gloss_schema_add_field(s->schema, ENTITY, GLOSS_SLICE("full"), GLOSS_FIELD_PLACE, &s->error));
  assert_true(gloss_schema_add_field(s->schema, QUOTE, GLOSS_SLICE("speaker"), GLOSS_FIELD_PLACE, &s->error));
  assert_true(gloss_schema_add_field(s->schema, QUOTE, GLOSS_SLICE("score"), GLOSS_FIELD_NUMBER, &s->error));
  assert_true(gloss_schema_add_field(s->schema, QUOTE, GLOSS_SLICE("words"), GLOSS_FIELD_LIST, &s->error));
  gloss_schema_add_script(s->schema, GLOSS_SLICE("quotes"));
  s->language = gloss_language_new("en", NULL, &s->error);
  s->workspace = gloss_workspace_new(s->schema);
  s->settings = (gloss_writer_settings){.layers = layers, .layer_count = 2};
  *state = s;
  return 0;
}

static inline int close_sample(void **state) {
  sample *s = *state;
  if (s->document) gloss_workspace_close(s->workspace);
  gloss_workspace_free(s->workspace);
  gloss_language_free(s->language);
  gloss_schema_free(s->schema);
  gloss_buffer_free(&s->out);
  gloss_error_clear(&s->error);
  free(s);
  return 0;
}

static inline bool is_letter(char c) {
  return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static inline void add_token(gloss_document *document, size_t start, size_t end) {
  gloss_token *token = gloss_document_reserve_tokens(document, 1);
  *token = (gloss_token){.start = (uint32_t)start, .size = (uint16_t)(end - start)};
  document->token_count++;
}

static inline void add_paragraph(gloss_document *document, gloss_slice text, size_t start, size_t end) {
  uint32_t first = document->token_count, sentence = document->sentence_count;
  uint32_t block = gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){(uint32_t)start, (uint32_t)end});
  for (size_t at = start; at < end;) {
    size_t from = at;
    while (at < end && is_letter(text.data[at])) at++;
    if (at == from && !isspace((unsigned char)text.data[at++])) add_token(document, from, at);
    else if (is_letter(text.data[from])) add_token(document, from, at);
  }
  gloss_document_intern_tokens(document, first);
  gloss_document_add_sentence(document, (gloss_span){first, document->token_count});
  document->blocks[block].tokens = (gloss_span){first, document->token_count};
  document->blocks[block].sentences = (gloss_span){sentence, document->sentence_count};
}

/* Opens a document with this text. */
static inline gloss_document *lay(sample *s, const char *text) {
  gloss_document *document = s->document = gloss_workspace_open(s->workspace);
  gloss_workspace_set_language(s->workspace, s->language);
  document->id = GLOSS_SLICE("d1");
  document->lang = GLOSS_SLICE("en");
  gloss_slice all = gloss_slice_of(text);
  gloss_document_set_text(document, all);
  for (size_t start = 0; start < all.size;) {
    const char *end = strstr(text + start, "\n\n");
    size_t stop = end ? (size_t)(end - text) : all.size;
    add_paragraph(document, all, start, stop);
    start = stop + 2;
  }
  return document;
}

/* The tokens of the first place where this stands. */
static inline gloss_span find(sample *s, const char *part) {
  const char *at = strstr(s->document->text.data, part);
  assert_non_null(at);
  uint32_t start = (uint32_t)(at - s->document->text.data);
  return gloss_document_tokens_touching(s->document, (gloss_span){start, start + (uint32_t)strlen(part)});
}

static inline uint32_t annotate(sample *s, uint32_t layer, const char *part, const char *type) {
  gloss_span tokens = find(s, part);
  uint32_t word = type ? gloss_vocabulary_intern(s->document->vocabulary, gloss_slice_of(type)) : GLOSS_UNKNOWN;
  return gloss_document_annotate(s->document, layer, &tokens, 1, word);
}

static inline void set_field(sample *s, uint32_t layer, uint32_t row, const char *name, gloss_value value) {
  uint32_t field = gloss_layer_find_field(gloss_schema_layer(s->schema, layer), gloss_slice_of(name));
  gloss_document_set_field(s->document, layer, row, field, value);
}

static inline gloss_value place_value(gloss_place place) {
  return (gloss_value){.kind = GLOSS_PLACE, .place = place};
}

/* What the writer of that name makes of the document. */
static inline const char *written(sample *s, const char *format) {
  const gloss_writer *writer = gloss_writer_find(gloss_slice_of(format), &s->error);
  assert_non_null(writer);
  gloss_buffer_clear(&s->out);
  writer->write(writer, &s->settings, s->document, &s->out);
  return gloss_buffer_string(&s->out);
}

#define SAMPLE(name) cmocka_unit_test_setup_teardown(name, open_sample, close_sample)

#endif
