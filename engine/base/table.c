#include "base/table.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"

void gloss_table_free(gloss_table *table) {
  free(table->entries);
  free(table->slots);
  gloss_arena_free(&table->keys);
  *table = (gloss_table){0};
}

size_t gloss_table_size(const gloss_table *table) {
  return table->capacity * sizeof *table->entries + table->slot_count * sizeof *table->slots + gloss_arena_size(&table->keys);
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t find_slot(const gloss_table *table, gloss_slice key, uint64_t hash) {
  uint32_t mask = table->slot_count - 1, slot = (uint32_t)hash & mask;
  for (; table->slots[slot]; slot = (slot + 1) & mask) {
    const gloss_table_entry *entry = &table->entries[table->slots[slot] - 1];
    if (entry->hash == hash && gloss_slice_equal(entry->key, key)) break;
  }
  return slot;
}

static void rehash(gloss_table *table, uint32_t slot_count) {
  free(table->slots);
  table->slots = gloss_allocate_zeroed(slot_count, sizeof *table->slots);
  table->slot_count = slot_count;
  for (uint32_t i = 0; i < table->count; i++) {
    const gloss_table_entry *entry = &table->entries[i];
    table->slots[find_slot(table, entry->key, entry->hash)] = i + 1;
  }
}

uint32_t gloss_table_find(const gloss_table *table, gloss_slice key) {
  if (table->count == 0) return GLOSS_TABLE_NONE;
  return table->slots[find_slot(table, key, gloss_hash(key))] - 1; /* 0 - 1 is GLOSS_TABLE_NONE */
}

uint32_t gloss_table_get(const gloss_table *table, gloss_slice key, uint32_t otherwise) {
  uint32_t entry = gloss_table_find(table, key);
  return entry == GLOSS_TABLE_NONE ? otherwise : table->entries[entry].value;
}

uint32_t gloss_table_set(gloss_table *table, gloss_slice key, uint32_t value) {
  if ((uint64_t)(table->count + 1) * 2 > table->slot_count) rehash(table, table->slot_count ? table->slot_count * 2 : 16);
  uint64_t hash = gloss_hash(key);
  uint32_t slot = find_slot(table, key, hash);
  if (table->slots[slot] == 0) {
    table->entries = gloss_grow(table->entries, &table->capacity, table->count + 1u, sizeof *table->entries);
    table->entries[table->count++] = (gloss_table_entry){.key = gloss_arena_copy(&table->keys, key), .hash = hash};
    table->slots[slot] = table->count;
  }
  uint32_t entry = table->slots[slot] - 1;
  table->entries[entry].value = value;
  return entry;
}
