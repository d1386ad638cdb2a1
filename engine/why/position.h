/* position: a place in a text as somebody writes it on a command line: FILE:LINE, FILE:LINE:COLUMN, or a number of code points. */
#ifndef GLOSS_WHY_POSITION_H
#define GLOSS_WHY_POSITION_H

#include "base/buffer.h"
#include "text/document.h"

typedef struct gloss_position {
  enum { GLOSS_POSITION_EVERYWHERE, GLOSS_POSITION_LINE, GLOSS_POSITION_COLUMN, GLOSS_POSITION_OFFSET } kind;
  uint32_t line, column; /* 1-based, in code points */
  uint32_t offset;       /* code points */
} gloss_position;

/* Takes ":LINE" or ":LINE:COLUMN" off the end of a path; what is left stands in `path`. A file whose name ends so is that file. */
gloss_position gloss_position_take(const char *word, gloss_buffer *path);

bool gloss_position_read_offset(const char *word, gloss_position *position, gloss_error *error);

/* The tokens it touches. Of a place between tokens, and of one after the end: none. */
gloss_span gloss_position_tokens(gloss_position position, const gloss_document *document);

#endif
