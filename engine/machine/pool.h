/* pool: memory for the small blocks of a lua_State, which says the size of what it gives back.
 * Free blocks of a size stand in a list; new ones are cut off a chunk. Nothing goes back to the system until the pool is freed.
 * Several times faster than malloc for what Lua makes most: short strings, small tables, closures. For this room only. */
#ifndef GLOSS_MACHINE_POOL_H
#define GLOSS_MACHINE_POOL_H

#include <stdbool.h>
#include <stddef.h>

enum { GLOSS_POOL_STEP = 16, GLOSS_POOL_LARGEST = 512 };

typedef struct gloss_pool_chunk gloss_pool_chunk;

/* A pool that is all zeroes is empty and ready. */
typedef struct gloss_pool {
  void *free[GLOSS_POOL_LARGEST / GLOSS_POOL_STEP];
  gloss_pool_chunk *chunks;
  char *next, *end; /* what is left of the newest chunk */
  size_t idle;      /* bytes of chunks that no block has */
} gloss_pool;

void gloss_pool_free(gloss_pool *pool);

/* Is there a block of that size that was given back? */
bool gloss_pool_has(const gloss_pool *pool, size_t size);

/* As realloc, with the block's size. A NULL block is new, a size of 0 gives back; NULL when there is no memory. */
void *gloss_pool_resize(gloss_pool *pool, void *block, size_t old_size, size_t size);

#endif
