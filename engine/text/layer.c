#include "text/layer.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/room.h"

static gloss_span tokens_of(const gloss_layer *layer, uint32_t place) {
  return layer->rows[layer->order[place]].tokens;
}

/* The first place in order whose annotation begins at token `index` or later. */
static uint32_t first_from(const gloss_layer *layer, uint32_t index) {
  uint32_t low = 0, high = layer->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (tokens_of(layer, middle).start < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* The first place in order up to which something reaches beyond token `index`: what lies before it ends too early. */
static uint32_t first_reaching(const gloss_layer *layer, uint32_t index) {
  uint32_t low = 0, high = layer->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (layer->reach[middle] <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Does the row come before an annotation with this row and these tokens? */
static bool precedes(const gloss_layer *layer, uint32_t a, gloss_span tokens, uint32_t row) {
  int order = gloss_span_compare(layer->rows[a].tokens, tokens);
  return order ? order < 0 : a < row;
}

/* Where in order the row is, or would be. */
static uint32_t place_of(const gloss_layer *layer, gloss_span tokens, uint32_t row, uint32_t count) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (precedes(layer, layer->order[middle], tokens, row)) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void update_reach(gloss_layer *layer, uint32_t from) {
  uint32_t reach = from ? layer->reach[from - 1] : 0;
  for (uint32_t i = from; i < layer->count; i++) {
    uint32_t end = tokens_of(layer, i).end;
    if (end > reach) reach = end;
    layer->reach[i] = reach;
  }
}

/* Puts the last row where it belongs. Most come in order, at the end. */
static void insert_last(gloss_layer *layer) {
  uint32_t row = layer->count - 1, place = row;
  gloss_span tokens = layer->rows[row].tokens;
  if (row > 0 && !precedes(layer, layer->order[row - 1], tokens, row)) {
    place = place_of(layer, tokens, row, row);
    memmove(layer->order + place + 1, layer->order + place, (row - place) * sizeof *layer->order);
    layer->shifts++;
  }
  layer->order[place] = row;
  update_reach(layer, place);
}

uint32_t gloss_layer_add(gloss_layer *layer, gloss_annotation annotation) {
  uint32_t fields = layer->schema->field_count, row = layer->count++;
  layer->rows = gloss_grow(layer->rows, &layer->row_capacity, layer->count, sizeof *layer->rows);
  layer->order = gloss_grow(layer->order, &layer->order_capacity, layer->count, sizeof *layer->order);
  layer->reach = gloss_grow(layer->reach, &layer->reach_capacity, layer->count, sizeof *layer->reach);
  layer->values = gloss_grow(layer->values, &layer->value_capacity, (size_t)layer->count * fields, sizeof *layer->values);
  layer->rows[row] = annotation;
  for (uint32_t i = 0; i < fields; i++) layer->values[(size_t)row * fields + i] = (gloss_value){.kind = GLOSS_NIL};
  insert_last(layer);
  return row;
}

void gloss_layer_truncate(gloss_layer *layer, uint32_t count) {
  if (layer->count == count) return;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < layer->count; i++)
    if (layer->order[i] < count) layer->order[kept++] = layer->order[i];
  layer->count = count;
  layer->shifts++;
  update_reach(layer, 0);
}

void gloss_layer_clear(gloss_layer *layer) {
  layer->count = 0;
  layer->shifts = 0;
}

void gloss_layer_free(gloss_layer *layer) {
  free(layer->rows);
  free(layer->values);
  free(layer->order);
  free(layer->reach);
}

static uint32_t start_of_walk(const gloss_layer *layer, gloss_span tokens, gloss_how how) {
  if (how == GLOSS_INSIDE) return first_from(layer, tokens.start);
  /* what covers an empty span may end where it stands */
  bool empty = how == GLOSS_COVERING && gloss_span_size(tokens) == 0 && tokens.start > 0;
  return first_reaching(layer, empty ? tokens.start - 1 : tokens.start);
}

gloss_layer_cursor gloss_layer_walk(const gloss_layer *layer, gloss_span tokens, gloss_how how) {
  return (gloss_layer_cursor){.layer = layer, .tokens = tokens, .how = how, .next = start_of_walk(layer, tokens, how),
                              .limit = layer->count, .last = GLOSS_NO_ROW, .shifts = layer->shifts};
}

static bool lies_so(gloss_span annotation, gloss_span tokens, gloss_how how) {
  switch (how) {
    case GLOSS_INSIDE: return gloss_span_covers(tokens, annotation);
    case GLOSS_COVERING: return gloss_span_covers(annotation, tokens);
    default: return gloss_span_overlaps(annotation, tokens);
  }
}

/* Rows were put in before the cursor: find its place again. */
static void find_again(gloss_layer_cursor *cursor) {
  const gloss_layer *layer = cursor->layer;
  if (cursor->last == GLOSS_NO_ROW) cursor->next = start_of_walk(layer, cursor->tokens, cursor->how);
  else cursor->next = place_of(layer, layer->rows[cursor->last].tokens, cursor->last, layer->count) + 1;
  cursor->shifts = layer->shifts;
}

uint32_t gloss_layer_step(gloss_layer_cursor *cursor) {
  const gloss_layer *layer = cursor->layer;
  if (cursor->shifts != layer->shifts) find_again(cursor);
  while (cursor->next < layer->count) {
    uint32_t row = layer->order[cursor->next];
    const gloss_annotation *annotation = &layer->rows[row];
    if (annotation->tokens.start >= cursor->tokens.end && annotation->tokens.start > cursor->tokens.start) break;
    cursor->next++;
    if (row >= cursor->limit || annotation->removed || !lies_so(annotation->tokens, cursor->tokens, cursor->how)) continue;
    cursor->last = row;
    return row;
  }
  return GLOSS_NO_ROW;
}

/* The first row that is not removed from place `at` on, in either direction. */
static uint32_t skip_removed(const gloss_layer *layer, uint32_t at, int direction) {
  while (at < layer->count && layer->rows[layer->order[at]].removed) at += (uint32_t)direction; /* below 0 it wraps, and ends */
  return at < layer->count ? layer->order[at] : GLOSS_NO_ROW;
}

uint32_t gloss_layer_after(const gloss_layer *layer, uint32_t index) {
  return skip_removed(layer, first_from(layer, index), 1);
}

uint32_t gloss_layer_before(const gloss_layer *layer, uint32_t index) {
  for (uint32_t at = first_from(layer, index); at-- > 0;) {
    const gloss_annotation *annotation = &layer->rows[layer->order[at]];
    if (!annotation->removed && annotation->tokens.end <= index) return layer->order[at];
  }
  return GLOSS_NO_ROW;
}

uint32_t gloss_layer_next(const gloss_layer *layer, uint32_t row) {
  return skip_removed(layer, place_of(layer, layer->rows[row].tokens, row, layer->count) + 1, 1);
}

uint32_t gloss_layer_previous(const gloss_layer *layer, uint32_t row) {
  return skip_removed(layer, place_of(layer, layer->rows[row].tokens, row, layer->count) - 1, -1);
}
