#include "base/rows.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/table.h"

static void add_cell(gloss_row *row, gloss_slice cell) {
  row->cells = gloss_grow(row->cells, &row->capacity, row->count + 1u, sizeof *row->cells);
  row->cells[row->count++] = cell.size > 0 ? cell : (gloss_slice){NULL, 0};
}

static void skip(gloss_slice *rest, size_t size) {
  *rest = gloss_slice_cut(*rest, size, rest->size);
}

static bool at_line_end(gloss_slice rest) {
  return rest.size == 0 || rest.data[0] == '\n' || (rest.data[0] == '\r' && (rest.size == 1 || rest.data[1] == '\n'));
}

static void skip_line_end(gloss_slice *rest) {
  if (rest->size > 0 && rest->data[0] == '\r') skip(rest, 1);
  if (rest->size > 0) skip(rest, 1);
}

static void read_tsv(gloss_row *row, gloss_slice *rest) {
  gloss_slice line, cell;
  gloss_slice_line(rest, &line);
  while (gloss_slice_split(&line, '\t', &cell)) add_cell(row, cell);
}

/* A cell in quotes, from after the first one. */
static bool read_quoted(gloss_row *row, char separator, gloss_slice *rest, gloss_error *error) {
  gloss_slice all = *rest;
  size_t size = 0, doubled = 0;
  for (;;) {
    const char *quote = memchr(all.data + size, '"', all.size - size);
    if (quote == NULL) return gloss_fail(error, "a quote is not closed");
    size = (size_t)(quote - all.data);
    if (size + 1 == all.size || all.data[size + 1] != '"') break;
    doubled++;
    size += 2;
  }
  gloss_slice cell = gloss_slice_cut(all, 0, size);
  skip(rest, size + 1);
  if (doubled > 0) {
    char *plain = gloss_arena_allocate(&row->unquoted, size - doubled), *end = plain;
    for (size_t i = 0; i < size; i++) {
      *end++ = cell.data[i];
      if (cell.data[i] == '"') i++;
    }
    cell = (gloss_slice){plain, size - doubled};
  }
  add_cell(row, cell);
  if (at_line_end(*rest) || rest->data[0] == separator) return true;
  return gloss_fail(error, "there is text between a closing quote and the next %s", separator == ',' ? "comma" : "semicolon");
}

static void read_bare(gloss_row *row, char separator, gloss_slice *rest) {
  size_t size = 0;
  while (!at_line_end(gloss_slice_cut(*rest, size, rest->size)) && rest->data[size] != separator) size++;
  add_cell(row, gloss_slice_cut(*rest, 0, size));
  skip(rest, size);
}

static bool read_csv(gloss_row *row, char separator, gloss_slice *rest, gloss_error *error) {
  for (;;) {
    if (rest->size > 0 && rest->data[0] == '"') {
      skip(rest, 1);
      if (!read_quoted(row, separator, rest, error)) return false;
    } else {
      read_bare(row, separator, rest);
    }
    if (at_line_end(*rest)) break;
    skip(rest, 1); /* the separator */
  }
  skip_line_end(rest);
  return true;
}

bool gloss_row_read(gloss_row *row, gloss_row_format format, gloss_slice *rest, gloss_error *error) {
  row->count = 0;
  gloss_arena_reset(&row->unquoted);
  if (format != GLOSS_ROW_TSV) return read_csv(row, format == GLOSS_ROW_CSV ? ',' : ';', rest, error);
  read_tsv(row, rest);
  return true;
}

void gloss_row_free(gloss_row *row) {
  free(row->cells);
  gloss_arena_free(&row->unquoted);
  *row = (gloss_row){0};
}

static bool is_blank(const gloss_row *row) {
  for (uint32_t i = 0; i < row->count; i++)
    if (row->cells[i].size > 0 && gloss_slice_trim(row->cells[i]).size > 0) return false;
  return true;
}

static uint32_t count_lines(const char *from, const char *to) {
  uint32_t lines = 0;
  while (from < to && (from = memchr(from, '\n', (size_t)(to - from))) != NULL) {
    lines++;
    from++;
  }
  return lines;
}

/* The next row that is not blank. */
static gloss_rows_result read_next(gloss_rows *rows, gloss_row *row, gloss_error *error) {
  while (rows->rest.size > 0) {
    const char *start = rows->rest.data;
    rows->line = rows->next_line;
    if (!gloss_row_read(row, rows->format, &rows->rest, error)) {
      gloss_fail_at(error, "%s:%u", rows->path, rows->line);
      return GLOSS_ROWS_FAILED;
    }
    if (rows->rest.size > 0) rows->next_line += count_lines(start, rows->rest.data);
    if (!is_blank(row)) return GLOSS_ROWS_READ;
  }
  return GLOSS_ROWS_END;
}

static bool check_name(gloss_table *names, gloss_slice name, gloss_error *error) {
  int shown = name.size < 60 ? (int)name.size : 60;
  if (name.size == 0) return gloss_fail(error, "column %u has no name", names->count + 1);
  if (memchr(name.data, '\r', name.size)) return gloss_fail(error, "lines end in \\r alone; they must end in \\n");
  if (gloss_table_has(names, name)) return gloss_fail(error, "two columns are named \"%.*s\"", shown, name.data);
  gloss_table_set(names, name, 0);
  return true;
}

static bool check_header(const gloss_rows *rows, gloss_error *error) {
  gloss_table names = {0};
  bool good = true;
  for (uint32_t i = 0; good && i < rows->header.count; i++) good = check_name(&names, rows->header.cells[i], error);
  gloss_table_free(&names);
  return good || gloss_fail_at(error, "%s:%u", rows->path, rows->line);
}

bool gloss_rows_open(gloss_rows *rows, const char *path, gloss_row_format format, gloss_slice text, gloss_error *error) {
  const gloss_slice mark = GLOSS_SLICE("\xef\xbb\xbf");
  *rows = (gloss_rows){.path = path, .format = format, .rest = text, .next_line = 1};
  if (gloss_slice_starts_with(text, mark)) skip(&rows->rest, mark.size);
  gloss_rows_result result = read_next(rows, &rows->header, error);
  if (result == GLOSS_ROWS_END) gloss_fail(error, "%s: is empty; its first line must name the columns", path);
  if (result == GLOSS_ROWS_READ && check_header(rows, error)) return true;
  gloss_rows_close(rows);
  return false;
}

/* A small file with very many columns and short rows would take hours. */
static bool fill_up(gloss_rows *rows, gloss_error *error) {
  gloss_row *row = &rows->row;
  if (row->count < rows->header.count) rows->missing += rows->header.count - row->count;
  if (rows->missing > GLOSS_MISSING_MOST)
    return gloss_fail(error, "%s:%u: more than %d million cells are missing up to here; leave out columns that are empty",
                      rows->path, rows->line, GLOSS_MISSING_MOST / 1000000);
  while (row->count < rows->header.count) add_cell(row, (gloss_slice){NULL, 0});
  row->count = rows->header.count;
  return true;
}

gloss_rows_result gloss_rows_next(gloss_rows *rows, gloss_error *error) {
  gloss_row *row = &rows->row;
  gloss_rows_result result = read_next(rows, row, error);
  if (result != GLOSS_ROWS_READ) return result;
  for (uint32_t i = rows->header.count; i < row->count; i++) {
    if (row->cells[i].size == 0) continue;
    gloss_fail(error, "%s:%u: %u cells, where the header names %u columns", rows->path, rows->line, row->count, rows->header.count);
    return GLOSS_ROWS_FAILED;
  }
  return fill_up(rows, error) ? GLOSS_ROWS_READ : GLOSS_ROWS_FAILED;
}

void gloss_rows_close(gloss_rows *rows) {
  gloss_row_free(&rows->header);
  gloss_row_free(&rows->row);
}
