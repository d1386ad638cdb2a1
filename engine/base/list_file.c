#include "base/list_file.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/rows.h"

static bool is_left_out(gloss_slice line) {
  return gloss_slice_trim(line).size == 0 || gloss_slice_starts_with(line, GLOSS_SLICE("# "));
}

static bool read_list(const char *path, gloss_slice rest, gloss_list_take *take, void *taker, gloss_error *error) {
  gloss_slice line;
  for (uint32_t number = 1; gloss_slice_line(&rest, &line); number++)
    if (!is_left_out(line) && !take(taker, &line, error)) return gloss_fail_at(error, "%s:%u", path, number);
  return true;
}

static bool read_rows(gloss_rows *rows, uint32_t columns, gloss_list_take *take, void *taker, gloss_error *error) {
  if (rows->header.count != columns)
    return gloss_fail(error, "%s: %u columns, where %u are needed", rows->path, rows->header.count, columns);
  gloss_rows_result result;
  while ((result = gloss_rows_next(rows, error)) == GLOSS_ROWS_READ)
    if (!take(taker, rows->row.cells, error)) return gloss_fail_at(error, "%s:%u", rows->path, rows->line);
  return result == GLOSS_ROWS_END;
}

static bool read_table(const char *path, gloss_slice text, uint32_t columns, gloss_list_take *take, void *taker,
                       gloss_error *error) {
  gloss_rows rows;
  if (!gloss_rows_open(&rows, path, GLOSS_ROW_TSV, text, error)) return false;
  bool done = read_rows(&rows, columns, take, taker, error);
  gloss_rows_close(&rows);
  return done;
}

static bool read_file(const char *path, uint32_t columns, gloss_list_take *take, void *taker, gloss_error *error) {
  gloss_buffer content = {0};
  bool done = gloss_file_read(path, &content, error);
  bool is_list = gloss_slice_is(gloss_path_ending(path), ".txt");
  if (done && is_list) done = read_list(path, gloss_buffer_slice(&content), take, taker, error);
  else if (done) done = read_table(path, gloss_buffer_slice(&content), columns, take, taker, error);
  gloss_buffer_free(&content);
  return done;
}

bool gloss_list_read(const char *folder, const char *name, uint32_t columns, gloss_list_take *take, void *taker,
                     gloss_error *error) {
  gloss_buffer path = {0};
  gloss_buffer_print(&path, "%s/%s", folder, name);
  const char *file = gloss_buffer_string(&path);
  bool done = !gloss_file_exists(file) || read_file(file, columns, take, taker, error);
  gloss_buffer_free(&path);
  return done;
}
