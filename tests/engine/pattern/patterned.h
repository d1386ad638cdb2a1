/* patterned: patterns on documents split at spaces (spaced.h), with a layer "name" of annotations that have the type and the
 * fields `of` and `size`. */
#ifndef GLOSS_TEST_PATTERNED_H
#define GLOSS_TEST_PATTERNED_H

#include <stdlib.h>

#include "check.h"
#include "base/memory.h"
#include "pattern/group.h"
#include "pattern/search.h"
#include "spaced.h"

typedef struct ground {
  gloss_schema *schema;
  gloss_workspace *workspace;
  gloss_language *language;
  gloss_document *document;
  gloss_matcher *matcher;
  gloss_phrases *vowels; /* $vowels */
  gloss_phrases *say;    /* $say */
  gloss_pattern *pair;   /* $pair */
  uint32_t layer;
} ground;

static inline gloss_phrases *ground_words(const char *const *words) {
  gloss_error error = {0};
  gloss_phrase_builder *builder =
      gloss_phrase_builder_new((gloss_phrase_settings){.letter_case = GLOSS_CASE_FOLD}, (gloss_phrase_tokenizer){0});
  for (; *words; words++) {
    const gloss_phrase_row row = {.phrase = gloss_slice_of(*words)};
    assert_true(gloss_phrase_builder_add(builder, &row, &error));
  }
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  return list;
}

static inline bool ground_lookup(void *context, gloss_slice name, bool inside, gloss_pattern_variable *variable,
                                 gloss_error *error) {
  const ground *ground = context;
  if (inside && gloss_slice_is(name, "vowels")) variable->words = ground->vowels;
  else if (inside && gloss_slice_is(name, "say")) variable->words = ground->say;
  else if (!inside && gloss_slice_is(name, "pair")) variable->pattern = ground->pair;
  else return gloss_fail(error, "no variable $%.*s", GLOSS_PRINT(name));
  return true;
}

static inline gloss_pattern *ground_pattern(ground *ground, const char *query) {
  gloss_error error = {0};
  gloss_pattern *pattern = gloss_pattern_new(gloss_slice_of(query), ground_lookup, ground, &error);
  if (pattern == NULL) fail_msg("%s", error.message);
  return pattern;
}

static inline void open_ground(ground *ground) {
  static const char *const vowels[] = {"a", "e", "i", "o", "u", NULL}, *const say[] = {"said", NULL};
  gloss_error error = {0};
  *ground = (struct ground){.schema = gloss_schema_new(), .matcher = gloss_matcher_new()};
  ground->layer = gloss_schema_add_layer(ground->schema, GLOSS_SLICE("name"));
  assert_true(gloss_schema_add_field(ground->schema, ground->layer, GLOSS_SLICE("of"), GLOSS_FIELD_STRING, &error));
  assert_true(gloss_schema_add_field(ground->schema, ground->layer, GLOSS_SLICE("size"), GLOSS_FIELD_NUMBER, &error));
  ground->language = gloss_language_new("none", NULL, &error);
  ground->workspace = gloss_workspace_new(ground->schema);
  ground->vowels = ground_words(vowels);
  ground->say = ground_words(say);
  ground->pair = ground_pattern(ground, "left:'p' right:[]");
}

static inline void close_ground(ground *ground) {
  if (ground->document) gloss_workspace_close(ground->workspace);
  gloss_matcher_free(ground->matcher);
  gloss_pattern_free(ground->pair);
  gloss_phrases_free(ground->vowels);
  gloss_phrases_free(ground->say);
  gloss_workspace_free(ground->workspace);
  gloss_language_free(ground->language);
  gloss_schema_free(ground->schema);
}

/* Opens a document in place of the one before; the text must live as long. */
static inline gloss_document *ground_text(ground *ground, gloss_slice text) {
  if (ground->document) gloss_workspace_close(ground->workspace);
  ground->document = gloss_workspace_open(ground->workspace);
  gloss_workspace_set_language(ground->workspace, ground->language);
  split_spaced(ground->document, text);
  return ground->document;
}

static inline uint32_t ground_annotate(ground *ground, uint32_t start, uint32_t end, const char *type) {
  uint32_t word = type ? gloss_vocabulary_intern(ground->document->vocabulary, gloss_slice_of(type)) : GLOSS_UNKNOWN;
  return gloss_document_annotate(ground->document, ground->layer, &(gloss_span){start, end}, 1, word);
}

static inline void ground_set(ground *ground, uint32_t row, const char *field, gloss_value value) {
  uint32_t number = gloss_layer_find_field(gloss_schema_layer(ground->schema, ground->layer), gloss_slice_of(field));
  gloss_document_set_field(ground->document, ground->layer, row, number, value);
}

/* Appends the matches as "a b; c", with labels as "a b(x=a, y=-)". */
static inline void show_found(const ground *ground, const gloss_pattern *pattern, gloss_pattern_found found, gloss_buffer *shown) {
  for (uint32_t i = 0; i < found.count; i++) {
    gloss_slice text = gloss_document_slice(ground->document, gloss_document_bytes_of(ground->document, found.hits[i].tokens));
    gloss_buffer_print(shown, "%s%.*s", shown->size ? "; " : "", GLOSS_PRINT(text));
    for (uint32_t label = 0; label < gloss_pattern_label_count(pattern); label++) {
      gloss_span tokens = found.captures[found.hits[i].captures + label];
      gloss_slice taken = GLOSS_SLICE("-");
      if (tokens.start != UINT32_MAX)
        taken = gloss_document_slice(ground->document, gloss_document_bytes_of(ground->document, tokens));
      gloss_buffer_print(shown, "%s%.*s=%.*s", label ? ", " : "(", GLOSS_PRINT(gloss_pattern_label(pattern, label)),
                         GLOSS_PRINT(taken));
    }
    if (gloss_pattern_label_count(pattern)) gloss_buffer_add_char(shown, ')');
  }
}

/* What the query finds in the document that is open. */
static inline void check_query(ground *ground, const char *query, const char *expected) {
  gloss_buffer shown = {0};
  gloss_pattern *pattern = ground_pattern(ground, query);
  gloss_pattern_group *group = gloss_pattern_group_new((const gloss_pattern *const *)&pattern, 1, ground->matcher);
  gloss_pattern_group_scan(group, ground->document, (gloss_span){0, ground->document->token_count});
  show_found(ground, pattern, gloss_pattern_group_found(group, 0), &shown);
  if (strcmp(gloss_buffer_string(&shown), expected) != 0) fail_msg("%s: %s, not %s", query, gloss_buffer_string(&shown), expected);
  gloss_pattern_group_free(group);
  gloss_pattern_free(pattern);
  gloss_buffer_free(&shown);
}

/* Checks the query in a text of its own. */
static inline void check_in(const char *text, const char *query, const char *expected) {
  ground ground;
  open_ground(&ground);
  ground_text(&ground, gloss_slice_of(text));
  check_query(&ground, query, expected);
  close_ground(&ground);
}

#endif
