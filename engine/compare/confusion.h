/* confusion: how often something that is this was said to be that. */
#ifndef GLOSS_COMPARE_CONFUSION_H
#define GLOSS_COMPARE_CONFUSION_H

#include "base/table.h"

/* Of a label or type: how often it is the gold one, was said, and rightly. */
typedef struct gloss_count {
  uint64_t gold, said, right;
  uint64_t mistyped, overlapping; /* of the gold ones that were not found so; in layers only */
} gloss_count;

typedef struct gloss_confusion { /* all zeroes: nothing was said */
  gloss_table labels;            /* in the order of first sight */
  gloss_table cells;             /* of two labels, to `times` */
  gloss_count *counts;           /* one a label */
  uint64_t *times;
  uint32_t count_capacity, times_capacity;
  uint64_t of, right;
} gloss_confusion;

void gloss_confusion_free(gloss_confusion *confusion);
void gloss_confusion_add(gloss_confusion *confusion, gloss_slice gold, gloss_slice said);

/* How often; the labels are entries of `labels`. */
uint64_t gloss_confusion_times(const gloss_confusion *confusion, uint32_t gold, uint32_t said);

typedef struct gloss_cell {
  gloss_slice gold, said;
  uint64_t times;
} gloss_cell;

/* All that occur, by the bytes of their labels; there are `cells.count`; freed with free(). */
gloss_cell *gloss_confusion_cells(const gloss_confusion *confusion);

double gloss_count_precision(const gloss_count *count);
double gloss_count_recall(const gloss_count *count);
double gloss_count_f1(const gloss_count *count);

/* The mean F1 of all labels that the gold has or that were said. */
double gloss_confusion_macro_f1(const gloss_confusion *confusion);
double gloss_confusion_accuracy(const gloss_confusion *confusion);

/* The entries of a table by the bytes of their keys; freed with free(). */
uint32_t *gloss_sorted_entries(const gloss_table *table);

#endif
