/* walk: the files that paths name, and those in folders, in the order of their names. For this room only. */
#ifndef GLOSS_SOURCE_WALK_H
#define GLOSS_SOURCE_WALK_H

#include "base/buffer.h"
#include "base/error.h"

#include <stdint.h>

typedef struct gloss_walk gloss_walk;

/* The paths must outlive the walk. */
gloss_walk *gloss_walk_new(const char *const *paths, uint32_t count);
void gloss_walk_free(gloss_walk *walk);

typedef enum gloss_walked {
  GLOSS_WALKED_NAMED,  /* a file that a path names; "-" is standard input */
  GLOSS_WALKED_FOUND,  /* a file in a folder */
  GLOSS_WALKED_FAILED, /* the message says what; there is more after it */
  GLOSS_WALKED_END,
} gloss_walked;

/* Sets the path to the next file. Dot files in folders, links to folders, and what is no file are left out. */
gloss_walked gloss_walk_next(gloss_walk *walk, gloss_buffer *path, gloss_error *error);

#endif
