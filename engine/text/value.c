#include "text/value.h"

#include <stdlib.h>

#include "base/memory.h"

/* Merge sort: it is stable, so that the last of several with one key is after the others. `spare` has room for half. */
static void sort_pairs(gloss_pair *pairs, uint32_t count, gloss_pair *spare) {
  uint32_t half = count / 2, left = 0, right = half, to = 0;
  if (half == 0) return;
  sort_pairs(pairs, half, spare);
  sort_pairs(pairs + half, count - half, spare);
  if (gloss_slice_compare(pairs[half - 1].key, pairs[half].key) <= 0) return;
  memcpy(spare, pairs, half * sizeof *pairs);
  while (left < half) {
    bool take_right = right < count && gloss_slice_compare(pairs[right].key, spare[left].key) < 0;
    pairs[to++] = take_right ? pairs[right++] : spare[left++];
  }
}

static uint32_t keep_last_of_each_key(gloss_pair *pairs, uint32_t count) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    bool again = kept > 0 && gloss_slice_equal(pairs[kept - 1].key, pairs[i].key);
    pairs[again ? kept - 1 : kept++] = pairs[i];
  }
  return kept;
}

gloss_value gloss_map_of(gloss_pair *pairs, uint32_t count) {
  gloss_pair few[32], *spare = count / 2 <= 32 ? few : gloss_allocate(count / 2 * sizeof *spare);
  sort_pairs(pairs, count, spare);
  if (spare != few) free(spare);
  return (gloss_value){.kind = GLOSS_MAP, .size = keep_last_of_each_key(pairs, count), .pairs = pairs};
}

const char *gloss_value_kind_name(gloss_value value) {
  static const char *const names[] = {"null", "a boolean", "a number", "a number", "a string", "a list", "an object", "a place"};
  return names[value.kind];
}

gloss_value gloss_map_get(gloss_value map, gloss_slice key) {
  uint32_t low = 0, high = map.kind == GLOSS_MAP ? map.size : 0;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    int order = gloss_slice_compare(map.pairs[middle].key, key);
    if (order == 0) return map.pairs[middle].value;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return (gloss_value){.kind = GLOSS_NIL};
}

static gloss_value copy_list(gloss_arena *arena, gloss_value list) {
  gloss_value *items = gloss_arena_allocate(arena, list.size * sizeof *items);
  for (uint32_t i = 0; i < list.size; i++) items[i] = gloss_value_copy(arena, list.items[i]);
  list.items = items;
  return list;
}

static gloss_value copy_map(gloss_arena *arena, gloss_value map) {
  gloss_pair *pairs = gloss_arena_allocate(arena, map.size * sizeof *pairs);
  for (uint32_t i = 0; i < map.size; i++) {
    pairs[i].key = gloss_arena_copy(arena, map.pairs[i].key);
    pairs[i].value = gloss_value_copy(arena, map.pairs[i].value);
  }
  map.pairs = pairs;
  return map;
}

gloss_value gloss_value_copy(gloss_arena *arena, gloss_value value) {
  switch (value.kind) {
    case GLOSS_STRING: return gloss_value_string(gloss_arena_copy(arena, gloss_value_slice(value)));
    case GLOSS_LIST: return copy_list(arena, value);
    case GLOSS_MAP: return copy_map(arena, value);
    default: return value;
  }
}

static bool lists_equal(gloss_value a, gloss_value b) {
  for (uint32_t i = 0; i < a.size; i++)
    if (!gloss_value_equal(a.items[i], b.items[i])) return false;
  return true;
}

static bool maps_equal(gloss_value a, gloss_value b) {
  for (uint32_t i = 0; i < a.size; i++)
    if (!gloss_slice_equal(a.pairs[i].key, b.pairs[i].key) || !gloss_value_equal(a.pairs[i].value, b.pairs[i].value)) return false;
  return true;
}

/* Exactly: a number beyond 2^53 may be next to an integer and not equal to it. */
static bool is_integer(gloss_value value, int64_t integer) {
  if (value.kind != GLOSS_NUMBER || !(value.number >= -0x1p63 && value.number < 0x1p63)) return false;
  return (int64_t)value.number == integer && (double)(int64_t)value.number == value.number;
}

bool gloss_value_equal(gloss_value a, gloss_value b) {
  if (a.kind == GLOSS_INTEGER && b.kind == GLOSS_NUMBER) return is_integer(b, a.integer);
  if (a.kind == GLOSS_NUMBER && b.kind == GLOSS_INTEGER) return is_integer(a, b.integer);
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case GLOSS_BOOLEAN: return a.boolean == b.boolean;
    case GLOSS_INTEGER: return a.integer == b.integer;
    case GLOSS_NUMBER: return a.number == b.number;
    case GLOSS_STRING: return gloss_slice_equal(gloss_value_slice(a), gloss_value_slice(b));
    case GLOSS_LIST: return a.size == b.size && lists_equal(a, b);
    case GLOSS_MAP: return a.size == b.size && maps_equal(a, b);
    case GLOSS_PLACE: return a.place == b.place;
    default: return true;
  }
}
