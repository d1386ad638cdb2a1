#include "learn/examples.h"

#include <stdlib.h>

#include "base/memory.h"
#include "learn/model.h"

void gloss_examples_free(gloss_examples *examples) {
  gloss_table_free(&examples->labels);
  free(examples->features);
  free(examples->seen);
  free(examples->slots);
  free(examples->ids);
  free(examples->values);
  free(examples->items);
  free(examples->sequences);
  *examples = (gloss_examples){0};
}

static bool check_label(const gloss_examples *examples, gloss_slice name, gloss_error *error) {
  if (name.size == 0) return gloss_fail(error, "a label is empty");
  if (memchr(name.data, '\n', name.size)) return gloss_fail(error, "a label has a line end in it");
  if (examples->labels.count < GLOSS_MODEL_LABELS) return true;
  return gloss_fail(error, "more than %d labels; \"%.*s\" is one too many", GLOSS_MODEL_LABELS, GLOSS_PRINT(name));
}

uint16_t gloss_examples_label(gloss_examples *examples, gloss_slice name, gloss_error *error) {
  uint32_t known = gloss_table_get(&examples->labels, name, GLOSS_TABLE_NONE);
  if (known != GLOSS_TABLE_NONE) return (uint16_t)known;
  if (!check_label(examples, name, error)) return GLOSS_NO_LABEL;
  return (uint16_t)gloss_table_set(&examples->labels, name, examples->labels.count);
}

void gloss_examples_begin(gloss_examples *examples, uint32_t group) {
  examples->sequences =
      gloss_grow(examples->sequences, &examples->sequence_capacity, examples->sequence_count + 1u, sizeof *examples->sequences);
  examples->sequences[examples->sequence_count++] = (gloss_sequence){.first = examples->item_count, .group = group};
}

void gloss_examples_item(gloss_examples *examples, uint16_t label) {
  examples->items = gloss_grow(examples->items, &examples->item_capacity, examples->item_count + 1u, sizeof *examples->items);
  examples->items[examples->item_count++] = (gloss_item){.first = examples->id_count, .label = label};
  examples->sequences[examples->sequence_count - 1].count++;
}

/* -- Numbers of features */

static size_t slot_of(const gloss_examples *examples, uint64_t feature) {
  size_t mask = examples->slot_count - 1, at = (size_t)feature & mask;
  while (examples->slots[at] && examples->features[examples->slots[at] - 1] != feature) at = (at + 1) & mask;
  return at;
}

static void enlarge(gloss_examples *examples) {
  free(examples->slots);
  examples->slot_count = examples->slot_count ? examples->slot_count * 2 : 1 << 16;
  examples->slots = gloss_allocate_zeroed(examples->slot_count, sizeof *examples->slots);
  for (uint32_t i = 0; i < examples->feature_count; i++) examples->slots[slot_of(examples, examples->features[i])] = i + 1;
}

static uint32_t number_of(gloss_examples *examples, uint64_t feature) {
  if ((size_t)examples->feature_count * 2 >= examples->slot_count) enlarge(examples);
  size_t at = slot_of(examples, feature);
  if (examples->slots[at]) return examples->slots[at] - 1;
  uint32_t number = examples->feature_count++;
  examples->features =
      gloss_grow(examples->features, &examples->feature_capacity, examples->feature_count, sizeof *examples->features);
  examples->seen = gloss_grow(examples->seen, &examples->seen_capacity, examples->feature_count, sizeof *examples->seen);
  examples->features[number] = feature;
  examples->seen[number] = 0;
  examples->slots[at] = number + 1;
  return number;
}

/* -- Features of items */

static void reserve(gloss_examples *examples, bool has_values) {
  if (examples->id_count < examples->id_capacity) return;
  examples->id_capacity = examples->id_capacity ? examples->id_capacity * 2 : 1 << 16;
  examples->ids = gloss_reallocate(examples->ids, examples->id_capacity * sizeof *examples->ids);
  if (has_values) examples->values = gloss_reallocate(examples->values, examples->id_capacity * sizeof *examples->values);
}

static void add(gloss_examples *examples, uint64_t feature) {
  uint32_t number = number_of(examples, feature);
  examples->ids[examples->id_count++] = number;
  examples->seen[number]++;
  examples->items[examples->item_count - 1].count++;
}

void gloss_examples_add(gloss_examples *examples, uint64_t feature) {
  reserve(examples, false);
  add(examples, feature);
}

void gloss_examples_add_value(gloss_examples *examples, uint64_t feature, float value) {
  reserve(examples, true);
  examples->values[examples->id_count] = value;
  add(examples, feature);
}

/* -- Leaving out */

#define LEFT_OUT UINT32_MAX

static uint32_t *renumber(gloss_examples *examples, uint32_t least) {
  uint32_t *numbers = gloss_allocate((examples->feature_count + 1u) * sizeof *numbers), count = 0;
  for (uint32_t i = 0; i < examples->feature_count; i++) {
    numbers[i] = examples->seen[i] < least ? LEFT_OUT : count;
    if (numbers[i] == LEFT_OUT) continue;
    examples->features[count] = examples->features[i];
    examples->seen[count++] = examples->seen[i];
  }
  examples->feature_count = count;
  return numbers;
}

void gloss_examples_prune(gloss_examples *examples, uint32_t least) {
  uint32_t *numbers = renumber(examples, least);
  size_t kept = 0;
  for (uint32_t i = 0; i < examples->item_count; i++) {
    gloss_item *item = &examples->items[i];
    size_t first = item->first, end = first + item->count;
    item->first = kept;
    for (size_t at = first; at < end; at++) {
      if (numbers[examples->ids[at]] == LEFT_OUT) continue;
      if (examples->values) examples->values[kept] = examples->values[at];
      examples->ids[kept++] = numbers[examples->ids[at]];
    }
    item->count = (uint32_t)(kept - item->first);
  }
  examples->id_count = kept;
  free(numbers);
  free(examples->slots);
  examples->slots = NULL;
  examples->slot_count = 0;
}
