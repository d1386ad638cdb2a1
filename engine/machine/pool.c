#include "machine/pool.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/sanitizer.h"

struct gloss_pool_chunk {
  gloss_pool_chunk *older;
  alignas(GLOSS_POOL_STEP) char data[];
};

enum { CHUNK = 64 * 1024 };

/* The checking build keeps every block apart, so that the sanitizer can watch it. */
static bool is_pooled(size_t size) {
  return !GLOSS_WATCHES_ADDRESSES && size > 0 && size <= GLOSS_POOL_LARGEST;
}

static size_t class_of(size_t size) {
  return (size - 1) / GLOSS_POOL_STEP;
}

static void *cut(gloss_pool *pool, size_t size) {
  if ((size_t)(pool->end - pool->next) < size) {
    gloss_pool_chunk *chunk = malloc(sizeof *chunk + CHUNK);
    if (chunk == NULL) return NULL;
    chunk->older = pool->chunks;
    pool->chunks = chunk;
    pool->next = chunk->data;
    pool->end = chunk->data + CHUNK;
    pool->idle += sizeof *chunk + CHUNK;
  }
  void *block = pool->next;
  pool->next += size;
  return block;
}

static void *take(gloss_pool *pool, size_t size) {
  size_t class = class_of(size);
  void *block = pool->free[class];
  if (block == NULL) return cut(pool, (class + 1) * GLOSS_POOL_STEP);
  memcpy(&pool->free[class], block, sizeof block); /* a free block holds the address of the next */
  return block;
}

static void give(gloss_pool *pool, void *block, size_t size) {
  void **list = &pool->free[class_of(size)];
  memcpy(block, list, sizeof *list);
  *list = block;
}

bool gloss_pool_has(const gloss_pool *pool, size_t size) {
  return is_pooled(size) && pool->free[class_of(size)] != NULL;
}

void *gloss_pool_resize(gloss_pool *pool, void *block, size_t old_size, size_t size) {
  bool was = is_pooled(old_size), is = is_pooled(size);
  if (!was && !is) {
    if (size > 0) return realloc(block, size);
    free(block);
    return NULL;
  }
  if (was && is && class_of(old_size) == class_of(size)) return pool->idle += old_size, pool->idle -= size, block;
  void *moved = is ? take(pool, size) : size > 0 ? malloc(size) : NULL;
  if (moved == NULL && size > 0) return NULL;
  if (is) pool->idle -= size;
  if (was) pool->idle += old_size;
  if (moved && block) memcpy(moved, block, old_size < size ? old_size : size);
  if (was) give(pool, block, old_size);
  else free(block);
  return moved;
}

void gloss_pool_free(gloss_pool *pool) {
  while (pool->chunks) {
    gloss_pool_chunk *older = pool->chunks->older;
    free(pool->chunks);
    pool->chunks = older;
  }
  *pool = (gloss_pool){0};
}
