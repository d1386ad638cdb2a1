/* rows: tables written as text: TSV, and CSV as RFC 4180 has it. A byte order mark at the start is left out, lines end in "\n" or
 * "\r\n", and rows without anything in any cell are passed over. TSV has no quotes: a cell is what stands between two tabs. In
 * CSV "a ""b""" is a "b", and may hold commas and line ends. */
#ifndef GLOSS_BASE_ROWS_H
#define GLOSS_BASE_ROWS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

typedef enum gloss_row_format {
  GLOSS_ROW_TSV,
  GLOSS_ROW_CSV,
  GLOSS_ROW_SEMICOLONS, /* CSV as spreadsheets write it where the comma is in numbers */
} gloss_row_format;

/* A row; all zeroes is ready. Cells are lent by the text, or by the row until the next is read. */
typedef struct gloss_row {
  gloss_slice *cells; /* no data: empty */
  uint32_t count, capacity;
  gloss_arena unquoted; /* the cells that had doubled quotes */
} gloss_row;

/* Takes the next row of `rest`, which is not empty, and moves `rest` past it. Fails on a quote that is not closed, and on
 * letters after a closed one. */
bool gloss_row_read(gloss_row *row, gloss_row_format format, gloss_slice *rest, gloss_error *error);
void gloss_row_free(gloss_row *row);

enum { GLOSS_MISSING_MOST = 100000000 };

/* A table with a header: the names of its columns. */
typedef struct gloss_rows {
  const char *path; /* for messages, which begin with path and line */
  gloss_row_format format;
  gloss_slice rest;
  gloss_row header; /* one name a column: none is empty, none comes twice */
  gloss_row row;    /* as many cells as there are columns: missing ones are empty, further ones that hold something an error */
  uint64_t missing; /* cells so far, at most GLOSS_MISSING_MOST */
  uint32_t line;    /* where the row begins, 1-based */
  uint32_t next_line;
} gloss_rows;

/* Reads the header of the text, which must live as long as the rows. When it fails there is nothing to close. */
bool gloss_rows_open(gloss_rows *rows, const char *path, gloss_row_format format, gloss_slice text, gloss_error *error);

typedef enum gloss_rows_result {
  GLOSS_ROWS_END,
  GLOSS_ROWS_READ,
  GLOSS_ROWS_FAILED,
} gloss_rows_result;

gloss_rows_result gloss_rows_next(gloss_rows *rows, gloss_error *error);
void gloss_rows_close(gloss_rows *rows);

#endif
