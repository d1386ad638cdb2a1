/* sheet: rows with named columns, as a fold makes them, and the formats they are written in. A sheet is written at once. */
#ifndef GLOSS_WRITE_SHEET_H
#define GLOSS_WRITE_SHEET_H

#include "base/buffer.h"
#include "base/error.h"
#include "text/value.h"

typedef struct gloss_sheet {
  gloss_slice name;
  const gloss_slice *columns;
  uint32_t column_count;
  gloss_value rows; /* a list of maps by column; what is missing has no value */
} gloss_sheet;

typedef struct gloss_sheet_look { /* of what is to be read */
  bool colour;
  uint32_t width; /* columns of the terminal, where the longest texts are cut off; 0: nothing is */
} gloss_sheet_look;

typedef struct gloss_sheet_format {
  const char *name, *ending;
  bool is_single; /* several sheets have no place in one file */
  void (*write)(const gloss_sheet *sheet, bool is_alone, gloss_sheet_look look, gloss_buffer *out);
} gloss_sheet_format;

/* The format of that name: an unknown one is an error with the known ones, NULL. And that of a file, by its ending. */
const gloss_sheet_format *gloss_sheet_format_find(gloss_slice name, gloss_error *error);
const gloss_sheet_format *gloss_sheet_format_of(const char *path, gloss_error *error);

/* A cell of CSV, in quotation marks where it needs them. */
void gloss_csv_add_cell(gloss_buffer *out, gloss_slice cell);

/* Writes the sheets one after the other. A row of JSONL says in "fold" which one it is of, unless the sheet is alone. */
void gloss_sheets_write(const gloss_sheet_format *format, const gloss_sheet *sheets, uint32_t count, gloss_sheet_look look,
                        gloss_buffer *out);

#endif
