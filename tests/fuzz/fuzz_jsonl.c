/* Lines of JSON: each is refused with a message, or becomes a document whose record is JSON again and has the same text. */
#include <stdlib.h>

#include "read/format.h"
#include "read/json.h"
#include "text/workspace.h"
#include "unicode/unicode.h"
#include "write/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

static void check_record(gloss_document *document, gloss_buffer *record) {
  gloss_json *json = gloss_json_new();
  gloss_value value;
  gloss_json_mended mended;
  gloss_error error = {0};
  gloss_buffer_reserve(record, GLOSS_JSON_PADDING);
  require(gloss_json_parse(json, gloss_buffer_slice(record), &document->arena, &value, &mended, &error));
  require(mended.sequences + mended.surrogates == 0);
  require(gloss_slice_equal(gloss_value_slice(gloss_map_get(value, GLOSS_SLICE("text"))), document->text));
  if (document->meta.kind == GLOSS_MAP)
    require(gloss_map_get(value, GLOSS_SLICE("meta")).size == document->meta.size);
  gloss_json_free(json);
}

static void read_line(gloss_parser *parser, gloss_record *record, gloss_document *document) {
  gloss_error error = {0};
  gloss_parsed parsed;
  if (gloss_parser_parse(parser, record, document, &parsed, &error)) {
    gloss_buffer out = {0};
    gloss_writer_settings settings = {0};
    const gloss_writer *writer = gloss_writer_find(GLOSS_SLICE("jsonl"), &error);
    require(gloss_utf8_is_valid(document->text));
    writer->write(writer, &settings, document, &out);
    check_record(document, &out);
    gloss_buffer_free(&out);
  } else {
    require(error.message != NULL);
  }
  gloss_error_clear(&error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  gloss_error error = {0};
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_parser *parser = gloss_parser_new((gloss_parser_settings){.with_title = size % 2});
  gloss_record record = {0};
  gloss_slice rest = {(const char *)data, size}, line;
  gloss_format_guess(NULL, GLOSS_SLICE(""), rest);
  gloss_buffer_add(&record.path, GLOSS_SLICE("fuzz.jsonl"));
  gloss_buffer_string(&record.path);
  require(gloss_format_find(GLOSS_SLICE("jsonl"), NULL, &record.format, &error));
  while (gloss_slice_split(&rest, '\n', &line)) {
    record.line++;
    gloss_buffer_clear(&record.bytes);
    gloss_buffer_add(&record.bytes, line);
    gloss_buffer_reserve(&record.bytes, GLOSS_JSON_PADDING);
    read_line(parser, &record, gloss_workspace_open(workspace));
    gloss_workspace_close(workspace);
  }
  gloss_record_free(&record);
  gloss_parser_free(parser);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  return 0;
}
