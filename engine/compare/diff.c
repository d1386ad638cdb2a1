#include "compare/diff.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "compare/align.h"

const char *gloss_change_name(gloss_change change) {
  static const char *const names[] = {"added", "removed", "type", "field", "value", "text", "missing", "new"};
  return names[change];
}

void gloss_diff_free(gloss_diff *diff) {
  free(diff->items);
  gloss_arena_free(&diff->arena);
}

static gloss_difference_found *add(gloss_diff *diff, gloss_change change) {
  diff->items = gloss_grow(diff->items, &diff->capacity, diff->count + 1u, sizeof *diff->items);
  diff->items[diff->count] = (gloss_difference_found){.change = change};
  return &diff->items[diff->count++];
}

/* -- Values */

static const gloss_value nil = {.kind = GLOSS_NIL};

/* Keys of two maps, side by side in the order of their bytes; what one lacks is nil. */
typedef struct keys {
  gloss_value left, right;
  uint32_t i, j;
  gloss_slice key;
  gloss_value was, now;
} keys;

static bool next_key(keys *keys) {
  bool has_left = keys->left.kind == GLOSS_MAP && keys->i < keys->left.size;
  bool has_right = keys->right.kind == GLOSS_MAP && keys->j < keys->right.size;
  if (!has_left && !has_right) return false;
  int order = !has_left ? 1 : !has_right ? -1
              : gloss_slice_compare(keys->left.pairs[keys->i].key, keys->right.pairs[keys->j].key);
  keys->key = order <= 0 ? keys->left.pairs[keys->i].key : keys->right.pairs[keys->j].key;
  keys->was = order <= 0 ? keys->left.pairs[keys->i++].value : nil;
  keys->now = order >= 0 ? keys->right.pairs[keys->j++].value : nil;
  return true;
}

static bool is_link(gloss_value map) {
  return gloss_map_get(map, GLOSS_SLICE("start")).kind == GLOSS_INTEGER;
}

static bool maps_say_same(gloss_value one, gloss_value other) {
  bool are_links = is_link(one) && is_link(other);
  for (keys keys = {.left = one, .right = other}; next_key(&keys);)
    if (!(are_links && gloss_slice_is(keys.key, "ref")) && !gloss_says_same(keys.was, keys.now)) return false;
  return true;
}

bool gloss_says_same(gloss_value one, gloss_value other) {
  if (one.kind == GLOSS_MAP && other.kind == GLOSS_MAP) return maps_say_same(one, other);
  if (one.kind != GLOSS_LIST || other.kind != GLOSS_LIST) return gloss_value_equal(one, other);
  if (one.size != other.size) return false;
  for (uint32_t i = 0; i < one.size; i++)
    if (!gloss_says_same(one.items[i], other.items[i])) return false;
  return true;
}

static void compare_value(gloss_diff *diff, gloss_slice path, gloss_value was, gloss_value now);

static void compare_maps(gloss_diff *diff, gloss_slice path, gloss_value was, gloss_value now) {
  for (keys keys = {.left = was, .right = now}; next_key(&keys);) {
    if (path.size == 0 && gloss_slice_is(keys.key, "annotations")) continue;
    gloss_slice longer = path.size == 0 ? keys.key
                                        : gloss_arena_print(&diff->arena, "%.*s.%.*s", GLOSS_PRINT(path), GLOSS_PRINT(keys.key));
    compare_value(diff, longer, keys.was, keys.now);
  }
}

static void compare_value(gloss_diff *diff, gloss_slice path, gloss_value was, gloss_value now) {
  bool are_maps = was.kind == GLOSS_MAP && now.kind == GLOSS_MAP;
  if (gloss_says_same(was, now)) return;
  if (are_maps && !is_link(was)) return compare_maps(diff, path, was, now);
  gloss_difference_found *found = add(diff, GLOSS_CHANGE_VALUE);
  found->key = path;
  found->was = was;
  found->now = now;
}

static gloss_value fact(gloss_slice string) {
  return string.size > 0 ? gloss_value_string(string) : nil;
}

static void compare_facts(gloss_diff *diff, const gloss_document *left, const gloss_document *right) {
  compare_value(diff, GLOSS_SLICE("title"), fact(left->title), fact(right->title));
  compare_value(diff, GLOSS_SLICE("date"), fact(left->date), fact(right->date));
  compare_value(diff, GLOSS_SLICE("lang"), fact(left->lang), fact(right->lang));
  compare_value(diff, GLOSS_SLICE("source"), fact(left->source), fact(right->source));
  compare_maps(diff, (gloss_slice){0}, left->meta, right->meta);
}

/* -- Annotations */

typedef struct layer { /* of two documents */
  gloss_diff *diff;
  const gloss_joined *joined;
  gloss_slice name;
  gloss_gold left, right;
  gloss_alignments alignments;
} layer;

static gloss_difference_found *add_at(layer *layer, gloss_change change, const gloss_gold_span *span) {
  const gloss_document *document = layer->joined->left.document;
  gloss_difference_found *found = add(layer->diff, change);
  found->layer = layer->name;
  found->type = span->type;
  gloss_document_position(document, span->bytes.start, &found->line, &found->column);
  found->start = gloss_document_code_points(document, span->bytes.start);
  found->end = gloss_document_code_points(document, span->bytes.end);
  found->text = gloss_excerpt_of(document->text, span->bytes, &layer->diff->arena).text;
  return found;
}

static void add_change(layer *layer, gloss_change change, const gloss_gold_span *now, gloss_slice key, gloss_value was,
                       gloss_value value) {
  gloss_difference_found *found = add_at(layer, change, now);
  found->key = key;
  found->was = was;
  found->now = value;
}

static gloss_value fields_of(const gloss_gold_span *span) {
  return gloss_map_get(span->annotation, GLOSS_SLICE("fields"));
}

/* `pos` is a field of a token, and its type. */
static void compare_fields(layer *layer, const gloss_gold_span *was, const gloss_gold_span *now) {
  bool is_token = gloss_slice_is(layer->name, "token");
  gloss_value before = gloss_map_get(was->annotation, GLOSS_SLICE("spans"));
  gloss_value after = gloss_map_get(now->annotation, GLOSS_SLICE("spans"));
  if (!gloss_slice_equal(was->type, now->type))
    add_change(layer, GLOSS_CHANGE_TYPE, now, (gloss_slice){0}, fact(was->type), fact(now->type));
  if (!gloss_says_same(before, after)) add_change(layer, GLOSS_CHANGE_FIELD, now, GLOSS_SLICE("spans"), before, after);
  for (keys keys = {.left = fields_of(was), .right = fields_of(now)}; next_key(&keys);)
    if (!(is_token && gloss_slice_is(keys.key, "pos")) && !gloss_says_same(keys.was, keys.now))
      add_change(layer, GLOSS_CHANGE_FIELD, now, keys.key, keys.was, keys.now);
}

static void compare_left(layer *layer, uint32_t i) {
  const gloss_aligned *aligned = &layer->alignments.left[i];
  if (aligned->how < GLOSS_RETYPED) add_at(layer, GLOSS_CHANGE_REMOVED, &layer->left.spans[i]);
  else compare_fields(layer, &layer->left.spans[i], &layer->right.spans[aligned->other]);
}

/* In text order, what is removed before what is added at the same place. */
static void compare_aligned(layer *layer) {
  const gloss_gold *left = &layer->left, *right = &layer->right;
  for (uint32_t i = 0, j = 0; i < left->count || j < right->count;) {
    bool is_left = j == right->count ||
                   (i < left->count && gloss_span_compare(left->spans[i].bytes, right->spans[j].bytes) <= 0);
    if (is_left) compare_left(layer, i++);
    else if (layer->alignments.right[j].how >= GLOSS_RETYPED) j++;
    else add_at(layer, GLOSS_CHANGE_ADDED, &right->spans[j++]);
  }
}

static bool read_side(gloss_gold *gold, const gloss_side *side, gloss_slice name, gloss_error *error) {
  return gloss_gold_read_all(gold, side->document, name, error) || gloss_fail_at(error, "%s:%" PRIu64, side->path, side->line);
}

static bool compare_layer(gloss_diff *diff, const gloss_joined *joined, gloss_slice name, gloss_error *error) {
  layer layer = {.diff = diff, .joined = joined, .name = name};
  bool is_read = read_side(&layer.left, &joined->left, name, error) && read_side(&layer.right, &joined->right, name, error);
  if (is_read) {
    gloss_align(&layer.alignments, &layer.left, &layer.right);
    compare_aligned(&layer);
  }
  gloss_gold_free(&layer.left);
  gloss_gold_free(&layer.right);
  gloss_alignments_free(&layer.alignments);
  return is_read;
}

static bool is_wanted(const gloss_diff *diff, gloss_slice name) {
  for (uint32_t i = 0; i < diff->layer_count; i++)
    if (gloss_slice_equal(diff->layers[i], name)) return true;
  return diff->layer_count == 0;
}

static bool compare_layers(gloss_diff *diff, const gloss_joined *joined, gloss_error *error) {
  const gloss_slice annotations = GLOSS_SLICE("annotations");
  keys keys = {.left = gloss_map_get(joined->left.document->meta, annotations),
               .right = gloss_map_get(joined->right.document->meta, annotations)};
  while (next_key(&keys))
    if (is_wanted(diff, keys.key) && !compare_layer(diff, joined, keys.key, error)) return false;
  return true;
}

/* -- Documents */

static void add_text_change(gloss_diff *diff, gloss_error *differing) {
  gloss_slice message = gloss_arena_copy(&diff->arena, gloss_slice_of(differing->message));
  add(diff, GLOSS_CHANGE_TEXT)->now = gloss_value_string(message);
  gloss_error_clear(differing);
}

static bool compare_documents(gloss_diff *diff, const gloss_joined *joined, gloss_error *error) {
  gloss_error differing = {0};
  bool is_same = gloss_joined_check_text(joined, &differing);
  if (!is_same) add_text_change(diff, &differing);
  if (is_same && !compare_layers(diff, joined, error)) return false;
  compare_facts(diff, joined->left.document, joined->right.document);
  return true;
}

bool gloss_diff_find(gloss_diff *diff, const gloss_joined *joined, gloss_error *error) {
  diff->count = 0;
  gloss_arena_reset(&diff->arena);
  if (joined->right.document == NULL) add(diff, GLOSS_CHANGE_MISSING);
  else if (joined->left.document == NULL) add(diff, GLOSS_CHANGE_NEW);
  else if (!compare_documents(diff, joined, error)) return diff->count = 0, false;
  diff->documents++;
  diff->differing += diff->count > 0;
  for (uint32_t i = 0; i < diff->count; i++) diff->counts[diff->items[i].change]++;
  return true;
}
