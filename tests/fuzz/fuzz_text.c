/* A file of text: it is refused with a message, or becomes a document of valid UTF-8 that a terminal can show. */
#include <stdlib.h>

#include "read/format.h"
#include "text/workspace.h"
#include "unicode/unicode.h"
#include "write/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

static bool is_safe(char c) {
  return c == '\n' || (unsigned char)c >= ' ';
}

static void check_view(gloss_document *document) {
  gloss_buffer out = {0};
  gloss_error error = {0};
  gloss_writer_settings settings = {.width = 20};
  const gloss_writer *writer = gloss_writer_find(GLOSS_SLICE("text"), &error);
  gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){0, (uint32_t)document->text.size});
  writer->write(writer, &settings, document, &out);
  for (size_t i = 0; i < out.size; i++) require(is_safe(out.data[i]));
  require(gloss_utf8_is_valid(gloss_buffer_slice(&out)));
  gloss_buffer_free(&out);
}

static void check_document(gloss_document *document, const gloss_parsed *parsed) {
  require(gloss_utf8_is_valid(document->text));
  require(parsed->is_article);
  require(parsed->is_mended == (document->warning_count > 0));
  check_view(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  gloss_error error = {0};
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_parser *parser = gloss_parser_new((gloss_parser_settings){0});
  gloss_record record = {0};
  gloss_parsed parsed;
  gloss_buffer_add(&record.path, GLOSS_SLICE("fuzz.txt"));
  gloss_buffer_string(&record.path);
  gloss_buffer_add(&record.bytes, (gloss_slice){(const char *)data, size});
  require(gloss_format_find(GLOSS_SLICE("text"), NULL, &record.format, &error));
  gloss_document *document = gloss_workspace_open(workspace);
  if (gloss_parser_parse(parser, &record, document, &parsed, &error))
    check_document(document, &parsed);
  else
    require(error.message != NULL);
  gloss_error_clear(&error);
  gloss_workspace_close(workspace);
  gloss_record_free(&record);
  gloss_parser_free(parser);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  return 0;
}
