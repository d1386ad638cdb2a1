/* A byte of settings, a list as JSONL: each entry of the list has the phrase and the fields of an item of the file. */
#include <stdlib.h>

#include "read/json_lines.h"
#include "library/phrase_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

/* What the item says under that name. */
static gloss_value said(gloss_value item, gloss_slice name) {
  if (item.kind == GLOSS_LIST) return gloss_slice_is(name, "weight") && item.size > 1 ? item.items[1] : (gloss_value){0};
  return gloss_map_get(item, name);
}

static bool is_said(const gloss_phrases *list, uint32_t entry, gloss_value item) {
  gloss_arena arena = {0};
  gloss_phrase_fields fields = gloss_phrases_fields(list, entry);
  gloss_phrase_field field;
  bool equal = gloss_slice_equal(gloss_phrases_name(list, entry), gloss_phrase_of_item(item));
  while (gloss_phrase_fields_next(&fields, &arena, &field))
    equal = equal && gloss_value_equal(field.value, said(item, gloss_phrases_column(list, field.column)));
  gloss_arena_free(&arena);
  return equal;
}

/* How many entries of the phrase say what the item says. */
static uint32_t count_said(const gloss_phrases *list, gloss_value item) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < gloss_phrases_count(list); i++) count += is_said(list, i, item);
  return count;
}

static void compare(const gloss_phrases *list, gloss_slice text) {
  gloss_error error = {0};
  gloss_json_lines lines;
  uint32_t count = 0;
  gloss_json_lines_open(&lines, "list.jsonl", text);
  while (gloss_json_lines_next(&lines, &error) == GLOSS_JSON_LINES_READ) {
    require(count++ < gloss_phrases_count(list));
    require(count_said(list, lines.value) > 0);
  }
  gloss_json_lines_close(&lines);
  require(error.message == NULL && count == gloss_phrases_count(list));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0 || size > 10000) return 0;
  gloss_phrase_settings settings = {.letter_case = (gloss_case)(data[0] % 3), .weights = data[0] & 4};
  gloss_slice text = {(const char *)data + 1, size - 1};
  gloss_error error = {0};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(settings, (gloss_phrase_tokenizer){0});
  bool read = gloss_phrase_file_read(builder, "list.jsonl", text, &error);
  gloss_phrases *list = read ? gloss_phrase_builder_build(builder) : NULL;
  gloss_phrase_builder_free(builder);
  require(read == (error.message == NULL));
  if (list) compare(list, text);
  gloss_phrases_free(list);
  gloss_error_clear(&error);
  return 0;
}
