#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/rows.h"
#include "phrase/room.h"
#include "unicode/unicode.h"

static bool fail_in_line(const char *path, uint32_t line, gloss_error *error) {
  return gloss_fail_at(error, "%s:%u", path, line);
}

/* -- Tables */

typedef struct table {
  gloss_phrase_builder *builder;
  gloss_rows rows;
  uint32_t phrase;            /* its column */
  gloss_phrase_field *fields; /* the other columns */
} table;

static uint32_t phrase_column(const gloss_row *header) {
  for (uint32_t i = 0; i < header->count; i++)
    if (gloss_slice_is(header->cells[i], "name")) return i;
  return 0;
}

/* Small letters, digits and `_`, as "word" or "ort". */
static bool is_column_name(gloss_slice cell) {
  for (size_t at = 0; at < cell.size;) {
    uint32_t c;
    at += gloss_utf8_decode(cell.data + at, &c);
    uint16_t class = gloss_char_class(c);
    bool fits = c == '_' || (class & (GLOSS_CHAR_LETTER | GLOSS_CHAR_MARK | GLOSS_CHAR_DIGIT) && !(class & GLOSS_CHAR_UPPER));
    if (!fits) return false;
  }
  return true;
}

/* A list without a header, or without its tabs, would lose its first row without a word. */
static bool check_header(const table *table, gloss_error *error) {
  double weight;
  const gloss_row *header = &table->rows.header;
  bool is_lexicon = table->builder->settings.weights;
  for (uint32_t i = 0; i < header->count; i++)
    if (!gloss_utf8_is_valid(header->cells[i])) return gloss_fail(error, "is not valid UTF-8; save the list as UTF-8");
  if (is_lexicon && gloss_phrase_read_weight(header->cells[header->count - 1], &weight))
    return gloss_fail(error, "begins with a row; its first line must name the columns: \"word\", \"weight\"");
  gloss_slice phrase = header->cells[phrase_column(header)], shown = gloss_phrase_beginning(phrase);
  if (!is_column_name(phrase))
    return gloss_fail(error, "\"%.*s\" is not the name of a column: the first line must name them, that of the phrases \"name\"",
                      GLOSS_PRINT(shown));
  return !is_lexicon || header->count > 1 || gloss_fail(error, "a lexicon needs a column of weights after its phrases");
}

static void name_columns(table *table) {
  const gloss_row *header = &table->rows.header;
  table->phrase = phrase_column(header);
  table->fields = gloss_allocate(header->count * sizeof *table->fields);
  for (uint32_t i = 0, field = 0; i < header->count; i++)
    if (i != table->phrase) table->fields[field++].column = gloss_phrase_builder_column(table->builder, header->cells[i]);
}

/* Cells that are missing are empty; but an editor may have made spaces of the tabs. */
static bool check_tabs(const table *table, uint32_t filled, gloss_error *error) {
  gloss_slice phrase = table->rows.row.cells[table->phrase];
  if (filled > 0 || table->rows.header.count == 1 || table->rows.format != GLOSS_ROW_TSV || phrase.size == 0) return true;
  phrase = gloss_slice_trim(phrase);
  if (memmem(phrase.data, phrase.size, "  ", 2) == NULL) return true;
  phrase = gloss_phrase_beginning(phrase);
  return gloss_fail(error, "\"%.*s\" has spaces where a tab should separate the cells", GLOSS_PRINT(phrase));
}

static bool add_row(table *table, gloss_error *error) {
  const gloss_row *row = &table->rows.row;
  uint32_t filled = 0;
  for (uint32_t i = 0, field = 0; i < row->count; i++) {
    if (i == table->phrase) continue;
    gloss_slice cell = row->cells[i];
    table->fields[field++].value = cell.size > 0 ? gloss_value_string(cell) : (gloss_value){0};
    filled += cell.size > 0;
  }
  if (!check_tabs(table, filled, error)) return false;
  gloss_phrase_row entry = {.phrase = row->cells[table->phrase], .fields = table->fields, .field_count = row->count - 1};
  if (row->count > 1) entry.weight = table->fields[row->count - 2].value;
  return gloss_phrase_builder_add(table->builder, &entry, error);
}

static bool read_rows(table *table, gloss_error *error) {
  gloss_rows *rows = &table->rows;
  if (!check_header(table, error)) return fail_in_line(rows->path, rows->line, error);
  name_columns(table);
  gloss_rows_result result;
  while ((result = gloss_rows_next(rows, error)) == GLOSS_ROWS_READ)
    if (!add_row(table, error)) return fail_in_line(rows->path, rows->line, error);
  return result == GLOSS_ROWS_END;
}

static bool read_table(gloss_phrase_builder *builder, const char *path, gloss_row_format format, gloss_slice text,
                       gloss_error *error) {
  table table = {.builder = builder};
  if (!gloss_rows_open(&table.rows, path, format, text, error)) return false;
  bool read = read_rows(&table, error);
  free(table.fields);
  gloss_rows_close(&table.rows);
  return read;
}

/* -- A phrase a line */

static bool read_lines(gloss_phrase_builder *builder, const char *path, gloss_slice text, gloss_error *error) {
  const gloss_slice mark = GLOSS_SLICE("\xef\xbb\xbf");
  if (builder->settings.weights)
    return gloss_fail(error, "%s: a lexicon needs weights, and a list of lines has none; make it a .tsv", path);
  if (gloss_slice_starts_with(text, mark)) text = gloss_slice_cut(text, mark.size, text.size);
  gloss_slice line;
  for (uint32_t number = 1; text.size > 0 && gloss_slice_line(&text, &line); number++) {
    line = gloss_slice_trim(line);
    if (line.size == 0 || gloss_slice_is(line, "#") || gloss_slice_starts_with(line, GLOSS_SLICE("# "))) continue;
    if (!gloss_phrase_builder_add(builder, &(gloss_phrase_row){.phrase = line}, error)) return fail_in_line(path, number, error);
  }
  return true;
}

/* -- Files */

/* A zero byte is UTF-8 too, but no list has one: it is UTF-16, or no text. */
static bool check_text(const char *path, gloss_slice text, gloss_error *error) {
  const char *zero = text.size > 0 ? memchr(text.data, '\0', text.size) : NULL;
  uint32_t line = 1;
  if (zero == NULL) return true;
  for (const char *at = text.data; (at = memchr(at, '\n', (size_t)(zero - at))) != NULL; at++) line++;
  gloss_fail(error, "has a zero byte, which a list cannot have; save the list as UTF-8");
  return fail_in_line(path, line, error);
}

bool gloss_phrase_builder_read(gloss_phrase_builder *builder, const char *path, gloss_slice text, gloss_error *error) {
  gloss_slice ending = gloss_path_ending(path);
  if (!check_text(path, text, error)) return false;
  if (gloss_slice_is(ending, ".tsv")) return read_table(builder, path, GLOSS_ROW_TSV, text, error);
  if (gloss_slice_is(ending, ".csv")) return read_table(builder, path, GLOSS_ROW_CSV, text, error);
  return read_lines(builder, path, text, error);
}
