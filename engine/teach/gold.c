#include "teach/gold.h"

#include <stdlib.h>

#include "base/memory.h"
#include "unicode/unicode.h"

void gloss_gold_free(gloss_gold *gold) {
  free(gold->spans);
  *gold = (gloss_gold){0};
}

/* -- Annotations */

typedef struct scale { /* from code points to bytes, walked from left to right */
  gloss_slice text;
  uint32_t byte;
  int64_t code_points;
} scale;

static void walk_to(scale *scale, int64_t code_points) {
  if (code_points < scale->code_points) scale->byte = 0, scale->code_points = 0;
  for (; scale->code_points < code_points && scale->byte < scale->text.size; scale->code_points++)
    for (scale->byte++; scale->byte < scale->text.size && gloss_utf8_is_inner(scale->text.data[scale->byte]);) scale->byte++;
}

static bool read_place(scale *scale, gloss_value item, gloss_span *bytes, gloss_error *error) {
  gloss_value start = gloss_map_get(item, GLOSS_SLICE("start")), end = gloss_map_get(item, GLOSS_SLICE("end"));
  if (start.kind != GLOSS_INTEGER || end.kind != GLOSS_INTEGER) return gloss_fail(error, "has no `start` and `end`");
  if (start.integer < 0 || start.integer >= end.integer)
    return gloss_fail(error, "%lld to %lld is no stretch of a text", (long long)start.integer, (long long)end.integer);
  walk_to(scale, start.integer);
  bytes->start = scale->byte;
  walk_to(scale, end.integer);
  bytes->end = scale->byte;
  if (scale->code_points == end.integer) return true;
  return gloss_fail(error, "%lld to %lld lies outside the text, which has %zu characters", (long long)start.integer,
                    (long long)end.integer, gloss_utf8_count(scale->text));
}

static gloss_slice string_of(gloss_value map, const char *key) {
  gloss_value value = gloss_map_get(map, gloss_slice_of(key));
  return value.kind == GLOSS_STRING ? gloss_value_slice(value) : (gloss_slice){0};
}

static bool read_span(gloss_gold *gold, scale *scale, gloss_value item, bool is_token, gloss_error *error) {
  gloss_gold_span span = {0};
  if (item.kind != GLOSS_MAP) return gloss_fail(error, "is %s, not an object", gloss_value_kind_name(item));
  if (!read_place(scale, item, &span.bytes, error)) return false;
  if (is_token) span.type = string_of(gloss_map_get(item, GLOSS_SLICE("fields")), "pos");
  if (span.type.size == 0) span.type = string_of(item, "type");
  if (span.type.size == 0) return gloss_fail(error, is_token ? "has no field `pos`" : "has no `type`");
  gold->spans = gloss_grow(gold->spans, &gold->capacity, gold->count + 1u, sizeof *gold->spans);
  gold->spans[gold->count++] = span;
  return true;
}

static int compare_spans(const void *a, const void *b) {
  return gloss_span_compare(((const gloss_gold_span *)a)->bytes, ((const gloss_gold_span *)b)->bytes);
}

static bool check_apart(const gloss_gold *gold, const gloss_document *document, gloss_slice layer, gloss_error *error) {
  for (uint32_t i = 1; i < gold->count; i++) {
    gloss_span before = gold->spans[i - 1].bytes, span = gold->spans[i].bytes;
    if (before.end > span.start)
      return gloss_fail(error, "%.*s \"%.*s\" overlaps \"%.*s\"; a tagger has one label for a token", GLOSS_PRINT(layer),
                        GLOSS_PRINT(gloss_document_slice(document, before)), GLOSS_PRINT(gloss_document_slice(document, span)));
  }
  return true;
}

bool gloss_gold_read(gloss_gold *gold, const gloss_document *document, gloss_slice layer, gloss_error *error) {
  gloss_value list = gloss_map_get(gloss_map_get(document->meta, GLOSS_SLICE("annotations")), layer);
  scale scale = {.text = document->text};
  bool is_token = gloss_slice_is(layer, "token");
  gold->count = 0;
  if (list.kind != GLOSS_LIST) return gloss_fail(error, "has no layer \"%.*s\" under \"annotations\"", GLOSS_PRINT(layer));
  for (uint32_t i = 0; i < list.size; i++)
    if (!read_span(gold, &scale, list.items[i], is_token, error))
      return gloss_fail_at(error, "%.*s %u", GLOSS_PRINT(layer), i + 1);
  qsort(gold->spans, gold->count, sizeof *gold->spans, compare_spans);
  return is_token || check_apart(gold, document, layer, error);
}

/* -- Facts of the article */

static gloss_value follow_path(gloss_value value, gloss_slice path) {
  gloss_slice key;
  while (gloss_slice_split(&path, '.', &key)) value = gloss_map_get(value, key);
  return value;
}

/* Keys that are not the document's own stand in its meta; so "meta.section" is either. */
static gloss_value find_fact(const gloss_document *document, gloss_slice path) {
  if (gloss_slice_is(path, "source")) return gloss_value_string(document->source);
  if (gloss_slice_is(path, "lang")) return gloss_value_string(document->lang);
  gloss_value value = follow_path(document->meta, path);
  const gloss_slice meta = GLOSS_SLICE("meta.");
  if (value.kind != GLOSS_NIL || !gloss_slice_starts_with(path, meta)) return value;
  return follow_path(document->meta, gloss_slice_cut(path, meta.size, path.size));
}

bool gloss_gold_label(gloss_document *document, gloss_slice path, gloss_slice *label, gloss_error *error) {
  gloss_value value = find_fact(document, path);
  switch (value.kind) {
    case GLOSS_STRING: *label = gloss_value_slice(value); break;
    case GLOSS_BOOLEAN: *label = value.boolean ? GLOSS_SLICE("true") : GLOSS_SLICE("false"); break;
    case GLOSS_INTEGER: *label = gloss_arena_print(&document->arena, "%lld", (long long)value.integer); break;
    case GLOSS_NIL: *label = (gloss_slice){0}; break;
    default: return gloss_fail(error, "\"%.*s\" is %s, which is no label", GLOSS_PRINT(path), gloss_value_kind_name(value));
  }
  return label->size > 0 || gloss_fail(error, "has no \"%.*s\"", GLOSS_PRINT(path));
}
