#include "base/file.h"
#include "base/rows.h"
#include "match/phrase_room.h"

static bool fail_in_line(const char *path, uint32_t line, gloss_error *error) {
  return gloss_fail_at(error, "%s:%u", path, line);
}

/* A list without a header would lose its first row without a word. */
static bool check_header(const gloss_phrase_builder *builder, const gloss_rows *rows, gloss_error *error) {
  double weight;
  gloss_slice last = rows->header.cells[rows->header.count - 1];
  if (!builder->settings.weights || !gloss_phrase_read_weight(last, &weight)) return true;
  gloss_fail(error, "begins with a row; its first line must name the columns: \"word\", \"weight\"");
  return fail_in_line(rows->path, rows->line, error);
}

static uint32_t phrase_column(const gloss_row *header) {
  for (uint32_t i = 0; i < header->count; i++)
    if (gloss_slice_is(header->cells[i], "name")) return i;
  return 0;
}

/* Moves the cell of the phrase in front of the others. */
static void phrase_first(gloss_slice *cells, uint32_t column) {
  gloss_slice phrase = cells[column];
  memmove(cells + 1, cells, column * sizeof *cells);
  cells[0] = phrase;
}

static bool read_rows(gloss_phrase_builder *builder, gloss_rows *rows, gloss_error *error) {
  if (!check_header(builder, rows, error)) return false;
  uint32_t column = phrase_column(&rows->header);
  phrase_first(rows->header.cells, column);
  gloss_phrase_builder_columns(builder, rows->header.cells + 1, rows->header.count - 1);
  gloss_rows_result result;
  while ((result = gloss_rows_next(rows, error)) == GLOSS_ROWS_READ) {
    phrase_first(rows->row.cells, column);
    if (!gloss_phrase_builder_add(builder, rows->row.cells[0], rows->row.cells + 1, error))
      return fail_in_line(rows->path, rows->line, error);
  }
  return result == GLOSS_ROWS_END;
}

static bool read_table(gloss_phrase_builder *builder, const char *path, gloss_row_format format, gloss_slice text,
                       gloss_error *error) {
  gloss_rows rows;
  if (!gloss_rows_open(&rows, path, format, text, error)) return false;
  bool read = read_rows(builder, &rows, error);
  gloss_rows_close(&rows);
  return read;
}

static bool read_lines(gloss_phrase_builder *builder, const char *path, gloss_slice text, gloss_error *error) {
  const gloss_slice mark = GLOSS_SLICE("\xef\xbb\xbf");
  if (gloss_slice_starts_with(text, mark)) text = gloss_slice_cut(text, mark.size, text.size);
  gloss_slice line;
  for (uint32_t number = 1; text.size > 0 && gloss_slice_line(&text, &line); number++) {
    line = gloss_slice_trim(line);
    if (line.size == 0 || gloss_slice_is(line, "#") || gloss_slice_starts_with(line, GLOSS_SLICE("# "))) continue;
    if (!gloss_phrase_builder_add(builder, line, NULL, error)) return fail_in_line(path, number, error);
  }
  return true;
}

bool gloss_phrase_builder_read(gloss_phrase_builder *builder, const char *path, gloss_slice text, gloss_error *error) {
  gloss_slice ending = gloss_path_ending(path);
  if (gloss_slice_is(ending, ".tsv")) return read_table(builder, path, GLOSS_ROW_TSV, text, error);
  if (gloss_slice_is(ending, ".csv")) return read_table(builder, path, GLOSS_ROW_CSV, text, error);
  return read_lines(builder, path, text, error);
}
