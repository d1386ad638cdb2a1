#include "compare/score.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "compare/align.h"

const char *gloss_fault_name(gloss_fault fault) {
  static const char *const names[] = {"missed", "invented", "bounds", "mistyped"};
  return names[fault];
}

gloss_score *gloss_score_new(gloss_score_settings settings) {
  gloss_score *score = gloss_allocate_zeroed(1, sizeof *score);
  score->settings = settings;
  score->labels = gloss_allocate_zeroed(settings.label_count + 1u, sizeof *score->labels);
  for (uint32_t i = 0; i < settings.label_count; i++) {
    gloss_slice rest = settings.labels[i], *gold = &score->labels[i].gold;
    gloss_slice_split(&rest, '=', gold);
    score->labels[i].said = rest.size > 0 ? rest : *gold;
  }
  return score;
}

static void free_layer(gloss_layer_score *layer) {
  gloss_table_free(&layer->types);
  free(layer->counts);
  gloss_confusion_free(&layer->types_said);
  free(layer->examples.items);
}

void gloss_score_free(gloss_score *score) {
  if (score == NULL) return;
  for (uint32_t i = 0; i < score->layer_count; i++) free_layer(&score->layers[i]);
  for (uint32_t i = 0; i < score->settings.label_count; i++) {
    gloss_confusion_free(&score->labels[i].confusion);
    free(score->labels[i].examples.items);
  }
  free(score->layers);
  free(score->labels);
  gloss_arena_free(&score->arena);
  free(score);
}

/* -- A document, read whole before anything of it counts */

typedef struct reading {
  gloss_score *score;
  const gloss_joined *joined;
  gloss_gold *gold, *said; /* one a layer of the score */
  uint32_t capacity, said_capacity, count;
  gloss_slice *labels;     /* two a label */
} reading;

static bool fail_at_side(const gloss_side *side, gloss_error *error) {
  return gloss_fail_at(error, "%s:%" PRIu64, side->path, side->line);
}

static bool is_wanted(const gloss_score *score, gloss_slice name) {
  for (uint32_t i = 0; i < score->settings.layer_count; i++)
    if (gloss_slice_equal(score->settings.layers[i], name)) return true;
  return score->settings.layer_count == 0;
}

static gloss_layer_score *layer_of(gloss_score *score, gloss_slice name) {
  for (uint32_t i = 0; i < score->layer_count; i++)
    if (gloss_slice_equal(score->layers[i].name, name)) return &score->layers[i];
  score->layers = gloss_grow(score->layers, &score->layer_capacity, score->layer_count + 1u, sizeof *score->layers);
  gloss_layer_score *layer = &score->layers[score->layer_count++];
  *layer = (gloss_layer_score){.name = gloss_arena_copy(&score->arena, name)};
  return layer;
}

/* A gold that keeps its annotations under other keys is told which it has. */
static bool fail_without_annotations(const gloss_side *side, gloss_error *error) {
  gloss_value meta = side->document->meta;
  gloss_buffer keys = {0};
  for (uint32_t i = 0; meta.kind == GLOSS_MAP && i < meta.size && i < 8; i++)
    gloss_buffer_print(&keys, "%s\"%.*s\"", i ? ", " : "", GLOSS_PRINT(meta.pairs[i].key));
  gloss_fail(error, "has no \"annotations\", which are written {\"annotations\": {\"entity\": [{\"start\": 0, \"end\": 5, "
             "\"type\": \"PERSON\"}]}}; its other keys are: %s", keys.size ? gloss_buffer_string(&keys) : "none");
  gloss_buffer_free(&keys);
  return fail_at_side(side, error);
}

static bool note_layers(gloss_score *score, const gloss_side *side, bool is_gold, gloss_error *error) {
  if (side->document == NULL) return true;
  gloss_value layers = gloss_map_get(side->document->meta, GLOSS_SLICE("annotations"));
  if (layers.kind != GLOSS_MAP && layers.kind != GLOSS_NIL) {
    gloss_fail(error, "\"annotations\" is %s, not an object", gloss_value_kind_name(layers));
    return fail_at_side(side, error);
  }
  if (layers.kind == GLOSS_NIL && score->settings.label_count == 0) return fail_without_annotations(side, error);
  for (uint32_t i = 0; layers.kind == GLOSS_MAP && i < layers.size; i++) {
    if (!is_wanted(score, layers.pairs[i].key)) continue;
    gloss_layer_score *layer = layer_of(score, layers.pairs[i].key);
    *(is_gold ? &layer->in_gold : &layer->in_said) = true;
  }
  return true;
}

static bool read_layers(const gloss_score *score, const gloss_side *side, gloss_gold *lists, gloss_error *error) {
  for (uint32_t i = 0; side->document && i < score->layer_count; i++)
    if (!gloss_gold_read_all(&lists[i], side->document, score->layers[i].name, error)) return fail_at_side(side, error);
  return true;
}

/* A document of the output may lack a label: then it said "(none)". */
static bool read_label(const gloss_side *side, gloss_slice path, bool is_gold, gloss_slice *label, gloss_error *error) {
  *label = GLOSS_SLICE("(none)");
  if (side->document == NULL) return true;
  gloss_error missing = {0};
  if (gloss_gold_label(side->document, path, label, &missing)) return true;
  bool is_none = !is_gold && label->size == 0;
  if (is_none) *label = GLOSS_SLICE("(none)");
  else gloss_fail(error, "%s:%" PRIu64 ": %s", side->path, side->line, missing.message);
  gloss_error_clear(&missing);
  return is_none;
}

static bool read_labels(reading *reading, gloss_error *error) {
  const gloss_score *score = reading->score;
  for (uint32_t i = 0; i < score->settings.label_count; i++) {
    const gloss_label_score *label = &score->labels[i];
    if (!read_label(&reading->joined->left, label->gold, true, &reading->labels[2 * i], error)) return false;
    if (!read_label(&reading->joined->right, label->said, false, &reading->labels[2 * i + 1], error)) return false;
  }
  return true;
}

static bool read_both(reading *reading, gloss_error *error) {
  gloss_score *score = reading->score;
  const gloss_joined *joined = reading->joined;
  if (joined->right.document && !gloss_joined_check_text(joined, error)) return false;
  if (!note_layers(score, &joined->left, true, error) || !note_layers(score, &joined->right, false, error)) return false;
  reading->count = score->layer_count;
  reading->gold = gloss_allocate_zeroed(reading->count + 1u, sizeof *reading->gold);
  reading->said = gloss_allocate_zeroed(reading->count + 1u, sizeof *reading->said);
  reading->labels = gloss_allocate_zeroed(2u * score->settings.label_count + 1u, sizeof *reading->labels);
  return read_layers(score, &joined->left, reading->gold, error) && read_layers(score, &joined->right, reading->said, error) &&
         read_labels(reading, error);
}

static void free_reading(reading *reading) {
  for (uint32_t i = 0; reading->gold && i < reading->count; i++) {
    gloss_gold_free(&reading->gold[i]);
    gloss_gold_free(&reading->said[i]);
  }
  free(reading->gold);
  free(reading->said);
  free(reading->labels);
}

/* -- Examples */

static gloss_example *keep_example(gloss_score *score, gloss_examples_kept *kept, gloss_fault fault, const gloss_joined *joined) {
  if (kept->seen[fault]++ >= score->settings.examples) return NULL;
  const gloss_side *side = &joined->left; /* what is invented stands in the same text */
  kept->items = gloss_grow(kept->items, &kept->capacity, kept->count + 1u, sizeof *kept->items);
  gloss_example *example = &kept->items[kept->count++];
  *example = (gloss_example){.fault = fault, .path = side->path, .file_line = side->line,
                             .id = gloss_arena_copy(&score->arena, side->document->id)};
  return example;
}

static gloss_slice copy_type(gloss_score *score, const gloss_gold_span *span) {
  return span && span->type.size > 0 ? gloss_arena_copy(&score->arena, span->type) : (gloss_slice){0};
}

static void keep_fault(gloss_score *score, gloss_layer_score *layer, gloss_fault fault, const gloss_joined *joined,
                       const gloss_gold_span *gold, const gloss_gold_span *said) {
  gloss_example *example = keep_example(score, &layer->examples, fault, joined);
  if (example == NULL) return;
  const gloss_document *document = joined->left.document;
  gloss_span bytes = gold ? gold->bytes : said->bytes;
  gloss_document_position(document, bytes.start, &example->line, &example->column);
  example->start = gloss_document_code_points(document, bytes.start);
  example->end = gloss_document_code_points(document, bytes.end);
  example->gold = copy_type(score, gold);
  example->said = copy_type(score, said);
  example->excerpt = gloss_excerpt_of(document->text, bytes, &score->arena);
  if (fault == GLOSS_FAULT_BOUNDS) example->other = gloss_excerpt_of(document->text, said->bytes, &score->arena).text;
}

/* -- Counting */

static gloss_count *count_of(gloss_layer_score *layer, gloss_slice type) {
  uint32_t entry = gloss_table_find(&layer->types, type);
  if (entry == GLOSS_TABLE_NONE) {
    entry = gloss_table_set(&layer->types, type, 0);
    layer->counts = gloss_grow(layer->counts, &layer->capacity, layer->types.count, sizeof *layer->counts);
    layer->counts[entry] = (gloss_count){0};
  }
  return &layer->counts[entry];
}

static void count_gold(gloss_count *count, gloss_alignment how) {
  count->gold++;
  count->right += how == GLOSS_SAME;
  count->mistyped += how == GLOSS_RETYPED;
  count->overlapping += how == GLOSS_OVERLAPPING;
}

static void score_gold(gloss_score *score, gloss_layer_score *layer, const gloss_joined *joined, const gloss_gold_span *gold,
                       const gloss_aligned *aligned, const gloss_gold *said) {
  static const gloss_fault faults[] = {GLOSS_FAULT_MISSED, GLOSS_FAULT_BOUNDS, GLOSS_FAULT_MISTYPED};
  const gloss_gold_span *other = aligned->how == GLOSS_ALONE ? NULL : &said->spans[aligned->other];
  count_gold(&layer->all, aligned->how);
  count_gold(count_of(layer, gold->type), aligned->how);
  if (aligned->how >= GLOSS_RETYPED) gloss_confusion_add(&layer->types_said, gold->type, other->type);
  if (aligned->how != GLOSS_SAME) keep_fault(score, layer, faults[aligned->how], joined, gold, other);
}

static void score_layer(gloss_score *score, gloss_layer_score *layer, const gloss_joined *joined, const gloss_gold *gold,
                        const gloss_gold *said) {
  gloss_alignments alignments = {0};
  gloss_align(&alignments, gold, said);
  for (uint32_t i = 0; i < gold->count; i++) score_gold(score, layer, joined, &gold->spans[i], &alignments.left[i], said);
  for (uint32_t i = 0; i < said->count; i++) {
    layer->all.said++;
    count_of(layer, said->spans[i].type)->said++;
    if (alignments.right[i].how == GLOSS_ALONE) keep_fault(score, layer, GLOSS_FAULT_INVENTED, joined, NULL, &said->spans[i]);
  }
  gloss_alignments_free(&alignments);
}

static void score_label(gloss_score *score, gloss_label_score *label, const gloss_joined *joined, gloss_slice gold,
                        gloss_slice said) {
  gloss_confusion_add(&label->confusion, gold, said);
  if (gloss_slice_equal(gold, said)) return;
  gloss_example *example = keep_example(score, &label->examples, GLOSS_FAULT_MISTYPED, joined);
  if (example == NULL) return;
  example->gold = gloss_arena_copy(&score->arena, gold);
  example->said = gloss_arena_copy(&score->arena, said);
  gloss_slice text = joined->left.document->text;
  example->excerpt.text = gloss_excerpt_of(text, (gloss_span){0, (uint32_t)text.size}, &score->arena).text;
}

static void score_all(const reading *reading) {
  gloss_score *score = reading->score;
  score->documents++;
  score->without_said += reading->joined->right.document == NULL;
  for (uint32_t i = 0; i < score->layer_count; i++)
    score_layer(score, &score->layers[i], reading->joined, &reading->gold[i], &reading->said[i]);
  for (uint32_t i = 0; i < score->settings.label_count; i++)
    score_label(score, &score->labels[i], reading->joined, reading->labels[2 * i], reading->labels[2 * i + 1]);
}

bool gloss_score_add(gloss_score *score, const gloss_joined *joined, gloss_error *error) {
  reading reading = {.score = score, .joined = joined};
  if (joined->left.document == NULL) return score->without_gold++, true;
  bool is_read = read_both(&reading, error);
  if (is_read) score_all(&reading);
  free_reading(&reading);
  return is_read;
}

/* -- The end */

static bool is_in_both(const gloss_layer_score *layer) {
  return layer->in_gold && layer->in_said;
}

static void leave_out_lone_layers(gloss_score *score, gloss_buffer *left_out) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < score->layer_count; i++) {
    gloss_layer_score layer = score->layers[i];
    if (is_in_both(&layer) || score->settings.layer_count > 0) {
      score->layers[kept++] = layer;
      continue;
    }
    if (layer.in_gold || !score->settings.may_say_more)
      gloss_buffer_print(left_out, "%s%.*s (in the %s only)", left_out->size ? ", " : "", GLOSS_PRINT(layer.name),
                         layer.in_gold ? "gold" : "output");
    free_layer(&layer);
  }
  score->layer_count = kept;
}

static int compare_layers(const void *a, const void *b) {
  return gloss_slice_compare(((const gloss_layer_score *)a)->name, ((const gloss_layer_score *)b)->name);
}

static bool check_wanted(const gloss_score *score, gloss_error *error) {
  for (uint32_t i = 0; i < score->settings.layer_count; i++) {
    gloss_slice name = score->settings.layers[i];
    bool is_known = false;
    for (uint32_t j = 0; j < score->layer_count; j++) is_known |= gloss_slice_equal(score->layers[j].name, name);
    if (!is_known) return gloss_fail(error, "--layers: neither file has a layer \"%.*s\"", GLOSS_PRINT(name));
  }
  return true;
}

bool gloss_score_finish(gloss_score *score, gloss_buffer *left_out, gloss_error *error) {
  leave_out_lone_layers(score, left_out);
  if (score->layer_count > 1) qsort(score->layers, score->layer_count, sizeof *score->layers, compare_layers);
  if (score->documents == 0) return gloss_fail(error, "no document of the gold could be compared");
  if (!check_wanted(score, error)) return false;
  if (score->layer_count > 0 || score->settings.label_count > 0) return true;
  if (left_out->size == 0) return gloss_fail(error, "neither file has a layer; name what documents say with --label PATH");
  return gloss_fail(error, "no layer is in both files: %s; name one with --layers, or what documents say with --label PATH",
                    gloss_buffer_string(left_out));
}
