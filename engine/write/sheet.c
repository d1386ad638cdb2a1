#include "write/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "unicode/unicode.h"
#include "write/json_text.h"

static gloss_value cell_of(const gloss_sheet *sheet, uint32_t row, uint32_t column) {
  return gloss_map_get(sheet->rows.items[row], sheet->columns[column]);
}

/* -- JSONL: a row a line; each has all columns */

static void add_json_cell(gloss_buffer *out, bool is_first, gloss_slice name, gloss_value value) {
  if (!is_first) gloss_buffer_add_char(out, ',');
  gloss_json_add_string(out, name);
  gloss_buffer_add_char(out, ':');
  gloss_json_add_value(out, value, NULL, NULL);
}

static void write_jsonl(const gloss_sheet *sheet, bool is_alone, gloss_sheet_look look, gloss_buffer *out) {
  (void)look;
  for (uint32_t row = 0; row < sheet->rows.size; row++) {
    gloss_buffer_add_char(out, '{');
    if (!is_alone) add_json_cell(out, true, GLOSS_SLICE("fold"), gloss_value_string(sheet->name));
    for (uint32_t i = 0; i < sheet->column_count; i++)
      add_json_cell(out, is_alone && i == 0, sheet->columns[i], cell_of(sheet, row, i));
    gloss_buffer_add(out, GLOSS_SLICE("}\n"));
  }
}

/* -- CSV */

static void add_plain_cell(gloss_buffer *out, gloss_value value) {
  if (value.kind == GLOSS_STRING) gloss_buffer_add(out, gloss_value_slice(value));
  else if (value.kind != GLOSS_NIL) gloss_json_add_value(out, value, NULL, NULL);
}

void gloss_csv_add_cell(gloss_buffer *out, gloss_slice cell) {
  bool is_quoted = false;
  for (size_t i = 0; i < cell.size && !is_quoted; i++) is_quoted = cell.data[i] && strchr(",\"\n\r", cell.data[i]);
  if (is_quoted) gloss_buffer_add_char(out, '"');
  for (size_t i = 0; i < cell.size; i++) {
    if (cell.data[i] == '"') gloss_buffer_add_char(out, '"');
    gloss_buffer_add_char(out, cell.data[i]);
  }
  if (is_quoted) gloss_buffer_add_char(out, '"');
}

static void write_csv(const gloss_sheet *sheet, bool is_alone, gloss_sheet_look look, gloss_buffer *out) {
  (void)is_alone;
  (void)look;
  gloss_buffer cell = {0};
  for (uint32_t i = 0; i < sheet->column_count; i++) {
    if (i > 0) gloss_buffer_add_char(out, ',');
    gloss_csv_add_cell(out, sheet->columns[i]);
  }
  gloss_buffer_add_char(out, '\n');
  for (uint32_t row = 0; row < sheet->rows.size; row++, gloss_buffer_add_char(out, '\n'))
    for (uint32_t i = 0; i < sheet->column_count; i++) {
      gloss_buffer_clear(&cell);
      add_plain_cell(&cell, cell_of(sheet, row, i));
      if (i > 0) gloss_buffer_add_char(out, ',');
      gloss_csv_add_cell(out, gloss_buffer_slice(&cell));
    }
  gloss_buffer_free(&cell);
}

/* -- Text: columns side by side, numbers to the right */

enum { GAP = 2, NARROW = 8, FINE = 4 }; /* FINE: digits of a fraction */

typedef struct column {
  uint32_t width;
  bool is_number;
} column;

static void add_rounded(gloss_buffer *out, double number) {
  if (fabs(number) >= 1e15 || (number != 0 && fabs(number) < 1e-4)) return gloss_json_add_number(out, number);
  gloss_buffer_print(out, "%.*f", FINE, number);
  while (out->data[out->size - 1] == '0') out->size--;
  if (out->data[out->size - 1] == '.') out->size--;
}

static void add_shown_list(gloss_buffer *out, gloss_value list) {
  for (uint32_t i = 0; i < list.size; i++) {
    if (i > 0) gloss_buffer_add(out, GLOSS_SLICE(", "));
    if (list.items[i].kind == GLOSS_NUMBER) add_rounded(out, list.items[i].number);
    else add_plain_cell(out, list.items[i]);
  }
}

/* On one line, as a terminal may be given it. */
static gloss_slice show_cell(gloss_buffer *raw, gloss_buffer *shown, gloss_value value) {
  gloss_buffer_clear(raw);
  gloss_buffer_clear(shown);
  if (value.kind == GLOSS_NUMBER) add_rounded(raw, value.number);
  else if (value.kind == GLOSS_BOOLEAN) gloss_buffer_add(raw, value.boolean ? GLOSS_SLICE("yes") : GLOSS_SLICE("no"));
  else if (value.kind == GLOSS_LIST) add_shown_list(raw, value);
  else add_plain_cell(raw, value);
  gloss_plain(gloss_buffer_slice(raw), shown);
  gloss_buffer_clear(raw);
  gloss_visible(gloss_buffer_slice(shown), raw);
  return gloss_buffer_slice(raw);
}

static void measure(const gloss_sheet *sheet, column *columns) {
  gloss_buffer raw = {0}, shown = {0};
  for (uint32_t i = 0; i < sheet->column_count; i++) {
    columns[i] = (column){(uint32_t)gloss_utf8_count(sheet->columns[i]), sheet->rows.size > 0};
    for (uint32_t row = 0; row < sheet->rows.size; row++) {
      gloss_value value = cell_of(sheet, row, i);
      uint32_t width = (uint32_t)gloss_utf8_count(show_cell(&raw, &shown, value));
      if (width > columns[i].width) columns[i].width = width;
      columns[i].is_number &= value.kind == GLOSS_INTEGER || value.kind == GLOSS_NUMBER || value.kind == GLOSS_NIL;
    }
  }
  gloss_buffer_free(&raw);
  gloss_buffer_free(&shown);
}

/* Takes from the widest text, as long as it is not narrow itself. */
static void fit(column *columns, uint32_t count, uint32_t width) {
  uint64_t whole = 0;
  for (uint32_t i = 0; i < count; i++) whole += columns[i].width + (i > 0 ? GAP : 0);
  while (width > 0 && whole > width) {
    column *widest = NULL;
    for (uint32_t i = 0; i < count; i++)
      if (!columns[i].is_number && (widest == NULL || columns[i].width > widest->width)) widest = &columns[i];
    if (widest == NULL || widest->width <= NARROW) return;
    widest->width--;
    whole--;
  }
}

static void add_spaces(gloss_buffer *out, uint32_t count) {
  memset(gloss_buffer_reserve(out, count), ' ', count);
  out->size += count;
}

static void add_cut(gloss_buffer *out, gloss_slice text, uint32_t width) {
  size_t end = 0;
  for (uint32_t i = 1; i < width; i++)
    do end++;
    while (end < text.size && gloss_utf8_is_inner(text.data[end]));
  gloss_buffer_add(out, gloss_slice_cut(text, 0, end));
  gloss_buffer_add(out, GLOSS_SLICE("…"));
}

static void add_cell(gloss_buffer *out, gloss_slice text, column column, bool is_last) {
  uint32_t width = (uint32_t)gloss_utf8_count(text);
  if (column.is_number) add_spaces(out, column.width - width);
  if (width > column.width) add_cut(out, text, column.width), width = column.width;
  else gloss_buffer_add(out, text);
  if (is_last) return;
  add_spaces(out, (column.is_number ? 0 : column.width - width) + GAP);
}

static void end_line(gloss_buffer *out) {
  while (out->size > 0 && out->data[out->size - 1] == ' ') out->size--;
  gloss_buffer_add_char(out, '\n');
}

static void add_header(const gloss_sheet *sheet, const column *columns, bool colour, gloss_buffer *out) {
  if (colour) gloss_buffer_add(out, GLOSS_SLICE("\033[1m"));
  for (uint32_t i = 0; i < sheet->column_count; i++) add_cell(out, sheet->columns[i], columns[i], i + 1 == sheet->column_count);
  if (colour) gloss_buffer_add(out, GLOSS_SLICE("\033[0m"));
  end_line(out);
}

static void write_text(const gloss_sheet *sheet, bool is_alone, gloss_sheet_look look, gloss_buffer *out) {
  column *columns = gloss_allocate(sheet->column_count * sizeof *columns);
  gloss_buffer raw = {0}, shown = {0};
  measure(sheet, columns);
  fit(columns, sheet->column_count, look.width);
  if (!is_alone) gloss_buffer_print(out, "%s# %.*s\n\n", out->size > 0 ? "\n" : "", GLOSS_PRINT(sheet->name));
  add_header(sheet, columns, look.colour, out);
  for (uint32_t row = 0; row < sheet->rows.size; row++, end_line(out))
    for (uint32_t i = 0; i < sheet->column_count; i++)
      add_cell(out, show_cell(&raw, &shown, cell_of(sheet, row, i)), columns[i], i + 1 == sheet->column_count);
  gloss_buffer_free(&raw);
  gloss_buffer_free(&shown);
  free(columns);
}

/* -- The formats */

static const gloss_sheet_format formats[] = {
    {.name = "jsonl", .ending = ".jsonl", .write = write_jsonl},
    {.name = "csv", .ending = ".csv", .is_single = true, .write = write_csv},
    {.name = "text", .ending = ".txt", .write = write_text},
};

enum { FORMATS = sizeof formats / sizeof *formats };

const gloss_sheet_format *gloss_sheet_format_find(gloss_slice name, gloss_error *error) {
  gloss_nearest nearest = {.word = name};
  char hint[128];
  for (int i = 0; i < FORMATS; i++) {
    if (gloss_slice_is(name, formats[i].name)) return &formats[i];
    gloss_nearest_offer(&nearest, gloss_slice_of(formats[i].name));
  }
  gloss_fail(error, "no format \"%.*s\" of rows (there are jsonl, csv, text)%s", GLOSS_PRINT(name),
             gloss_nearest_hint(&nearest, hint));
  return NULL;
}

const gloss_sheet_format *gloss_sheet_format_of(const char *path, gloss_error *error) {
  for (int i = 0; i < FORMATS; i++)
    if (gloss_slice_is(gloss_path_ending(path), formats[i].ending)) return &formats[i];
  gloss_fail(error, "%s: the ending says how rows are written: .jsonl, .csv, or .txt to read", path);
  return NULL;
}

void gloss_sheets_write(const gloss_sheet_format *format, const gloss_sheet *sheets, uint32_t count, gloss_sheet_look look,
                        gloss_buffer *out) {
  for (uint32_t i = 0; i < count; i++) format->write(&sheets[i], count == 1, look, out);
}
