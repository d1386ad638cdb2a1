#include <stddef.h>
#include <string.h>

#include "read/parser.h"

/* -- Does a file look like it? */

static bool is_object(gloss_slice line) {
  gloss_json *json = gloss_json_new();
  gloss_buffer padded = {0};
  gloss_arena arena = {0};
  gloss_json_object object;
  gloss_json_mended mended;
  gloss_error error = {0};
  gloss_buffer_add(&padded, line);
  gloss_buffer_reserve(&padded, GLOSS_JSON_PADDING);
  bool parsed = gloss_json_parse_object(json, gloss_buffer_slice(&padded), &arena, &object, &mended, &error);
  gloss_error_clear(&error);
  gloss_arena_free(&arena);
  gloss_buffer_free(&padded);
  gloss_json_free(json);
  return parsed;
}

/* The head of a file that goes on for longer may end in the middle of an object. */
bool gloss_json_detect(gloss_slice head) {
  head = gloss_slice_trim(head);
  if (head.size < 2 || head.data[0] != '{') return false;
  head = gloss_slice_trim(gloss_slice_cut(head, 1, head.size));
  return head.size > 0 && (head.data[0] == '"' || head.data[0] == '}');
}

/* Some line is an object, so that a torn one at the start does not hide the others; or the first is so long that its end is not
 * seen. */
bool gloss_jsonl_detect(gloss_slice head) {
  if (!gloss_json_detect(head)) return false;
  if (memchr(head.data, '\n', head.size) == NULL) return true;
  gloss_slice line;
  while (gloss_slice_line(&head, &line))
    if (line.size > 0 && line.data[0] == '{' && is_object(line)) return true;
  return false;
}

/* -- An object to a document */

typedef struct object_reader {
  gloss_document *document;
  gloss_value text, body;
  gloss_pair *meta;
  uint32_t meta_count;
} object_reader;

static void keep_as_meta(object_reader *reader, gloss_slice key, gloss_value value) {
  reader->meta[reader->meta_count++] = (gloss_pair){key, value};
}

static void keep_wrong_type(object_reader *reader, const gloss_json_member *member) {
  gloss_document *document = reader->document;
  gloss_document_warn(document, gloss_arena_print(&document->arena, "\"%.*s\" is %s, not a string; it is kept in meta",
                                                  GLOSS_PRINT(member->key), gloss_value_kind_name(member->value)));
  keep_as_meta(reader, member->key, member->value);
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

static void read_field(object_reader *reader, const gloss_json_member *member, gloss_slice *field) {
  gloss_document *document = reader->document;
  if (field == &document->id && is_numeric(member->value))
    *field = gloss_arena_copy(&document->arena, member->raw);
  else if (member->value.kind == GLOSS_NIL || (member->value.kind == GLOSS_STRING && member->value.size == 0))
    *field = (gloss_slice){0};
  else if (member->value.kind == GLOSS_STRING)
    *field = gloss_value_slice(member->value);
  else
    keep_wrong_type(reader, member);
}

static void read_member(object_reader *reader, const gloss_json_member *member) {
  gloss_slice *field = find_field(reader->document, member->key);
  if (gloss_slice_is(member->key, "text"))
    reader->text = member->value;
  else if (gloss_slice_is(member->key, "body"))
    reader->body = member->value;
  else if (field != NULL)
    read_field(reader, member, field);
  else
    keep_as_meta(reader, member->key, member->value);
}

static bool choose_text(object_reader *reader, gloss_slice *text, gloss_error *error) {
  const char *key = "text";
  gloss_value value = reader->text;
  if (value.kind == GLOSS_NIL) {
    key = "body";
    value = reader->body;
  } else if (reader->body.kind != GLOSS_NIL) {
    keep_as_meta(reader, GLOSS_SLICE("body"), reader->body);
  }
  if (value.kind == GLOSS_NIL) return gloss_fail(error, "no \"text\" (or \"body\")");
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

static void warn_mended(gloss_document *document, const gloss_json_mended *mended, gloss_parsed *parsed) {
  gloss_parser_warn_repaired(document, mended->sequences, mended->first, parsed);
  gloss_parser_warn_surrogates(document, mended->surrogates, parsed);
}

/* Of a file whose first line is an object by itself, that says more than where the second one begins. */
static bool fail_to_parse(const gloss_record *record, gloss_error *error) {
  gloss_slice rest = gloss_buffer_slice(&record->bytes), line;
  bool is_jsonl = record->line == 0 && gloss_slice_line(&rest, &line) && rest.size > 0 && is_object(line);
  if (is_jsonl) gloss_fail(error, "has an object on each line, not a single object: read it with -i jsonl");
  return false;
}

/* Windows-1252 has the marks of JSON where UTF-8 has them. */
static bool parse_object(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_json_object *object,
                         gloss_parsed *parsed, gloss_error *error) {
  gloss_slice bytes = gloss_buffer_slice(&record->bytes);
  gloss_json_mended mended;
  bool done = gloss_json_parse_object(parser->json, bytes, &document->arena, object, &mended, error);
  gloss_decoded decoded = {.is_western = mended.sequences > 0 && !record->is_decoded && gloss_looks_western(bytes)};
  if (decoded.is_western) {
    gloss_buffer_clear(&parser->scratch);
    gloss_decode_western(bytes, &parser->scratch);
    gloss_buffer_reserve(&parser->scratch, GLOSS_JSON_PADDING);
    gloss_parser_warn_decoded(document, &decoded, parsed);
    done = gloss_json_parse_object(parser->json, gloss_buffer_slice(&parser->scratch), &document->arena, object, &mended, error);
  }
  warn_mended(document, &mended, parsed);
  return done;
}

bool gloss_jsonl_parse(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_parsed *parsed,
                       gloss_error *error) {
  gloss_json_object object;
  if (!parse_object(parser, record, document, &object, parsed, error)) return fail_to_parse(record, error);
  object_reader reader = {.document = document};
  reader.meta = gloss_arena_allocate(&document->arena, (object.count + 1) * sizeof *reader.meta);
  for (uint32_t i = 0; i < object.count; i++) read_member(&reader, &object.members[i]);
  gloss_slice text;
  if (!choose_text(&reader, &text, error)) return false;
  document->meta = gloss_map_of(reader.meta, reader.meta_count);
  if (parser->settings.with_title && gloss_slice_trim(document->title).size > 0) return set_titled_text(document, text, error);
  return gloss_parser_set_text(document, text, error);
}
