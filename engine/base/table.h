/* table: a map from strings to numbers.
 * Open addressing; the keys are copied; entries are numbered 0, 1, 2, … in the order of insertion and can be walked so. */
#ifndef GLOSS_BASE_TABLE_H
#define GLOSS_BASE_TABLE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

typedef struct gloss_table_entry {
  gloss_slice key;
  uint64_t hash;
  uint32_t value;
} gloss_table_entry;

typedef struct gloss_table {
  gloss_table_entry *entries;
  uint32_t count, capacity;
  uint32_t *slots; /* entry + 1, 0 free; a power of two of them */
  uint32_t slot_count;
  gloss_arena keys;
} gloss_table;

#define GLOSS_TABLE_NONE UINT32_MAX

/* A table that is all zeroes is empty and ready. */
void gloss_table_free(gloss_table *table);

size_t gloss_table_size(const gloss_table *table); /* bytes that it has taken */

/* The entry of the key, or GLOSS_TABLE_NONE. */
uint32_t gloss_table_find(const gloss_table *table, gloss_slice key);

/* The value of the key, or `otherwise`. */
uint32_t gloss_table_get(const gloss_table *table, gloss_slice key, uint32_t otherwise);

/* Sets the value of the key, and returns its entry. */
uint32_t gloss_table_set(gloss_table *table, gloss_slice key, uint32_t value);

static inline bool gloss_table_has(const gloss_table *table, gloss_slice key) {
  return gloss_table_find(table, key) != GLOSS_TABLE_NONE;
}

#endif
