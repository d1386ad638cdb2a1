#include "why/list_line.h"

#include "base/file.h"
#include "base/rows.h"
#include "read/json_lines.h"
#include "library/phrase_file.h"

/* What is looked for: the phrase, and how many times it has to be passed over first. */
typedef struct wanted {
  gloss_slice phrase;
  uint32_t before;
} wanted;

static bool is_found(wanted *wanted, gloss_slice phrase) {
  return phrase.size > 0 && gloss_slice_equal(gloss_slice_trim(phrase), wanted->phrase) && wanted->before-- == 0;
}

static uint32_t name_column(const gloss_row *header) {
  for (uint32_t i = 0; i < header->count; i++)
    if (gloss_slice_is(header->cells[i], "name")) return i;
  return 0;
}

static uint32_t find_row(const char *path, gloss_row_format format, gloss_slice text, wanted *wanted) {
  gloss_error error = {0};
  gloss_rows rows;
  uint32_t line = 0;
  if (gloss_rows_open(&rows, path, format, text, &error)) {
    uint32_t column = name_column(&rows.header);
    while (line == 0 && gloss_rows_next(&rows, &error) == GLOSS_ROWS_READ)
      if (is_found(wanted, rows.row.cells[column])) line = rows.line;
    gloss_rows_close(&rows);
  }
  gloss_error_clear(&error);
  return line;
}

static uint32_t find_line(gloss_slice text, wanted *wanted) {
  gloss_slice line;
  for (uint32_t number = 1; gloss_slice_line(&text, &line); number++)
    if (is_found(wanted, line)) return number;
  return 0;
}

static uint32_t find_item(const char *path, gloss_slice text, wanted *wanted) {
  gloss_error error = {0};
  gloss_json_lines lines;
  uint32_t line = 0;
  gloss_json_lines_open(&lines, path, text);
  while (line == 0 && gloss_json_lines_next(&lines, &error) == GLOSS_JSON_LINES_READ)
    if (is_found(wanted, gloss_phrase_of_item(lines.value))) line = lines.line;
  gloss_json_lines_close(&lines);
  gloss_error_clear(&error);
  return line;
}

/* How many entries of that name come before it. */
static uint32_t count_before(const gloss_phrases *phrases, uint32_t entry) {
  gloss_slice name = gloss_phrases_name(phrases, entry);
  uint32_t count = 0;
  while (entry-- > 0 && gloss_slice_equal(gloss_phrases_name(phrases, entry), name)) count++;
  return count;
}

uint32_t gloss_list_line(const char *path, const gloss_phrases *phrases, uint32_t entry) {
  gloss_buffer content = {0};
  gloss_error error = {0};
  wanted wanted = {gloss_slice_trim(gloss_phrases_name(phrases, entry)), count_before(phrases, entry)};
  gloss_slice ending = gloss_path_ending(path);
  uint32_t line = 0;
  bool is_read = gloss_file_read(path, &content, &error);
  gloss_slice text = gloss_buffer_slice(&content);
  if (is_read && gloss_slice_is(ending, ".tsv")) line = find_row(path, GLOSS_ROW_TSV, text, &wanted);
  else if (is_read && gloss_slice_is(ending, ".csv")) line = find_row(path, GLOSS_ROW_CSV, text, &wanted);
  else if (is_read && gloss_slice_is(ending, ".jsonl")) line = find_item(path, text, &wanted);
  else if (is_read) line = find_line(text, &wanted);
  gloss_buffer_free(&content);
  gloss_error_clear(&error);
  return line;
}
