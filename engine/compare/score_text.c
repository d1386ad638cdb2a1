#include "compare/score.h"

#include <inttypes.h>
#include <stdlib.h>

enum { TABLE_LABELS = 12 }; /* a table with more columns is a list */

#define ADD(out, literal) gloss_buffer_add(out, GLOSS_SLICE(literal))

static gloss_slice shown(gloss_slice label) {
  return label.size > 0 ? label : GLOSS_SLICE("(none)");
}

/* -- Precision and recall */

static void add_count(gloss_buffer *out, gloss_slice name, const gloss_count *count, bool is_layer) {
  gloss_buffer_print(out, "  %-16.*s %8" PRIu64 " %8" PRIu64 " %8" PRIu64 "     %.3f  %.3f  %.3f", GLOSS_PRINT(name), count->gold,
                     count->said, count->right, gloss_count_precision(count), gloss_count_recall(count), gloss_count_f1(count));
  if (is_layer) gloss_buffer_print(out, " %8" PRIu64 " %8" PRIu64, count->overlapping, count->mistyped);
  gloss_buffer_add_char(out, '\n');
}

static void add_head(gloss_buffer *out, gloss_slice name, bool is_layer) {
  gloss_buffer_print(out, "\n%-18.*s     gold    found    right precision recall     F1%s\n", GLOSS_PRINT(name),
                     is_layer ? "  overlap mistyped" : "");
}

static void add_types(gloss_buffer *out, const gloss_layer_score *layer) {
  uint32_t *order = gloss_sorted_entries(&layer->types);
  bool has_types = layer->types.count > 1 || (layer->types.count == 1 && layer->types.entries[0].key.size > 0);
  for (uint32_t i = 0; has_types && i < layer->types.count; i++)
    add_count(out, shown(layer->types.entries[order[i]].key), &layer->counts[order[i]], true);
  free(order);
}

/* -- Confusion */

static void add_row(gloss_buffer *out, const gloss_confusion *confusion, const uint32_t *order, uint32_t gold) {
  gloss_buffer_print(out, "  %-16.*s", GLOSS_PRINT(shown(confusion->labels.entries[gold].key)));
  for (uint32_t i = 0; i < confusion->labels.count; i++)
    gloss_buffer_print(out, " %10" PRIu64, gloss_confusion_times(confusion, gold, order[i]));
  gloss_buffer_add_char(out, '\n');
}

static void add_table(gloss_buffer *out, const gloss_confusion *confusion, const uint32_t *order) {
  ADD(out, "  gold, then found");
  for (uint32_t i = 0; i < confusion->labels.count; i++)
    gloss_buffer_print(out, " %10.*s", GLOSS_PRINT(shown(confusion->labels.entries[order[i]].key)));
  gloss_buffer_add_char(out, '\n');
  for (uint32_t i = 0; i < confusion->labels.count; i++) add_row(out, confusion, order, order[i]);
}

static void add_list(gloss_buffer *out, const gloss_confusion *confusion) {
  gloss_cell *cells = gloss_confusion_cells(confusion);
  for (uint32_t i = 0; i < confusion->cells.count; i++)
    if (!gloss_slice_equal(cells[i].gold, cells[i].said))
      gloss_buffer_print(out, "  %8" PRIu64 "  %.*s, found as %.*s\n", cells[i].times, GLOSS_PRINT(shown(cells[i].gold)),
                         GLOSS_PRINT(shown(cells[i].said)));
  free(cells);
}

static void add_confusion(gloss_buffer *out, const gloss_confusion *confusion) {
  if (confusion->labels.count > TABLE_LABELS) return add_list(out, confusion);
  uint32_t *order = gloss_sorted_entries(&confusion->labels);
  add_table(out, confusion, order);
  free(order);
}

/* -- Examples */

static void add_types_of(gloss_buffer *out, const gloss_example *example) {
  gloss_slice gold = shown(example->gold), said = shown(example->said);
  switch (example->fault) {
    case GLOSS_FAULT_MISTYPED: gloss_buffer_print(out, " %.*s, found as %.*s", GLOSS_PRINT(gold), GLOSS_PRINT(said)); break;
    case GLOSS_FAULT_INVENTED: if (example->said.size) gloss_buffer_print(out, " %.*s", GLOSS_PRINT(said)); break;
    default: if (example->gold.size) gloss_buffer_print(out, " %.*s", GLOSS_PRINT(gold));
  }
}

static void add_example(gloss_buffer *out, const gloss_example *example) {
  gloss_buffer_print(out, "    %s:%" PRIu64 " \"%.*s\"", example->path, example->file_line, GLOSS_PRINT(example->id));
  if (example->line > 0) gloss_buffer_print(out, " %u:%u", example->line, example->column);
  add_types_of(out, example);
  if (example->line > 0)
    gloss_buffer_print(out, ": %.*s[%.*s]%.*s", GLOSS_PRINT(example->excerpt.before), GLOSS_PRINT(example->excerpt.text),
                       GLOSS_PRINT(example->excerpt.after));
  else gloss_buffer_print(out, ": %.*s", GLOSS_PRINT(example->excerpt.text));
  if (example->fault == GLOSS_FAULT_BOUNDS)
    gloss_buffer_print(out, "; found [%.*s] %.*s", GLOSS_PRINT(example->other), GLOSS_PRINT(example->said));
  gloss_buffer_add_char(out, '\n');
}

static void add_faults(gloss_buffer *out, const gloss_examples_kept *examples, gloss_fault fault, const char *title) {
  uint64_t seen = examples->seen[fault], count = 0;
  for (uint32_t i = 0; i < examples->count; i++) count += examples->items[i].fault == fault;
  if (count == 0) return;
  gloss_buffer_print(out, "\n  %s", title);
  if (count < seen) gloss_buffer_print(out, " (%" PRIu64 " of %" PRIu64 ")", count, seen);
  gloss_buffer_add_char(out, '\n');
  for (uint32_t i = 0; i < examples->count; i++)
    if (examples->items[i].fault == fault) add_example(out, &examples->items[i]);
}

/* -- All */

static void add_layer(gloss_buffer *out, const gloss_layer_score *layer) {
  const gloss_examples_kept *examples = &layer->examples;
  add_head(out, layer->name, true);
  add_types(out, layer);
  add_count(out, GLOSS_SLICE("all"), &layer->all, true);
  if (layer->all.mistyped > 0) {
    ADD(out, "\n  types of places that both have\n");
    add_confusion(out, &layer->types_said);
  }
  add_faults(out, examples, GLOSS_FAULT_MISSED, "missed");
  add_faults(out, examples, GLOSS_FAULT_INVENTED, "invented");
  add_faults(out, examples, GLOSS_FAULT_BOUNDS, "found with other bounds");
  add_faults(out, examples, GLOSS_FAULT_MISTYPED, "mistyped");
}

static void add_label(gloss_buffer *out, const gloss_label_score *label) {
  const gloss_confusion *confusion = &label->confusion;
  uint32_t *order = gloss_sorted_entries(&confusion->labels);
  add_head(out, label->said, false);
  for (uint32_t i = 0; i < confusion->labels.count; i++) {
    add_count(out, confusion->labels.entries[order[i]].key, &confusion->counts[order[i]], false);
  }
  gloss_buffer_print(out, "  accuracy %.3f (%" PRIu64 " of %" PRIu64 "), macro-F1 %.3f\n\n", gloss_confusion_accuracy(confusion),
                     confusion->right, confusion->of, gloss_confusion_macro_f1(confusion));
  add_confusion(out, confusion);
  add_faults(out, &label->examples, GLOSS_FAULT_MISTYPED, "wrong");
  free(order);
}

void gloss_score_add_text(gloss_buffer *out, const gloss_score *score) {
  gloss_buffer_print(out, "%" PRIu64 " document%s compared", score->documents, score->documents == 1 ? "" : "s");
  if (score->without_said) gloss_buffer_print(out, "; %" PRIu64 " of them the output lacks", score->without_said);
  if (score->without_gold) gloss_buffer_print(out, "; %" PRIu64 " of the output have no gold", score->without_gold);
  gloss_buffer_add_char(out, '\n');
  for (uint32_t i = 0; i < score->layer_count; i++) add_layer(out, &score->layers[i]);
  for (uint32_t i = 0; i < score->settings.label_count; i++) add_label(out, &score->labels[i]);
}
