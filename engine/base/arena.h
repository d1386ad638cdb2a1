/* arena: memory that is freed all at once.
 * What a document reaches lives in its arena and goes with it. Resetting keeps the blocks for the next document, up to a
 * bound, so that a long article does not make every later one expensive. */
#ifndef GLOSS_BASE_ARENA_H
#define GLOSS_BASE_ARENA_H

#include "base/slice.h"

typedef struct gloss_arena_block gloss_arena_block;

typedef struct gloss_arena {
  gloss_arena_block *blocks; /* the newest first */
  char *next, *end;          /* what is free in it */
} gloss_arena;

/* An arena that is all zeroes is empty and ready. */
void gloss_arena_free(gloss_arena *arena);
void gloss_arena_reset(gloss_arena *arena);

/* What is there now; and frees all that was allocated after the mark. */
typedef struct gloss_arena_mark {
  gloss_arena_block *block;
  char *next;
} gloss_arena_mark;

static inline gloss_arena_mark gloss_arena_mark_of(const gloss_arena *arena) {
  return (gloss_arena_mark){arena->blocks, arena->next};
}

void gloss_arena_rewind(gloss_arena *arena, gloss_arena_mark mark);

size_t gloss_arena_size(const gloss_arena *arena); /* bytes that it has taken */

/* Aligned for anything; not zeroed. */
void *gloss_arena_allocate(gloss_arena *arena, size_t size);

/* Copies; the copy ends in a zero byte that is not counted. */
gloss_slice gloss_arena_copy(gloss_arena *arena, gloss_slice slice);
__attribute__((format(printf, 2, 3))) gloss_slice gloss_arena_print(gloss_arena *arena, const char *format, ...);

#endif
