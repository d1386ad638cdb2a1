#include "read/keyed.h"

#include <stddef.h>
#include <string.h>

static void keep_as_meta(gloss_keyed *keyed, gloss_slice key, gloss_value value) {
  keyed->meta[keyed->meta_count++] = (gloss_pair){key, value};
}

static void keep_wrong_type(gloss_keyed *keyed, gloss_slice key, gloss_value value) {
  gloss_document *document = keyed->document;
  gloss_document_warn(document, gloss_arena_print(&document->arena, "\"%.*s\" is %s, not a string; it is kept in meta",
                                                  GLOSS_PRINT(key), gloss_value_kind_name(value)));
  keep_as_meta(keyed, key, value);
}

/* The field of the document that the key fills, or NULL. */
static gloss_slice *find_field(gloss_document *document, gloss_slice key) {
  static const struct {
    const char *key;
    size_t offset;
  } fields[] = {
      {"id", offsetof(gloss_document, id)},         {"title", offsetof(gloss_document, title)},
      {"source", offsetof(gloss_document, source)}, {"date", offsetof(gloss_document, date)},
      {"lang", offsetof(gloss_document, lang)},
  };
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (gloss_slice_is(key, fields[i].key)) return (gloss_slice *)((char *)document + fields[i].offset);
  return NULL;
}

static bool is_numeric(gloss_value value) {
  return value.kind == GLOSS_INTEGER || value.kind == GLOSS_NUMBER;
}

static void fill_field(gloss_keyed *keyed, gloss_slice key, gloss_value value, gloss_slice raw, gloss_slice *field) {
  gloss_document *document = keyed->document;
  if (field == &document->id && is_numeric(value)) *field = gloss_arena_copy(&document->arena, raw);
  else if (value.kind == GLOSS_NIL || (value.kind == GLOSS_STRING && value.size == 0)) *field = (gloss_slice){0};
  else if (value.kind == GLOSS_STRING) *field = gloss_value_slice(value);
  else keep_wrong_type(keyed, key, value);
}

static void fill(gloss_keyed *keyed, gloss_slice key, gloss_slice name, gloss_value value, gloss_slice raw) {
  gloss_slice *field = find_field(keyed->document, name);
  if (gloss_slice_is(name, "text")) keyed->text = value;
  else if (gloss_slice_is(name, "body") && gloss_slice_is(key, "body")) keyed->body = value;
  else if (field != NULL) fill_field(keyed, key, value, raw, field);
  else keep_as_meta(keyed, key, value);
}

gloss_keyed gloss_keyed_new(const gloss_parser *parser, gloss_document *document, uint32_t most) {
  return (gloss_keyed){.parser = parser, .document = document, .most = most,
                       .meta = gloss_arena_allocate(&document->arena, (most + 1u) * sizeof(gloss_pair))};
}

void gloss_keyed_add(gloss_keyed *keyed, gloss_slice key, gloss_value value, gloss_slice raw) {
  fill(keyed, key, gloss_columns_field(&keyed->parser->settings.columns, key), value, raw);
}

/* "content.body": an object that is kept as metadata has it. */
static void fill_from_inside(gloss_keyed *keyed, gloss_value meta) {
  const gloss_columns *columns = &keyed->parser->settings.columns;
  for (uint32_t i = 0; i < columns->count; i++) {
    gloss_slice rest = columns->items[i].key, name;
    if (!memchr(rest.data, '.', rest.size)) continue;
    gloss_value value = meta;
    while (value.kind == GLOSS_MAP && gloss_slice_split(&rest, '.', &name)) value = gloss_map_get(value, name);
    if (value.kind == GLOSS_STRING) fill(keyed, columns->items[i].key, columns->items[i].field, value, (gloss_slice){0});
  }
}

static bool fail_without_text(const gloss_keyed *keyed, gloss_error *error) {
  const gloss_columns *columns = &keyed->parser->settings.columns;
  for (uint32_t i = 0; i < columns->count; i++)
    if (gloss_slice_is(columns->items[i].field, "text"))
      return gloss_fail(error, "no \"%.*s\", which --columns says has the text", GLOSS_PRINT(columns->items[i].key));
  return gloss_fail(error, "no \"text\" (or \"body\")");
}

static bool choose_text(gloss_keyed *keyed, gloss_slice *text, gloss_error *error) {
  const char *key = "text";
  gloss_value value = keyed->text;
  if (value.kind == GLOSS_NIL) {
    key = "body";
    value = keyed->body;
  } else if (keyed->body.kind != GLOSS_NIL) {
    keep_as_meta(keyed, GLOSS_SLICE("body"), keyed->body);
  }
  if (value.kind == GLOSS_NIL) return fail_without_text(keyed, error);
  if (value.kind != GLOSS_STRING) return gloss_fail(error, "\"%s\" is %s, not a string", key, gloss_value_kind_name(value));
  *text = gloss_value_slice(value);
  return true;
}

/* The title, a blank line, the text. */
static bool set_titled_text(gloss_document *document, gloss_slice text, gloss_error *error) {
  gloss_slice title = document->title;
  char *joined = gloss_arena_allocate(&document->arena, title.size + 2 + text.size + 1);
  memcpy(joined, title.data, title.size);
  memcpy(joined + title.size, "\n\n", 2);
  memcpy(joined + title.size + 2, text.data, text.size + 1);
  if (!gloss_parser_set_text(document, (gloss_slice){joined, title.size + 2 + text.size}, error)) return false;
  gloss_slice trimmed = gloss_slice_trim(title);
  uint32_t start = (uint32_t)(trimmed.data - title.data);
  gloss_document_add_block(document, GLOSS_TITLE, (gloss_span){start, start + (uint32_t)trimmed.size});
  return true;
}

bool gloss_keyed_finish(gloss_keyed *keyed, gloss_error *error) {
  gloss_document *document = keyed->document;
  gloss_slice text;
  document->meta = gloss_map_of(keyed->meta, keyed->meta_count);
  fill_from_inside(keyed, document->meta);
  if (!choose_text(keyed, &text, error)) return false;
  document->meta = gloss_map_of(keyed->meta, keyed->meta_count);
  bool has_title = gloss_slice_trim(document->title).size > 0;
  if (keyed->parser->settings.with_title && has_title) return set_titled_text(document, text, error);
  return gloss_parser_set_text(document, text, error);
}
