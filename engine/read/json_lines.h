/* json_lines: JSONL as data: a value a line; blank lines are passed over.
 * Nothing is mended: data with bytes that are no UTF-8 is an error. Messages begin with path and line. */
#ifndef GLOSS_READ_JSON_LINES_H
#define GLOSS_READ_JSON_LINES_H

#include "base/buffer.h"
#include "read/json.h"

typedef struct gloss_json_lines {
  const char *path;
  gloss_slice rest;
  gloss_value value; /* of the line; valid until the next is read */
  uint32_t line;     /* 1-based */
  gloss_json *json;
  gloss_arena arena;
  gloss_buffer padded;
} gloss_json_lines;

/* The text must live as long as the lines. A byte order mark at the start is left out. */
void gloss_json_lines_open(gloss_json_lines *lines, const char *path, gloss_slice text);
void gloss_json_lines_close(gloss_json_lines *lines);

typedef enum gloss_json_lines_result {
  GLOSS_JSON_LINES_END,
  GLOSS_JSON_LINES_READ,
  GLOSS_JSON_LINES_FAILED,
} gloss_json_lines_result;

gloss_json_lines_result gloss_json_lines_next(gloss_json_lines *lines, gloss_error *error);

#endif
