/* spot: a place in a text as somebody writes it on a command line: FILE:LINE, FILE:LINE:COLUMN, or a number of code points. */
#ifndef GLOSS_WHY_SPOT_H
#define GLOSS_WHY_SPOT_H

#include "base/buffer.h"
#include "text/document.h"

typedef struct gloss_spot {
  enum { GLOSS_SPOT_EVERYWHERE, GLOSS_SPOT_LINE, GLOSS_SPOT_COLUMN, GLOSS_SPOT_OFFSET } kind;
  uint32_t line, column; /* 1-based, in code points */
  uint32_t offset;       /* code points */
} gloss_spot;

/* Takes ":LINE" or ":LINE:COLUMN" off the end of a path; what is left stands in `path`. A file whose name ends so is that file. */
gloss_spot gloss_spot_take(const char *word, gloss_buffer *path);

bool gloss_spot_read_offset(const char *word, gloss_spot *spot, gloss_error *error);

/* The tokens it touches. Of a place between tokens, and of one behind the end: none. */
gloss_span gloss_spot_tokens(gloss_spot spot, const gloss_document *document);

#endif
