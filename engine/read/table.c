/* Rows of CSV and TSV: a record is the first row, which names the columns, and a row after it. */
#include "base/rows.h"
#include "read/keyed.h"

/* Which of the two separates the names of the columns: a name has neither, as a rule. */
static gloss_row_format csv_format(gloss_slice record) {
  gloss_slice header;
  size_t commas = 0, semicolons = 0;
  gloss_slice_line(&record, &header);
  for (size_t i = 0; i < header.size; i++) {
    commas += header.data[i] == ',';
    semicolons += header.data[i] == ';';
  }
  return semicolons > commas ? GLOSS_ROW_SEMICOLONS : GLOSS_ROW_CSV;
}

static bool fail_surplus(const gloss_rows *rows, gloss_error *error) {
  return gloss_fail(error, "%u cells, where the first row names %u columns", rows->row.count, rows->header.count);
}

/* An empty cell is none, but a text may be empty. */
static bool is_text(const gloss_keyed *keyed, gloss_slice name) {
  gloss_slice field = gloss_columns_field(&keyed->parser->settings.columns, name);
  return gloss_slice_is(field, "text") || gloss_slice_is(field, "body");
}

static bool add_cells(gloss_keyed *keyed, const gloss_rows *rows, gloss_error *error) {
  gloss_arena *arena = &keyed->document->arena;
  for (uint32_t i = 0; i < rows->row.count; i++) {
    gloss_slice cell = rows->row.cells[i];
    if (i >= rows->header.count && cell.size > 0) return fail_surplus(rows, error);
    if (i >= rows->header.count) continue;
    gloss_slice name = gloss_slice_trim(rows->header.cells[i]);
    if (cell.size == 0 && !is_text(keyed, name)) continue;
    gloss_value value = gloss_value_string(gloss_arena_copy(arena, cell));
    gloss_keyed_add(keyed, gloss_arena_copy(arena, name), value, cell);
  }
  return true;
}

/* Which column is meant the user knows. */
static bool fail_without_text(const gloss_rows *rows, gloss_error *error) {
  gloss_buffer message = {0};
  gloss_buffer_print(&message, "%s; --columns text=NAME says which column it is:", error->message);
  for (uint32_t i = 0; i < rows->header.count && message.size < 300; i++)
    gloss_buffer_print(&message, "%s %.*s", i ? "," : "", GLOSS_PRINT(gloss_slice_trim(rows->header.cells[i])));
  gloss_fail(error, "%s", gloss_buffer_string(&message));
  gloss_buffer_free(&message);
  return false;
}

static bool fill(gloss_parser *parser, gloss_document *document, const gloss_rows *rows, gloss_error *error) {
  gloss_keyed keyed = gloss_keyed_new(parser, document, rows->header.count);
  if (!add_cells(&keyed, rows, error)) return false;
  return gloss_keyed_finish(&keyed, error) || (keyed.text.kind == GLOSS_NIL && fail_without_text(rows, error));
}

static bool parse(gloss_parser *parser, const gloss_record *record, bool has_quotes, gloss_document *document,
                  gloss_parsed *parsed, gloss_error *error) {
  gloss_decoded decoded;
  gloss_slice text = gloss_decode(gloss_buffer_slice(&record->bytes), record->is_decoded, &parser->scratch, &decoded);
  if (text.size == 0) return gloss_fail(error, "no row names the columns");
  gloss_rows rows = {.format = has_quotes ? csv_format(text) : GLOSS_ROW_TSV};
  gloss_parser_warn_decoded(document, &decoded, parsed);
  bool done = gloss_row_read(&rows.header, rows.format, &text, error) &&
              (text.size == 0 || gloss_row_read(&rows.row, rows.format, &text, error)) && fill(parser, document, &rows, error);
  gloss_rows_close(&rows);
  return done;
}

bool gloss_csv_parse(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_parsed *parsed,
                     gloss_error *error) {
  return parse(parser, record, true, document, parsed, error);
}

bool gloss_tsv_parse(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_parsed *parsed,
                     gloss_error *error) {
  return parse(parser, record, false, document, parsed, error);
}
