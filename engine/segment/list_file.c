#include "segment/list_file.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"

static char *join_path(const char *folder, const char *name) {
  gloss_buffer path = {0};
  gloss_buffer_print(&path, "%s/%s", folder, name);
  char *joined = gloss_copy_string(gloss_buffer_string(&path));
  gloss_buffer_free(&path);
  return joined;
}

static bool is_left_out(gloss_slice line) {
  return gloss_slice_trim(line).size == 0 || gloss_slice_starts_with(line, GLOSS_SLICE("# "));
}

static bool cut_cells(gloss_slice line, uint32_t columns, gloss_slice *cells, gloss_error *error) {
  uint32_t count = 0;
  gloss_slice cell;
  while (gloss_slice_split(&line, '\t', &cell)) {
    if (count == columns) return gloss_fail(error, "more than %u columns", columns);
    cells[count++] = cell;
  }
  return count == columns || gloss_fail(error, "%u of %u columns; cells are separated by one tab", count, columns);
}

static bool read_rows(gloss_slice rest, const char *path, uint32_t columns, gloss_list_take *take, void *taker, gloss_error *error) {
  bool is_header = gloss_slice_is(gloss_path_ending(path), ".tsv");
  uint32_t number = 0;
  gloss_slice line, cells[GLOSS_LIST_COLUMNS_MAX];
  while (gloss_slice_line(&rest, &line)) {
    number++;
    if (is_left_out(line)) continue;
    if (!cut_cells(line, columns, cells, error)) return gloss_fail_at(error, "%s:%u", path, number);
    if (!is_header && !take(taker, cells, error)) return gloss_fail_at(error, "%s:%u", path, number);
    is_header = false;
  }
  return true;
}

bool gloss_list_read(const char *folder, const char *name, uint32_t columns, gloss_list_take *take, void *taker, gloss_error *error) {
  char *path = join_path(folder, name);
  gloss_buffer content = {0};
  bool done = !gloss_file_exists(path) ||
              (gloss_file_read(path, &content, error) && read_rows(gloss_buffer_slice(&content), path, columns, take, taker, error));
  gloss_buffer_free(&content);
  free(path);
  return done;
}
