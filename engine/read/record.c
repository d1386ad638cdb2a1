#include "read/record.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "read/parser.h"
#include "unicode/unicode.h"

void gloss_record_set_text(gloss_record *record, gloss_slice text) {
  gloss_error none = {0};
  gloss_buffer_clear(&record->bytes);
  gloss_buffer_reserve(&record->bytes, text.size + GLOSS_JSON_PADDING);
  gloss_buffer_add(&record->bytes, text);
  gloss_buffer_clear(&record->path);
  gloss_buffer_add(&record->path, GLOSS_SLICE("text"));
  gloss_buffer_string(&record->path);
  gloss_buffer_clear(&record->name);
  record->line = 0;
  gloss_format_find(GLOSS_SLICE("text"), NULL, &record->format, &none);
}

void gloss_record_free(gloss_record *record) {
  gloss_buffer_free(&record->bytes);
  gloss_buffer_free(&record->path);
  gloss_buffer_free(&record->name);
}

gloss_slice gloss_record_name(const gloss_record *record) {
  return gloss_path_name(record->name.size > 0 ? record->name.data : record->path.data);
}

bool gloss_record_read_beside(const gloss_record *record, gloss_slice ending, gloss_buffer *text) {
  gloss_buffer path = {0}, bytes = {0};
  gloss_error ignored = {0};
  gloss_decoded decoded;
  gloss_slice own = gloss_buffer_slice(&record->path), old = gloss_path_ending(record->path.data);
  gloss_buffer_add(&path, gloss_slice_cut(own, 0, own.size - old.size));
  gloss_buffer_add(&path, ending);
  bool is_there = old.size > 0 && gloss_file_read(gloss_buffer_string(&path), &bytes, &ignored);
  if (is_there) gloss_buffer_add(text, gloss_decode(gloss_buffer_slice(&bytes), false, &path, &decoded));
  gloss_buffer_free(&path);
  gloss_buffer_free(&bytes);
  gloss_error_clear(&ignored);
  return is_there;
}

gloss_parser *gloss_parser_new(gloss_parser_settings settings) {
  gloss_parser *parser = gloss_allocate_zeroed(1, sizeof *parser);
  parser->settings = settings;
  parser->json = gloss_json_new();
  return parser;
}

void gloss_parser_free(gloss_parser *parser) {
  if (parser == NULL) return;
  gloss_json_free(parser->json);
  gloss_buffer_free(&parser->scratch);
  free(parser);
}

void gloss_parser_warn_repaired(gloss_document *document, size_t sequences, size_t first, gloss_parsed *parsed) {
  if (sequences == 0) return;
  parsed->is_mended = true;
  gloss_document_warn(document, gloss_arena_print(&document->arena, "not UTF-8 in %zu place%s, now U+FFFD; the first is byte %zu",
                                                  sequences, sequences == 1 ? "" : "s", first + 1));
}

void gloss_parser_warn_surrogates(gloss_document *document, size_t surrogates, gloss_parsed *parsed) {
  if (surrogates == 0) return;
  parsed->is_mended = true;
  gloss_document_warn(document, gloss_arena_print(&document->arena, "%zu lone surrogate%s, now U+FFFD", surrogates,
                                                  surrogates == 1 ? "" : "s"));
}

void gloss_parser_warn_decoded(gloss_document *document, const gloss_decoded *decoded, gloss_parsed *parsed) {
  gloss_parser_warn_repaired(document, decoded->sequences, decoded->first, parsed);
  gloss_parser_warn_surrogates(document, decoded->surrogates, parsed);
  if (!decoded->is_western) return;
  parsed->is_mended = true;
  gloss_document_warn(document, GLOSS_SLICE("not UTF-8; read as Windows-1252 (--encoding says it for sure)"));
}

bool gloss_parser_set_text(gloss_document *document, gloss_slice text, gloss_error *error) {
  if (text.size >= UINT32_MAX) return gloss_fail(error, "too long: a document may have 4 GiB");
  gloss_document_set_text(document, text);
  return true;
}

/* The file's name without its ending, and the line where it holds several. */
void gloss_parser_give_id(gloss_parser *parser, const gloss_record *record, uint32_t number, gloss_document *document) {
  gloss_buffer *name = &parser->scratch;
  uint64_t of_several = record->line > 0 ? record->line : number > 1 ? number : 0;
  if (document->id.size > 0) return;
  gloss_buffer_clear(name);
  gloss_utf8_repair(gloss_path_stem(gloss_record_name(record).data), name, NULL);
  if (of_several > 0) gloss_buffer_print(name, ":%" PRIu64, of_several);
  document->id = gloss_arena_copy(&document->arena, gloss_buffer_slice(name));
}

bool gloss_parser_parse(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_parsed *parsed,
                        gloss_error *error) {
  *parsed = (gloss_parsed){0};
  if (!record->format->parse(parser, record, document, parsed, error)) {
    if (record->line > 0) return gloss_fail_at(error, "%s:%" PRIu64, record->path.data, record->line);
    return gloss_fail_at(error, "%s", record->path.data);
  }
  gloss_parser_give_id(parser, record, 1, document);
  return true;
}
