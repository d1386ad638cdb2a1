#include "compare/confusion.h"

#include <stdlib.h>

#include "base/memory.h"

void gloss_confusion_free(gloss_confusion *confusion) {
  gloss_table_free(&confusion->labels);
  gloss_table_free(&confusion->cells);
  free(confusion->counts);
  free(confusion->times);
  *confusion = (gloss_confusion){0};
}

static uint32_t label_of(gloss_confusion *confusion, gloss_slice name) {
  uint32_t label = gloss_table_find(&confusion->labels, name);
  if (label != GLOSS_TABLE_NONE) return label;
  label = gloss_table_set(&confusion->labels, name, 0);
  confusion->counts = gloss_grow(confusion->counts, &confusion->count_capacity, label + 1u, sizeof *confusion->counts);
  confusion->counts[label] = (gloss_count){0};
  return label;
}

typedef struct pair { /* the key of a cell */
  uint32_t gold, said;
} pair;

static gloss_slice key_of(const pair *pair) {
  return (gloss_slice){(const char *)pair, sizeof *pair};
}

static uint64_t *times_of(gloss_confusion *confusion, const pair *pair) {
  uint32_t cell = gloss_table_find(&confusion->cells, key_of(pair));
  if (cell == GLOSS_TABLE_NONE) {
    cell = gloss_table_set(&confusion->cells, key_of(pair), 0);
    confusion->times = gloss_grow(confusion->times, &confusion->times_capacity, cell + 1u, sizeof *confusion->times);
    confusion->times[cell] = 0;
  }
  return &confusion->times[cell];
}

void gloss_confusion_add(gloss_confusion *confusion, gloss_slice gold, gloss_slice said) {
  pair pair = {label_of(confusion, gold), label_of(confusion, said)};
  bool is_right = pair.gold == pair.said;
  ++*times_of(confusion, &pair);
  confusion->counts[pair.gold].gold++;
  confusion->counts[pair.said].said++;
  confusion->counts[pair.gold].right += is_right;
  confusion->of++;
  confusion->right += is_right;
}

uint64_t gloss_confusion_times(const gloss_confusion *confusion, uint32_t gold, uint32_t said) {
  uint32_t cell = gloss_table_find(&confusion->cells, key_of(&(pair){gold, said}));
  return cell == GLOSS_TABLE_NONE ? 0 : confusion->times[cell];
}

static int compare_cells(const void *a, const void *b) {
  const gloss_cell *one = a, *other = b;
  int order = gloss_slice_compare(one->gold, other->gold);
  return order ? order : gloss_slice_compare(one->said, other->said);
}

gloss_cell *gloss_confusion_cells(const gloss_confusion *confusion) {
  const gloss_table_entry *labels = confusion->labels.entries;
  gloss_cell *cells = gloss_allocate((confusion->cells.count + 1u) * sizeof *cells);
  for (uint32_t i = 0; i < confusion->cells.count; i++) {
    pair pair;
    memcpy(&pair, confusion->cells.entries[i].key.data, sizeof pair);
    cells[i] = (gloss_cell){labels[pair.gold].key, labels[pair.said].key, confusion->times[i]};
  }
  qsort(cells, confusion->cells.count, sizeof *cells, compare_cells);
  return cells;
}

static double share(uint64_t part, uint64_t of) {
  return of ? (double)part / (double)of : 0;
}

double gloss_count_precision(const gloss_count *count) {
  return share(count->right, count->said);
}

double gloss_count_recall(const gloss_count *count) {
  return share(count->right, count->gold);
}

double gloss_count_f1(const gloss_count *count) {
  return share(2 * count->right, count->gold + count->said);
}

double gloss_confusion_macro_f1(const gloss_confusion *confusion) {
  double sum = 0;
  for (uint32_t i = 0; i < confusion->labels.count; i++) sum += gloss_count_f1(&confusion->counts[i]);
  return confusion->labels.count ? sum / confusion->labels.count : 0;
}

double gloss_confusion_accuracy(const gloss_confusion *confusion) {
  return share(confusion->right, confusion->of);
}

static int compare_keys(const void *a, const void *b, void *table) {
  const gloss_table_entry *entries = ((const gloss_table *)table)->entries;
  return gloss_slice_compare(entries[*(const uint32_t *)a].key, entries[*(const uint32_t *)b].key);
}

uint32_t *gloss_sorted_entries(const gloss_table *table) {
  uint32_t *order = gloss_allocate((table->count + 1u) * sizeof *order);
  for (uint32_t i = 0; i < table->count; i++) order[i] = i;
  qsort_r(order, table->count, sizeof *order, compare_keys, (void *)table);
  return order;
}
