/* From weights as they were learned to a model: whole numbers, and no more of them than fit. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "learn/room.h"

static uint32_t count_templates(gloss_slice text, gloss_model_kind kind) {
  gloss_error error = {0}; /* the examples were made with it */
  gloss_features *features = gloss_features_read("", text, kind == GLOSS_MODEL_CLASSIFIER, &error);
  uint32_t count = features->count;
  gloss_features_free(features);
  return count;
}

static double greatest(const double *numbers, size_t count, double most) {
  for (size_t i = 0; i < count; i++) most = fmax(most, fabs(numbers[i]));
  return most;
}

/* How many bytes are taken by the weights that are not below `least`. */
static size_t size_from(const gloss_learned *learned, double least) {
  uint32_t labels = learned->examples->labels.count, rows = 0;
  uint64_t weights = 0;
  for (uint32_t i = 0; i < learned->examples->feature_count; i++) {
    uint64_t before = weights;
    for (uint32_t label = 0; label < labels; label++) weights += fabs(learned->weights[(size_t)i * labels + label]) >= least;
    rows += weights > before;
  }
  return weights < GLOSS_MODEL_WEIGHTS ? gloss_model_rows_size(rows, weights) : SIZE_MAX;
}

/* The least weight that is kept: what rounds to nothing goes, and as much more as must. */
static double find_least(const gloss_learned *learned, double step, double most) {
  double low = step / 2, high = most;
  if (size_from(learned, low) <= learned->size) return low;
  for (int turn = 0; turn < 40; turn++) {
    double middle = (low + high) / 2;
    if (size_from(learned, middle) <= learned->size) high = middle;
    else low = middle;
  }
  return high;
}

static gloss_model_row make_row(const gloss_learned *learned, uint32_t feature, double step, double least, gloss_arena *arena) {
  uint32_t labels = learned->examples->labels.count;
  gloss_weight *weights = gloss_arena_allocate(arena, labels * sizeof *weights);
  gloss_model_row row = {.feature = learned->examples->features[feature], .weights = weights};
  for (uint32_t label = 0; label < labels; label++) {
    double weight = learned->weights[(size_t)feature * labels + label];
    if (fabs(weight) >= least) weights[row.count++] = (gloss_weight){(uint16_t)label, (int16_t)lround(weight / step)};
  }
  return row;
}

static int compare_rows(const void *a, const void *b) {
  uint64_t left = ((const gloss_model_row *)a)->feature, right = ((const gloss_model_row *)b)->feature;
  return (left > right) - (left < right);
}

static void write_model(const gloss_learned *learned, gloss_model_content *content, double step, double least,
                        gloss_buffer *model) {
  gloss_arena arena = {0};
  uint32_t labels = content->label_count;
  gloss_slice *names = gloss_arena_allocate(&arena, labels * sizeof *names);
  int16_t *transitions = gloss_arena_allocate(&arena, (size_t)labels * labels * sizeof *transitions);
  gloss_model_row *rows = gloss_allocate((learned->examples->feature_count + 1u) * sizeof *rows);
  for (uint32_t i = 0; i < labels; i++) names[i] = learned->examples->labels.entries[i].key;
  for (size_t i = 0; learned->transitions && i < (size_t)labels * labels; i++)
    transitions[i] = (int16_t)lround(learned->transitions[i] / step);
  for (uint32_t i = 0; i < learned->examples->feature_count; i++) {
    rows[content->row_count] = make_row(learned, i, step, least, &arena);
    content->row_count += rows[content->row_count].count > 0;
  }
  qsort(rows, content->row_count, sizeof *rows, compare_rows);
  content->labels = names;
  content->transitions = learned->transitions ? transitions : NULL;
  content->rows = rows;
  gloss_model_write(content, model);
  free(rows);
  gloss_arena_free(&arena);
}

void gloss_compress(const gloss_learned *learned, gloss_buffer *model) {
  uint32_t labels = learned->examples->labels.count;
  double most = greatest(learned->weights, (size_t)learned->examples->feature_count * labels, 1e-6);
  if (learned->transitions) most = greatest(learned->transitions, (size_t)labels * labels, most);
  double step = most / gloss_model_most(learned->kind, count_templates(learned->features, learned->kind));
  gloss_model_content content = {.kind = learned->kind, .features = learned->features, .label_count = labels,
                                 .scale = learned->scale * step};
  write_model(learned, &content, step, find_least(learned, step, most), model);
}
