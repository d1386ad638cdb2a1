/* join: the documents of two JSONL files that have the same id, side by side.
 * It holds two documents and the ids. What has not met its partner yet waits in a temporary file without a name, so files of any
 * length and in any order are joined; in the same order they need it for nothing but documents that the other file lacks. */
#ifndef GLOSS_COMPARE_JOIN_H
#define GLOSS_COMPARE_JOIN_H

#include "text/document.h"

typedef struct gloss_join gloss_join;

/* The paths must outlive the join; "-" is standard input. NULL when a file is not there. */
gloss_join *gloss_join_new(const char *left, const char *right, gloss_error *error);
void gloss_join_free(gloss_join *join);

typedef struct gloss_side {
  const char *path;
  uint64_t line;            /* 1-based */
  gloss_document *document; /* NULL: this file has no such document; `line` is 0 */
} gloss_side;

typedef struct gloss_joined { /* at least one of them has a document; both are valid until the next call */
  gloss_side left, right;
} gloss_joined;

typedef enum gloss_join_result {
  GLOSS_JOIN_READ,
  GLOSS_JOIN_FAILED, /* a line that is no document, or an id that came before; the message says where; there is more after it */
  GLOSS_JOIN_END,
} gloss_join_result;

gloss_join_result gloss_join_next(gloss_join *join, gloss_joined *joined, gloss_error *error);

/* Fails when one of the files had no document, at the end. */
bool gloss_join_check(const gloss_join *join, gloss_error *error);

/* Fails when the texts of the two differ: the message says where first. */
bool gloss_joined_check_text(const gloss_joined *joined, gloss_error *error);

#endif
