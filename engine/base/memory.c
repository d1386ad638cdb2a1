#include "base/memory.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void abort_exhausted(size_t wanted) {
  fprintf(stderr, "gloss: out of memory (%zu bytes wanted)\n", wanted);
  abort();
}

static gloss_memory_handler *on_exhausted = abort_exhausted;

void gloss_memory_on_exhausted(gloss_memory_handler *handler) {
  on_exhausted = handler ? handler : abort_exhausted;
}

static void *checked(void *memory, size_t size) {
  if (memory == NULL && size > 0) {
    on_exhausted(size);
    abort();
  }
  return memory;
}

static _Thread_local gloss_loan *loan;

void gloss_memory_borrow(gloss_loan *given) {
  loan = given;
}

void gloss_memory_repay(void) {
  loan = NULL;
}

static void take(size_t size) {
  if (loan == NULL) return;
  gloss_loan *asked = loan;
  if (size > asked->room - asked->taken) {
    loan = NULL;
    asked->refuse(asked->context);
  }
  asked->taken += size;
}

void *gloss_allocate(size_t size) {
  take(size);
  return checked(malloc(size), size);
}

void *gloss_allocate_zeroed(size_t count, size_t size) {
  take(count * size);
  return checked(calloc(count, size), count * size);
}

void *gloss_reallocate(void *memory, size_t size) {
  size_t held = loan ? malloc_usable_size(memory) : 0;
  if (size > held) take(size - held);
  return checked(realloc(memory, size), size);
}

char *gloss_copy_string(const char *string) {
  size_t size = strlen(string) + 1;
  return memcpy(gloss_allocate(size), string, size);
}

void *gloss_grow(void *items, uint32_t *capacity, size_t needed, size_t item_size) {
  if (items && needed <= *capacity) return items;
  size_t wanted = *capacity ? (size_t)*capacity * 2 : 16;
  if (wanted < needed) wanted = needed;
  if (wanted > UINT32_MAX) wanted = UINT32_MAX;
  if (needed > wanted) checked(NULL, needed);
  items = gloss_reallocate(items, wanted * item_size);
  *capacity = (uint32_t)wanted;
  return items;
}

void *gloss_shrink(void *items, uint32_t *capacity, size_t item_size) {
  if ((size_t)*capacity * item_size <= 4 << 20) return items;
  free(items);
  *capacity = 0;
  return NULL;
}
