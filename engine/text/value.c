#include "text/value.h"

#include <stdlib.h>

static int compare_pairs(const void *a, const void *b) {
  const gloss_pair *x = a, *y = b;
  int order = gloss_slice_compare(x->key, y->key);
  return order ? order : (x > y) - (x < y);
}

gloss_value gloss_map_of(gloss_pair *pairs, uint32_t count) {
  /* insertion sort: it is stable, so that the last of several with one key is behind the others, and maps are small */
  if (count > 64) qsort(pairs, count, sizeof *pairs, compare_pairs);
  for (uint32_t i = 1; i < count && count <= 64; i++) {
    gloss_pair pair = pairs[i];
    uint32_t j = i;
    for (; j > 0 && gloss_slice_compare(pairs[j - 1].key, pair.key) > 0; j--) pairs[j] = pairs[j - 1];
    pairs[j] = pair;
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    bool again = kept > 0 && gloss_slice_equal(pairs[kept - 1].key, pairs[i].key);
    pairs[again ? kept - 1 : kept++] = pairs[i];
  }
  return (gloss_value){.kind = GLOSS_MAP, .size = kept, .pairs = pairs};
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

static bool is_numeric(gloss_value value) {
  return value.kind == GLOSS_INTEGER || value.kind == GLOSS_NUMBER;
}

static double as_number(gloss_value value) {
  return value.kind == GLOSS_INTEGER ? (double)value.integer : value.number;
}

bool gloss_value_equal(gloss_value a, gloss_value b) {
  if (a.kind != b.kind) return is_numeric(a) && is_numeric(b) && as_number(a) == as_number(b);
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
