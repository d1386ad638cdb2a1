#include "compare/score.h"

#include <inttypes.h>
#include <stdlib.h>

#include "write/json_text.h"

#define ADD(out, literal) gloss_buffer_add(out, GLOSS_SLICE(literal))

static void add_share(gloss_buffer *out, const char *name, double share) {
  gloss_buffer_print(out, ",\"%s\":%.4f", name, share);
}

static void add_string(gloss_buffer *out, const char *name, gloss_slice string) {
  if (string.data == NULL) return;
  gloss_buffer_print(out, ",\"%s\":", name);
  gloss_json_add_string(out, string);
}

static void add_count(gloss_buffer *out, const gloss_count *count, bool is_layer) {
  gloss_buffer_print(out, "\"gold\":%" PRIu64 ",\"found\":%" PRIu64 ",\"right\":%" PRIu64, count->gold, count->said, count->right);
  if (is_layer) gloss_buffer_print(out, ",\"overlap\":%" PRIu64 ",\"mistyped\":%" PRIu64, count->overlapping, count->mistyped);
  add_share(out, "precision", gloss_count_precision(count));
  add_share(out, "recall", gloss_count_recall(count));
  add_share(out, "f1", gloss_count_f1(count));
}

static void add_key(gloss_buffer *out, bool is_first, gloss_slice key) {
  if (!is_first) gloss_buffer_add_char(out, ',');
  gloss_json_add_string(out, key);
  ADD(out, ":{");
}

static void add_confusion(gloss_buffer *out, const gloss_confusion *confusion) {
  gloss_cell *cells = gloss_confusion_cells(confusion);
  ADD(out, ",\"confusion\":[");
  for (uint32_t i = 0; i < confusion->cells.count; i++) {
    gloss_buffer_print(out, "%s{\"count\":%" PRIu64, i > 0 ? "," : "", cells[i].times);
    add_string(out, "gold", cells[i].gold);
    add_string(out, "found", cells[i].said);
    gloss_buffer_add_char(out, '}');
  }
  gloss_buffer_add_char(out, ']');
  free(cells);
}

static void add_example(gloss_buffer *out, const gloss_example *example) {
  gloss_buffer_print(out, "{\"fault\":\"%s\"", gloss_fault_name(example->fault));
  add_string(out, "path", gloss_slice_of(example->path));
  gloss_buffer_print(out, ",\"file_line\":%" PRIu64, example->file_line);
  add_string(out, "id", example->id);
  add_string(out, "gold", example->gold);
  add_string(out, "found", example->said);
  if (example->line > 0) {
    gloss_buffer_print(out, ",\"line\":%u,\"column\":%u,\"start\":%u,\"end\":%u", example->line, example->column, example->start,
                       example->end);
    add_string(out, "before", example->excerpt.before);
  }
  add_string(out, "text", example->excerpt.text);
  add_string(out, "after", example->excerpt.after);
  add_string(out, "found_text", example->other);
  gloss_buffer_add_char(out, '}');
}

static void add_examples(gloss_buffer *out, const gloss_examples_kept *examples) {
  ADD(out, ",\"examples\":[");
  for (uint32_t i = 0; i < examples->count; i++) {
    if (i > 0) gloss_buffer_add_char(out, ',');
    add_example(out, &examples->items[i]);
  }
  gloss_buffer_add_char(out, ']');
}

static void add_layer(gloss_buffer *out, const gloss_layer_score *layer) {
  uint32_t *order = gloss_sorted_entries(&layer->types);
  add_count(out, &layer->all, true);
  ADD(out, ",\"types\":{");
  for (uint32_t i = 0; i < layer->types.count; i++) {
    add_key(out, i == 0, layer->types.entries[order[i]].key);
    add_count(out, &layer->counts[order[i]], true);
    gloss_buffer_add_char(out, '}');
  }
  gloss_buffer_add_char(out, '}');
  add_confusion(out, &layer->types_said);
  add_examples(out, &layer->examples);
  free(order);
}

static void add_label(gloss_buffer *out, const gloss_label_score *label) {
  const gloss_confusion *confusion = &label->confusion;
  uint32_t *order = gloss_sorted_entries(&confusion->labels);
  gloss_buffer_print(out, "\"documents\":%" PRIu64 ",\"right\":%" PRIu64, confusion->of, confusion->right);
  add_share(out, "accuracy", gloss_confusion_accuracy(confusion));
  add_share(out, "macro_f1", gloss_confusion_macro_f1(confusion));
  ADD(out, ",\"labels\":{");
  for (uint32_t i = 0; i < confusion->labels.count; i++) {
    add_key(out, i == 0, confusion->labels.entries[order[i]].key);
    add_count(out, &confusion->counts[order[i]], false);
    gloss_buffer_add_char(out, '}');
  }
  gloss_buffer_add_char(out, '}');
  add_confusion(out, confusion);
  add_examples(out, &label->examples);
  free(order);
}

void gloss_score_add_json(gloss_buffer *out, const gloss_score *score) {
  gloss_buffer_print(out, "{\"documents\":%" PRIu64 ",\"without_output\":%" PRIu64 ",\"without_gold\":%" PRIu64 ",\"layers\":{",
                     score->documents, score->without_said, score->without_gold);
  for (uint32_t i = 0; i < score->layer_count; i++) {
    add_key(out, i == 0, score->layers[i].name);
    add_layer(out, &score->layers[i]);
    gloss_buffer_add_char(out, '}');
  }
  ADD(out, "},\"labels\":{");
  for (uint32_t i = 0; i < score->settings.label_count; i++) {
    add_key(out, i == 0, score->labels[i].said);
    add_label(out, &score->labels[i]);
    gloss_buffer_add_char(out, '}');
  }
  ADD(out, "}}\n");
}
