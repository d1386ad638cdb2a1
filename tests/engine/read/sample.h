/* sample: a record read from a string, as a worker does it. */
#ifndef GLOSS_TESTS_READ_SAMPLE_H
#define GLOSS_TESTS_READ_SAMPLE_H

#include <stdlib.h>

#include "check.h"
#include "read/json.h"
#include "read/format.h"
#include "read/format.h"
#include "text/workspace.h"

typedef struct sample {
  gloss_schema *schema;
  gloss_workspace *workspace;
  gloss_parser *parser;
  gloss_record record;
  gloss_document *document;
  gloss_parsed parsed;
  gloss_error error;
} sample;

static inline int open_sample(void **state) {
  sample *s = calloc(1, sizeof *s);
  s->schema = gloss_schema_new();
  s->workspace = gloss_workspace_new(s->schema);
  s->parser = gloss_parser_new((gloss_parser_settings){0});
  *state = s;
  return 0;
}

static inline void close_document(sample *s) {
  if (s->document) gloss_workspace_close(s->workspace);
  s->document = NULL;
}

static inline int close_sample(void **state) {
  sample *s = *state;
  close_document(s);
  gloss_parser_free(s->parser);
  gloss_workspace_free(s->workspace);
  gloss_schema_free(s->schema);
  gloss_record_free(&s->record);
  gloss_error_clear(&s->error);
  free(s);
  return 0;
}

/* Reads the bytes as a record of that format; line 0: a whole file. */
static inline bool read_bytes(sample *s, const char *format, const char *path, uint64_t line, gloss_slice bytes) {
  close_document(s);
  gloss_buffer_clear(&s->record.bytes);
  gloss_buffer_add(&s->record.bytes, bytes);
  gloss_buffer_reserve(&s->record.bytes, GLOSS_JSON_PADDING);
  gloss_buffer_clear(&s->record.path);
  gloss_buffer_add(&s->record.path, gloss_slice_of(path));
  gloss_buffer_string(&s->record.path);
  s->record.line = line;
  assert_true(gloss_format_find(gloss_slice_of(format), NULL, &s->record.format, &s->error));
  s->document = gloss_workspace_open(s->workspace);
  return gloss_parser_parse(s->parser, &s->record, s->document, &s->parsed, &s->error);
}

#define SAMPLE(name) cmocka_unit_test_setup_teardown(name, open_sample, close_sample)

#endif
