/* A file of rows, elements or web records, which comes in pieces: where its records end does not depend on the pieces; and each is
 * refused with a message, or becomes a document of valid UTF-8. The first byte chooses the format, the second the pieces. */
#include <stdlib.h>

#include "read/format.h"
#include "read/json.h"
#include "source/split.h"
#include "text/workspace.h"
#include "unicode/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

enum { MOST = 64 };

typedef struct records {
  gloss_buffer bytes; /* one after the other */
  size_t ends[MOST];
  int count;
} records;

static void end_record(records *records) {
  if (records->count < MOST) records->ends[records->count++] = records->bytes.size;
}

/* As the source takes them: pieces of that size, each until it is used up. */
static records split(gloss_record_unit unit, gloss_slice bytes, size_t piece) {
  records records = {0};
  gloss_split split = gloss_split_new(unit);
  size_t at = 0, from, kept, used;
  while (at < bytes.size && records.count < MOST - 1) {
    size_t end = at + piece < bytes.size ? at + piece : bytes.size;
    while (at < end && records.count < MOST - 1) {
      bool was_broken = split.is_broken;
      gloss_slice left = gloss_slice_cut(bytes, at, end);
      bool is_end = gloss_split_find(&split, left, &from, &kept, &used);
      require(from <= kept && kept <= used && used <= left.size);
      gloss_buffer_add(&records.bytes, gloss_slice_cut(left, from, kept));
      if (is_end || (split.is_broken && !was_broken)) end_record(&records);
      require(used > 0 || is_end);
      at += used;
    }
  }
  end_record(&records);
  gloss_split_free(&split);
  return records;
}

static void require_same(const records *a, const records *b) {
  require(a->count == b->count);
  for (int i = 0; i < a->count; i++) require(a->ends[i] == b->ends[i]);
  require(gloss_slice_equal(gloss_buffer_slice(&a->bytes), gloss_buffer_slice(&b->bytes)));
}

static void parse(const gloss_format *format, gloss_slice bytes) {
  gloss_error error = {0};
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_parser *parser = gloss_parser_new((gloss_parser_settings){.with_title = true});
  gloss_record record = {.format = format, .line = 1};
  gloss_parsed parsed;
  gloss_buffer_add(&record.path, GLOSS_SLICE("fuzz"));
  gloss_buffer_string(&record.path);
  gloss_buffer_add(&record.bytes, bytes);
  gloss_buffer_reserve(&record.bytes, GLOSS_JSON_PADDING);
  gloss_document *document = gloss_workspace_open(workspace);
  if (gloss_parser_parse(parser, &record, document, &parsed, &error)) require(gloss_utf8_is_valid(document->text));
  else require(error.message != NULL);
  gloss_error_clear(&error);
  gloss_workspace_close(workspace);
  gloss_record_free(&record);
  gloss_parser_free(parser);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const names[] = {"csv", "tsv", "json", "warc", "jsonl"};
  const gloss_format *format;
  gloss_error error = {0};
  if (size < 2) return 0;
  gloss_slice bytes = {(const char *)data + 2, size - 2};
  require(gloss_format_find(gloss_slice_of(names[data[0] % 5]), NULL, &format, &error));
  records whole = split(format->unit, bytes, bytes.size + 1), pieces = split(format->unit, bytes, data[1] % 16 + 1u);
  require_same(&whole, &pieces);
  for (int i = 0, start = 0; i < whole.count; start = (int)whole.ends[i++])
    parse(format, gloss_slice_cut(gloss_buffer_slice(&whole.bytes), (size_t)start, whole.ends[i]));
  gloss_buffer_free(&whole.bytes);
  gloss_buffer_free(&pieces.bytes);
  return 0;
}
