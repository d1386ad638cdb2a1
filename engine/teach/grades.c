#include "teach/grades.h"

#include <stdlib.h>

#include "base/memory.h"

void gloss_grades_free(gloss_grades *grades) {
  free(grades->items);
  *grades = (gloss_grades){0};
}

static gloss_grade *grade_of(gloss_grades *grades, gloss_slice name) {
  for (uint32_t i = 0; i < grades->count; i++)
    if (gloss_slice_equal(grades->items[i].name, name)) return &grades->items[i];
  grades->items = gloss_grow(grades->items, &grades->capacity, grades->count + 1u, sizeof *grades->items);
  grades->items[grades->count] = (gloss_grade){.name = name};
  return &grades->items[grades->count++];
}

/* -- Each item */

static gloss_slice name_of(const gloss_examples *examples, uint32_t label) {
  return examples->labels.entries[label].key;
}

static void grade_item(gloss_grades *grades, const gloss_examples *examples, uint32_t gold, uint32_t said) {
  grade_of(grades, name_of(examples, gold))->gold++;
  grade_of(grades, name_of(examples, said))->said++;
  if (gold == said) grade_of(grades, name_of(examples, gold))->right++;
}

/* -- Annotations: from each B- on, or an I- that goes on with nothing */

typedef struct stretch {
  uint32_t start, end;
  gloss_slice type;
} stretch;

static bool is_outside(gloss_slice label) {
  return label.size < 2 || label.data[1] != '-';
}

static gloss_slice type_of(gloss_slice label) {
  return gloss_slice_cut(label, 2, label.size);
}

typedef struct labels { /* of the gold, or of a model */
  const gloss_examples *examples;
  const gloss_item *items; /* of the gold; NULL: `said` */
  const uint8_t *said;
  uint32_t count;
} labels;

static gloss_slice label_at(const labels *labels, uint32_t at) {
  uint32_t label = labels->items ? labels->items[at].label : labels->said[at];
  return label == GLOSS_NO_LABEL ? GLOSS_SLICE("O") : name_of(labels->examples, label);
}

static bool next_stretch(const labels *labels, uint32_t from, stretch *stretch) {
  while (from < labels->count && is_outside(label_at(labels, from))) from++;
  if (from == labels->count) return false;
  *stretch = (struct stretch){from, from + 1, type_of(label_at(labels, from))};
  for (; stretch->end < labels->count; stretch->end++) {
    gloss_slice label = label_at(labels, stretch->end);
    if (is_outside(label) || label.data[0] != 'I' || !gloss_slice_equal(type_of(label), stretch->type)) break;
  }
  return true;
}

static bool has_stretch(const labels *labels, const stretch *wanted) {
  stretch found;
  for (uint32_t from = 0; next_stretch(labels, from, &found) && found.start <= wanted->start; from = found.end)
    if (found.start == wanted->start) return found.end == wanted->end && gloss_slice_equal(found.type, wanted->type);
  return false;
}

static void grade_stretches(gloss_grades *grades, const labels *gold, const labels *said) {
  stretch found;
  for (uint32_t from = 0; next_stretch(gold, from, &found); from = found.end) grade_of(grades, found.type)->gold++;
  for (uint32_t from = 0; next_stretch(said, from, &found); from = found.end) {
    gloss_grade *grade = grade_of(grades, found.type);
    grade->said++;
    grade->right += has_stretch(gold, &found);
  }
}

void gloss_grades_add(gloss_grades *grades, const gloss_examples *examples, const gloss_sequence *sequence, const uint8_t *said,
                      bool is_layer) {
  const gloss_item *items = examples->items + sequence->first;
  for (uint32_t i = 0; i < sequence->count; i++) {
    if (items[i].label == GLOSS_NO_LABEL) continue;
    grades->of++;
    grades->right += items[i].label == said[i];
    if (!is_layer) grade_item(grades, examples, items[i].label, said[i]);
  }
  labels gold = {.examples = examples, .items = items, .count = sequence->count};
  labels answers = {.examples = examples, .said = said, .count = sequence->count};
  if (is_layer) grade_stretches(grades, &gold, &answers);
}

static int compare_grades(const void *a, const void *b) {
  return gloss_slice_compare(((const gloss_grade *)a)->name, ((const gloss_grade *)b)->name);
}

void gloss_grades_sort(gloss_grades *grades) {
  qsort(grades->items, grades->count, sizeof *grades->items, compare_grades);
}
