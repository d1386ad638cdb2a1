/* fields: rows for builders, and what became of them in a list. */
#ifndef GLOSS_TEST_FIELDS_H
#define GLOSS_TEST_FIELDS_H

#include "phrase/phrases.h"

/* Adds a phrase with one field, or none (NULL), which is its weight too. */
static inline bool add_phrase(gloss_phrase_builder *builder, gloss_slice phrase, const char *column, gloss_value value,
                              gloss_error *error) {
  gloss_phrase_field field = {column ? gloss_phrase_builder_column(builder, gloss_slice_of(column)) : 0, value};
  return gloss_phrase_builder_add(builder, &(gloss_phrase_row){phrase, value, &field, column != NULL}, error);
}

static inline bool add_plain_phrase(gloss_phrase_builder *builder, gloss_slice phrase, gloss_error *error) {
  return add_phrase(builder, phrase, NULL, (gloss_value){0}, error);
}

/* The field of an entry; nil: it has none. */
static inline gloss_value field_of(const gloss_phrases *list, uint32_t entry, uint32_t column, gloss_arena *arena) {
  gloss_phrase_fields fields = gloss_phrases_fields(list, entry);
  gloss_phrase_field field;
  while (gloss_phrase_fields_next(&fields, arena, &field))
    if (field.column == column) return field.value;
  return (gloss_value){0};
}

/* The string that it is; no data: it is none. */
static inline gloss_slice string_of(const gloss_phrases *list, uint32_t entry, uint32_t column) {
  gloss_arena arena = {0};
  gloss_value value = field_of(list, entry, column, &arena);
  gloss_arena_free(&arena);
  return value.kind == GLOSS_STRING ? gloss_value_slice(value) : (gloss_slice){0};
}

#endif
