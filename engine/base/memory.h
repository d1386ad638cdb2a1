/* memory: the one place that knows what to do when there is none left.
 * These never return NULL: when memory runs out the handler is called, which must not return (default: a line on
 * standard error and abort). The command line installs its own. */
#ifndef GLOSS_BASE_MEMORY_H
#define GLOSS_BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

typedef void gloss_memory_handler(size_t wanted);

void gloss_memory_on_exhausted(gloss_memory_handler *handler);

void *gloss_allocate(size_t size);                /* not zeroed; freed with free() */
void *gloss_allocate_zeroed(size_t count, size_t size);
void *gloss_reallocate(void *memory, size_t size);
char *gloss_copy_string(const char *string);

/* Makes room for `needed` items: doubles `items` when `capacity` is less, and returns where they are now; never NULL. */
void *gloss_grow(void *items, uint32_t *capacity, size_t needed, size_t item_size);

/* A loan: what this thread may still allocate. Beyond it `refuse` is called, which jumps away: nothing may be lost by a jump from
 * wherever memory is allocated until gloss_memory_repay, and what was there is whole. What is freed does not count. */
typedef struct gloss_loan {
  size_t room, taken; /* bytes */
  void (*refuse)(void *context);
  void *context;
} gloss_loan;

void gloss_memory_borrow(gloss_loan *loan); /* the caller's, until it is repaid */
void gloss_memory_repay(void);

/* What an empty column keeps for later: `items`, or nothing when they take more than four megabytes. */
void *gloss_shrink(void *items, uint32_t *capacity, size_t item_size);

#endif
