#include <string.h>

#include "read/keyed.h"

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
static bool begins_object(gloss_slice head) {
  head = gloss_slice_trim(head);
  if (head.size < 2 || head.data[0] != '{') return false;
  head = gloss_slice_trim(gloss_slice_cut(head, 1, head.size));
  return head.size > 0 && (head.data[0] == '"' || head.data[0] == '}');
}

/* An object, or a list of objects. */
bool gloss_json_detect(gloss_slice head) {
  head = gloss_slice_trim(head);
  if (head.size == 0 || head.data[0] != '[') return begins_object(head);
  head = gloss_slice_trim(gloss_slice_cut(head, 1, head.size));
  return gloss_slice_is(head, "]") || begins_object(head);
}

/* Some line is an object, so that a torn one at the start does not hide the others; or the first is so long that its end is not
 * seen. */
bool gloss_jsonl_detect(gloss_slice head) {
  if (!begins_object(head)) return false;
  if (memchr(head.data, '\n', head.size) == NULL) return true;
  gloss_slice line;
  while (gloss_slice_line(&head, &line))
    if (line.size > 0 && line.data[0] == '{' && is_object(line)) return true;
  return false;
}

/* -- An object to a document */

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
  gloss_keyed keyed = gloss_keyed_new(parser, document, object.count);
  for (uint32_t i = 0; i < object.count; i++)
    gloss_keyed_add(&keyed, object.members[i].key, object.members[i].value, object.members[i].raw);
  return gloss_keyed_finish(&keyed, error);
}
