/* examples: what a model is learned from: items with features and a label, in sequences; the features of all of them numbered. */
#ifndef GLOSS_LEARN_EXAMPLES_H
#define GLOSS_LEARN_EXAMPLES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/table.h"

enum { GLOSS_NO_LABEL = UINT16_MAX };

typedef struct gloss_item {
  size_t first; /* of its features */
  uint32_t count;
  uint16_t label; /* GLOSS_NO_LABEL: nobody knows */
} gloss_item;

typedef struct gloss_sequence {
  uint32_t first, count; /* items */
  uint32_t group;        /* those of one document have the same, numbered from 0 */
} gloss_sequence;

typedef struct gloss_examples {
  gloss_table labels;
  uint64_t *features; /* by number */
  uint32_t *seen;     /* in how many items */
  uint32_t feature_count, feature_capacity, seen_capacity;
  uint32_t *slots; /* number + 1 */
  size_t slot_count;
  uint32_t *ids; /* of the features of items, one after the other */
  float *values; /* of each; NULL: all are 1 */
  size_t id_count, id_capacity;
  gloss_item *items;
  gloss_sequence *sequences;
  uint32_t item_count, item_capacity, sequence_count, sequence_capacity;
} gloss_examples;

/* All zeroes: empty and ready. */
void gloss_examples_free(gloss_examples *examples);

/* The number of a label, or GLOSS_NO_LABEL when there are too many, or a line end is in it: that is said. */
uint16_t gloss_examples_label(gloss_examples *examples, gloss_slice name, gloss_error *error);

void gloss_examples_begin(gloss_examples *examples, uint32_t group);
void gloss_examples_item(gloss_examples *examples, uint16_t label);
/* A feature of the last item. */
void gloss_examples_add(gloss_examples *examples, uint64_t feature);
void gloss_examples_add_value(gloss_examples *examples, uint64_t feature, float value);

/* Leaves out the features that fewer items have than that. */
void gloss_examples_prune(gloss_examples *examples, uint32_t least);

#endif
