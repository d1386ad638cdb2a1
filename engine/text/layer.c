#include "text/layer.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/room.h"

bool gloss_field_takes(gloss_field_type type, gloss_value value) {
  switch (type) {
    case GLOSS_FIELD_STRING: return value.kind == GLOSS_STRING;
    case GLOSS_FIELD_NUMBER: return value.kind == GLOSS_INTEGER || value.kind == GLOSS_NUMBER;
    case GLOSS_FIELD_BOOLEAN: return value.kind == GLOSS_BOOLEAN;
    case GLOSS_FIELD_PLACE: return value.kind == GLOSS_PLACE;
    case GLOSS_FIELD_LIST: return value.kind == GLOSS_LIST;
  }
  return false;
}

/* What stands at a place in order. */
static gloss_ordered *at(const gloss_layer *layer, uint32_t place) {
  return &layer->order[place < layer->gap ? place : place + (layer->order_capacity - layer->count)];
}

/* The first place in order whose annotation begins at token `index` or later. */
static uint32_t first_from(const gloss_layer *layer, uint32_t index) {
  uint32_t low = 0, high = layer->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (at(layer, middle)->start < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* The first place in order up to which something ends at `end` or later: what lies before it ends too early. */
static uint32_t first_reaching(const gloss_layer *layer, uint32_t end) {
  uint32_t low = 0, high = layer->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (at(layer, middle)->reach < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Does row `a` come before row `b`? */
static bool precedes(const gloss_layer *layer, uint32_t a, uint32_t b) {
  int order = gloss_span_compare(layer->rows[a].tokens, layer->rows[b].tokens);
  return order ? order < 0 : a < b;
}

/* Where in order the row is, or would be. */
static uint32_t place_of(const gloss_layer *layer, uint32_t row) {
  uint32_t low = 0, high = layer->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (precedes(layer, at(layer, middle)->row, row)) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void move_gap(gloss_layer *layer, uint32_t place) {
  gloss_ordered *gap = layer->order + layer->gap;
  uint32_t size = layer->order_capacity - layer->count;
  if (place < layer->gap) memmove(layer->order + place + size, layer->order + place, (layer->gap - place) * sizeof *gap);
  else if (place > layer->gap) memmove(gap, gap + size, (place - layer->gap) * sizeof *gap);
  layer->gap = place;
}

/* The reach of what stands at the place, which ends at `end`; it grows for those after, until one reached further before. */
static void extend_reach(gloss_layer *layer, uint32_t place, uint32_t end) {
  uint32_t before = place > 0 ? at(layer, place - 1)->reach : 0;
  at(layer, place)->reach = before > end ? before : end;
  while (++place < layer->count && at(layer, place)->reach < end) at(layer, place)->reach = end;
}

/* Puts a row where it belongs. Most come in order, at the end. */
static void insert(gloss_layer *layer, uint32_t row) {
  gloss_span tokens = layer->rows[row].tokens;
  uint32_t place = layer->count;
  if (place > 0 && !precedes(layer, at(layer, place - 1)->row, row)) {
    place = place_of(layer, row);
    layer->shifts++;
  }
  if (layer->count == layer->order_capacity) layer->gap = layer->count; /* the gap is empty: what is added after becomes it */
  layer->order = gloss_grow(layer->order, &layer->order_capacity, layer->count + 1u, sizeof *layer->order);
  move_gap(layer, place);
  layer->order[layer->gap++] = (gloss_ordered){.row = row, .start = tokens.start};
  layer->count++;
  extend_reach(layer, place, tokens.end);
}

uint32_t gloss_layer_add(gloss_layer *layer, gloss_annotation annotation) {
  uint32_t fields = layer->schema->field_count, row = layer->count;
  layer->edits++;
  layer->rows = gloss_grow(layer->rows, &layer->row_capacity, row + 1u, sizeof *layer->rows);
  layer->values = gloss_grow(layer->values, &layer->value_capacity, ((size_t)row + 1) * fields, sizeof *layer->values);
  layer->rows[row] = annotation;
  for (uint32_t i = 0; i < fields; i++) layer->values[(size_t)row * fields + i] = (gloss_value){.kind = GLOSS_NIL};
  insert(layer, row);
  return row;
}

void gloss_layer_truncate(gloss_layer *layer, uint32_t count) {
  if (layer->count == count) return;
  move_gap(layer, layer->count);
  uint32_t kept = 0, reach = 0;
  for (uint32_t i = 0; i < layer->count; i++) {
    gloss_ordered one = layer->order[i];
    if (one.row >= count) continue;
    uint32_t end = layer->rows[one.row].tokens.end;
    if (end > reach) reach = end;
    layer->order[kept++] = (gloss_ordered){one.row, one.start, reach};
  }
  layer->count = layer->gap = count;
  if (layer->origin_count > count) layer->origin_count = count;
  layer->shifts++;
  layer->edits++;
}

void gloss_layer_clear(gloss_layer *layer) {
  layer->edits = 0;
  layer->count = layer->gap = layer->origin_count = 0;
  layer->rows = gloss_shrink(layer->rows, &layer->row_capacity, sizeof *layer->rows);
  layer->values = gloss_shrink(layer->values, &layer->value_capacity, sizeof *layer->values);
  layer->order = gloss_shrink(layer->order, &layer->order_capacity, sizeof *layer->order);
  layer->origins = gloss_shrink(layer->origins, &layer->origin_capacity, sizeof *layer->origins);
}

void gloss_layer_free(gloss_layer *layer) {
  free(layer->rows);
  free(layer->values);
  free(layer->order);
  free(layer->origins);
}

static uint32_t start_of_walk(const gloss_layer *layer, gloss_span tokens, gloss_how how) {
  if (how == GLOSS_INSIDE) return first_from(layer, tokens.start);
  return first_reaching(layer, how == GLOSS_COVERING ? tokens.end : tokens.start + 1);
}

/* May what begins here, and all after it, be left out? */
static bool is_beyond(uint32_t start, gloss_span tokens, gloss_how how) {
  switch (how) {
    case GLOSS_INSIDE: return start > tokens.end; /* an empty one may stand at the end */
    case GLOSS_COVERING: return start > tokens.start;
    default: return start >= tokens.end;
  }
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
  else cursor->next = place_of(layer, cursor->last) + 1;
  cursor->shifts = layer->shifts;
}

uint32_t gloss_layer_step(gloss_layer_cursor *cursor) {
  const gloss_layer *layer = cursor->layer;
  if (cursor->shifts != layer->shifts) find_again(cursor);
  while (cursor->next < layer->count) {
    const gloss_ordered *ordered = at(layer, cursor->next);
    if (is_beyond(ordered->start, cursor->tokens, cursor->how)) break;
    cursor->next++;
    uint32_t row = ordered->row;
    const gloss_annotation *annotation = &layer->rows[row];
    if (row >= cursor->limit || annotation->removed || !lies_so(annotation->tokens, cursor->tokens, cursor->how)) continue;
    cursor->last = row;
    return row;
  }
  return GLOSS_NO_ROW;
}

/* The first row that is not removed from this place in order on, in either direction. */
static uint32_t skip_removed(const gloss_layer *layer, uint32_t place, int direction) {
  for (; place < layer->count; place += (uint32_t)direction) { /* below 0 it wraps, and ends */
    uint32_t row = at(layer, place)->row;
    if (!layer->rows[row].removed) return row;
  }
  return GLOSS_NO_ROW;
}

uint32_t gloss_layer_after(const gloss_layer *layer, uint32_t index) {
  return skip_removed(layer, first_from(layer, index), 1);
}

uint32_t gloss_layer_before(const gloss_layer *layer, uint32_t index) {
  for (uint32_t place = first_from(layer, index); place-- > 0;) {
    uint32_t row = at(layer, place)->row;
    if (!layer->rows[row].removed && layer->rows[row].tokens.end <= index) return row;
  }
  return GLOSS_NO_ROW;
}

uint32_t gloss_layer_next(const gloss_layer *layer, uint32_t row) {
  return skip_removed(layer, place_of(layer, row) + 1, 1);
}

uint32_t gloss_layer_previous(const gloss_layer *layer, uint32_t row) {
  return skip_removed(layer, place_of(layer, row) - 1, -1);
}
