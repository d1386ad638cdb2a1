#include "read/columns.h"

#include "base/nearest.h"

static const char *const fields[GLOSS_COLUMNS_MOST] = {"text", "id", "title", "source", "date", "lang"};

static bool check_field(gloss_slice name, gloss_error *error) {
  gloss_nearest nearest = {.word = name};
  char hint[128];
  for (int i = 0; i < GLOSS_COLUMNS_MOST; i++) {
    if (gloss_slice_is(name, fields[i])) return true;
    gloss_nearest_offer(&nearest, gloss_slice_of(fields[i]));
  }
  return gloss_fail(error, "--columns: a document has no \"%.*s\" (it has text, id, title, source, date, lang)%s",
                    GLOSS_PRINT(name), gloss_nearest_hint(&nearest, hint));
}

static bool add(gloss_columns *columns, gloss_slice part, gloss_error *error) {
  const char *sign = part.size > 0 ? memchr(part.data, '=', part.size) : NULL;
  size_t at = sign ? (size_t)(sign - part.data) : 0;
  gloss_slice field = gloss_slice_trim(gloss_slice_cut(part, 0, at));
  gloss_slice key = sign ? gloss_slice_trim(gloss_slice_cut(part, at + 1, part.size)) : (gloss_slice){0};
  if (sign == NULL || key.size == 0)
    return gloss_fail(error, "--columns %.*s: write what a document has and where it is: text=content", GLOSS_PRINT(part));
  if (!check_field(field, error)) return false;
  for (uint32_t i = 0; i < columns->count; i++)
    if (gloss_slice_equal(columns->items[i].field, field))
      return gloss_fail(error, "--columns: \"%.*s\" is there twice", GLOSS_PRINT(field));
  columns->items[columns->count].field = field;
  columns->items[columns->count++].key = key;
  return true;
}

bool gloss_columns_parse(const char *list, gloss_columns *columns, gloss_error *error) {
  gloss_slice rest = gloss_slice_of(list), part;
  *columns = (gloss_columns){0};
  while (gloss_slice_split(&rest, ',', &part))
    if (!add(columns, gloss_slice_trim(part), error)) return false;
  return true;
}

gloss_slice gloss_columns_field(const gloss_columns *columns, gloss_slice key) {
  bool is_taken = false;
  for (uint32_t i = 0; i < columns->count; i++) {
    if (gloss_slice_equal(columns->items[i].key, key)) return columns->items[i].field;
    bool has_text = gloss_slice_is(columns->items[i].field, "text");
    is_taken = is_taken || gloss_slice_equal(columns->items[i].field, key) || (has_text && gloss_slice_is(key, "body"));
  }
  return is_taken ? (gloss_slice){0} : key;
}
