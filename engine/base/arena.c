#include "base/arena.h"

#include <sanitizer/asan_interface.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

enum { BLOCK_SIZE = 64 * 1024 };

struct gloss_arena_block {
  gloss_arena_block *older;
  size_t size;
  alignas(max_align_t) char data[];
};

/* What is free is poisoned for the checking build, which so finds who reads beyond his part, or after a reset; elsewhere these
 * macros are empty. */
static void add_block(gloss_arena *arena, size_t size) {
  gloss_arena_block *block = gloss_allocate(sizeof *block + size);
  *block = (gloss_arena_block){.older = arena->blocks, .size = size};
  arena->blocks = block;
  arena->next = block->data;
  arena->end = block->data + size;
  ASAN_POISON_MEMORY_REGION(block->data, size);
}

static void free_older(gloss_arena_block *block) {
  while (block->older) {
    gloss_arena_block *older = block->older;
    block->older = older->older;
    free(older);
  }
}

void gloss_arena_free(gloss_arena *arena) {
  if (arena->blocks) {
    free_older(arena->blocks);
    free(arena->blocks);
  }
  *arena = (gloss_arena){0};
}

void gloss_arena_reset(gloss_arena *arena) {
  gloss_arena_block *block = arena->blocks;
  if (block == NULL) return;
  if (block->size > BLOCK_SIZE * 64) {
    gloss_arena_free(arena);
    return;
  }
  free_older(block);
  arena->next = block->data;
  arena->end = block->data + block->size;
  ASAN_POISON_MEMORY_REGION(block->data, block->size);
}

void gloss_arena_rewind(gloss_arena *arena, gloss_arena_mark mark) {
  while (arena->blocks != mark.block) {
    gloss_arena_block *newest = arena->blocks;
    arena->blocks = newest->older;
    free(newest);
  }
  arena->next = mark.next;
  arena->end = mark.block ? mark.block->data + mark.block->size : NULL;
  if (mark.block) ASAN_POISON_MEMORY_REGION(mark.next, (size_t)(arena->end - mark.next));
}

size_t gloss_arena_size(const gloss_arena *arena) {
  size_t size = 0;
  for (const gloss_arena_block *block = arena->blocks; block; block = block->older) size += sizeof *block + block->size;
  return size;
}

void *gloss_arena_allocate(gloss_arena *arena, size_t size) {
  size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
  if (arena->blocks == NULL || (size_t)(arena->end - arena->next) < rounded) {
    /* each block is at least half again as large as the one before, so that a large document takes few of them */
    size_t wanted = arena->blocks ? arena->blocks->size + arena->blocks->size / 2 : BLOCK_SIZE;
    add_block(arena, rounded > wanted ? rounded : wanted);
  }
  void *memory = arena->next;
  arena->next += rounded;
  ASAN_UNPOISON_MEMORY_REGION(memory, size);
  return memory;
}

gloss_slice gloss_arena_copy(gloss_arena *arena, gloss_slice slice) {
  char *copy = gloss_arena_allocate(arena, slice.size + 1);
  if (slice.size > 0) memcpy(copy, slice.data, slice.size);
  copy[slice.size] = '\0';
  return (gloss_slice){copy, slice.size};
}

gloss_slice gloss_arena_print(gloss_arena *arena, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  size_t size = (size_t)vsnprintf(NULL, 0, format, again);
  va_end(again);
  char *text = gloss_arena_allocate(arena, size + 1);
  vsnprintf(text, size + 1, format, arguments);
  va_end(arguments);
  return (gloss_slice){text, size};
}
