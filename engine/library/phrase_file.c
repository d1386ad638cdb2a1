#include "library/phrase_file.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "read/json_lines.h"

typedef struct list {
  gloss_phrase_builder *builder;
  gloss_phrase_field *fields; /* of the item */
  uint32_t field_count, field_capacity;
} list;

/* What the item says is its phrase; `key` is the member that says so, or NULL. */
static gloss_value find_phrase(gloss_value item, const char **key) {
  *key = NULL;
  if (item.kind == GLOSS_STRING) return item;
  if (item.kind == GLOSS_LIST) return item.size > 0 ? item.items[0] : (gloss_value){0};
  if (item.kind != GLOSS_MAP) return (gloss_value){0};
  gloss_value phrase = gloss_map_get(item, gloss_slice_of(*key = "name"));
  return phrase.kind != GLOSS_NIL ? phrase : gloss_map_get(item, gloss_slice_of(*key = "word"));
}

static bool fail_phrase(gloss_value item, gloss_value phrase, gloss_error *error) {
  const char *kind = gloss_value_kind_name(item);
  if (phrase.kind != GLOSS_NIL) return gloss_fail(error, "the phrase is %s, not a string", gloss_value_kind_name(phrase));
  if (item.kind == GLOSS_MAP) return gloss_fail(error, "the object has no \"name\"");
  return gloss_fail(error, "is %s, where a string or an object with a \"name\" is expected", kind);
}

static void add_field(list *list, gloss_slice name, gloss_value value) {
  list->fields = gloss_grow(list->fields, &list->field_capacity, list->field_count + 1u, sizeof *list->fields);
  list->fields[list->field_count++] = (gloss_phrase_field){gloss_phrase_builder_column(list->builder, name), value};
}

/* All that the item says beside its phrase, which stands under that key, or first. */
static void add_fields(list *list, gloss_value item, const char *key) {
  list->field_count = 0;
  if (item.kind == GLOSS_LIST && item.size > 1) add_field(list, GLOSS_SLICE("weight"), item.items[1]);
  for (uint32_t i = 0; item.kind == GLOSS_MAP && i < item.size; i++)
    if (!gloss_slice_is(item.pairs[i].key, key)) add_field(list, item.pairs[i].key, item.pairs[i].value);
}

static gloss_value find_weight(gloss_value item) {
  if (item.kind == GLOSS_LIST && item.size > 1) return item.items[1];
  return gloss_map_get(item, GLOSS_SLICE("weight"));
}

static bool add_item(list *list, gloss_value item, gloss_error *error) {
  const char *key;
  gloss_value phrase = find_phrase(item, &key);
  if (phrase.kind != GLOSS_STRING) return fail_phrase(item, phrase, error);
  add_fields(list, item, key);
  gloss_phrase_row row = {gloss_value_slice(phrase), find_weight(item), list->fields, list->field_count};
  return gloss_phrase_builder_add(list->builder, &row, error);
}

static bool read_items(gloss_phrase_builder *builder, const char *path, gloss_slice text, gloss_error *error) {
  list list = {.builder = builder};
  gloss_json_lines lines;
  gloss_json_lines_result result;
  gloss_json_lines_open(&lines, path, text);
  while ((result = gloss_json_lines_next(&lines, error)) == GLOSS_JSON_LINES_READ) {
    if (add_item(&list, lines.value, error)) continue;
    gloss_fail_at(error, "%s:%u", path, lines.line);
    result = GLOSS_JSON_LINES_FAILED;
    break;
  }
  gloss_json_lines_close(&lines);
  free(list.fields);
  return result == GLOSS_JSON_LINES_END;
}

gloss_slice gloss_phrase_of_item(gloss_value item) {
  const char *key;
  gloss_value phrase = find_phrase(item, &key);
  return phrase.kind == GLOSS_STRING ? gloss_value_slice(phrase) : (gloss_slice){0};
}

bool gloss_phrase_file_read(gloss_phrase_builder *builder, const char *path, gloss_slice text, gloss_error *error) {
  if (gloss_slice_is(gloss_path_ending(path), ".jsonl")) return read_items(builder, path, text, error);
  return gloss_phrase_builder_read(builder, path, text, error);
}
