/* What all places have to do with layers. */
#include <stdlib.h>

#include "bind/objects.h"

/* -- What a script may do */

static gloss_slice layer_name(const gloss_state *state, uint32_t layer) {
  return gloss_schema_layer(state->schema, layer)->name;
}

static int raise_unknown_layer(lua_State *L, int index, const char *noun) {
  const gloss_state *state = gloss_state_of(L);
  gloss_nearest nearest = {.word = gloss_name_at(L, index)};
  for (uint32_t i = 0; i < gloss_schema_layer_count(state->schema); i++) gloss_nearest_offer(&nearest, layer_name(state, i));
  char hint[128];
  return luaL_error(L, "no %s \"%s\"%s", noun, gloss_show_name(L, index), gloss_nearest_hint(&nearest, hint));
}

static uint32_t check_right(lua_State *L, int index, unsigned right, const char *noun) {
  const gloss_state *state = gloss_state_of(L);
  uint32_t layer = gloss_schema_find_layer(state->schema, gloss_check_slice(L, index));
  if (layer == GLOSS_NO_LAYER) raise_unknown_layer(L, index, noun);
  if (state->layer_rights[layer] & (right | GLOSS_MAY_WRITE)) return layer;
  const char *name = gloss_show_name(L, index), *table = right == GLOSS_MAY_READ ? "requires" : "provides";
  luaL_error(L, "%s \"%s\" is not in %s; add it: %s = { \"%s\" }", noun, name, table, table, name);
  return layer;
}

uint32_t gloss_check_layer(lua_State *L, int index, unsigned right) {
  return check_right(L, index, right, "layer");
}

void gloss_check_value_name(lua_State *L, int index, unsigned right) {
  if (right != GLOSS_MAY_READ || !gloss_state_of(L)->reads_values) check_right(L, index, right, "value");
  else gloss_check_slice(L, index);
}

static const char *const hows[] = {[GLOSS_OVERLAPS] = "overlaps", [GLOSS_INSIDE] = "inside", [GLOSS_COVERING] = "covering", NULL};

static gloss_how check_how(lua_State *L, int index) {
  if (lua_isnoneornil(L, index)) return GLOSS_OVERLAPS;
  gloss_slice how = gloss_check_slice(L, index);
  for (int i = 0; hows[i]; i++)
    if (gloss_slice_is(how, hows[i])) return (gloss_how)i;
  gloss_raise_unknown(L, "way to lie", gloss_show_name(L, index), hows);
  return GLOSS_OVERLAPS;
}

static int push_row(lua_State *L, uint32_t layer, uint32_t row) {
  if (row == GLOSS_NO_ROW) lua_pushnil(L);
  else gloss_push_place(L, gloss_place_of(GLOSS_ANNOTATION, row, layer));
  return 1;
}

/* -- Walking a layer */

typedef struct walk {
  gloss_layer_cursor cursor;
  uint32_t layer;
  uint32_t generation;
} walk;

static int next_annotation(lua_State *L) {
  walk *at = lua_touserdata(L, lua_upvalueindex(1));
  gloss_check_open(L, at->generation, "annotations");
  push_row(L, at->layer, gloss_layer_step(&at->cursor));
  return gloss_return_step(L);
}

/* place:annotations(layer, how = "overlaps") -> iterator of annotation, first and last index */
static int place_annotations(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  uint32_t layer = gloss_check_layer(L, 2, GLOSS_MAY_READ);
  gloss_how how = check_how(L, 3);
  const gloss_state *state = gloss_state_of(L);
  walk *at = lua_newuserdatauv(L, sizeof *at, 0);
  at->cursor = gloss_layer_walk(&state->document->layers[layer], gloss_document_tokens(state->document, place), how);
  at->layer = layer;
  at->generation = state->generation;
  lua_pushcclosure(L, next_annotation, 1);
  return 1;
}

/* place:annotation(layer, how = "overlaps") -> the first annotation, or nil */
static int place_annotation(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  uint32_t layer = gloss_check_layer(L, 2, GLOSS_MAY_READ);
  gloss_how how = check_how(L, 3);
  const gloss_document *document = gloss_state_of(L)->document;
  gloss_layer_cursor cursor = gloss_layer_walk(&document->layers[layer], gloss_document_tokens(document, place), how);
  return push_row(L, layer, gloss_layer_step(&cursor));
}

/* -- Neighbours */

/* The next thing of the kind of the place: `step` is 1 forward and -1 back. */
static int push_neighbour(lua_State *L, const gloss_document *document, gloss_place place, int step) {
  gloss_place_kind kind = gloss_place_kind_of(place);
  gloss_span tokens = gloss_document_tokens(document, place);
  uint32_t next = gloss_place_first(place) + (uint32_t)step, count = document->token_count; /* before 0 it wraps, and is none */
  if (kind == GLOSS_DOCUMENT) count = 0;
  else if (kind == GLOSS_BLOCK) count = document->block_count;
  else if (kind == GLOSS_SENTENCE) count = document->sentence_count;
  else kind = GLOSS_TOKEN, next = step > 0 ? tokens.end : tokens.start - 1;
  if (next < count) gloss_push_place(L, gloss_place_of(kind, next, 0));
  else lua_pushnil(L);
  return 1;
}

static int push_next_annotation(lua_State *L, const gloss_document *document, gloss_place annotation, int step) {
  uint32_t layer = gloss_place_length(annotation), row = gloss_place_first(annotation);
  const gloss_layer *of = &document->layers[layer];
  return push_row(L, layer, step > 0 ? gloss_layer_next(of, row) : gloss_layer_previous(of, row));
}

static int push_nearest(lua_State *L, int step) {
  gloss_place place = gloss_check_place(L, 1);
  const gloss_document *document = gloss_state_of(L)->document;
  if (lua_isnoneornil(L, 2)) {
    if (gloss_place_kind_of(place) == GLOSS_ANNOTATION) return push_next_annotation(L, document, place, step);
    return push_neighbour(L, document, place, step);
  }
  uint32_t layer = gloss_check_layer(L, 2, GLOSS_MAY_READ);
  gloss_span tokens = gloss_document_tokens(document, place);
  const gloss_layer *of = &document->layers[layer];
  return push_row(L, layer, step > 0 ? gloss_layer_after(of, tokens.end) : gloss_layer_before(of, tokens.start));
}

/* place:next(layer?) -> the nearest annotation that begins after it; without a layer the next of its kind, or token; or nil */
static int place_next(lua_State *L) {
  return push_nearest(L, 1);
}

/* place:prev(layer?) -> the nearest annotation that ends before it; without a layer the one of its kind, or token; or nil */
static int place_prev(lua_State *L) {
  return push_nearest(L, -1);
}

/* -- Pieces: the text of a place, split where annotations begin and end */

typedef struct mark { /* a piece of an annotation */
  gloss_span bytes;
  gloss_place annotation;
} mark;

typedef struct pieces {
  gloss_span bytes; /* what is still to give */
  uint32_t generation;
  uint32_t next, count;   /* marks that have not begun yet */
  uint32_t active_count;  /* the first of the marks: those that cover bytes.start */
  mark marks[];           /* sorted; those that have begun and not ended move to the front */
} pieces;

/* Writes the marks of a layer that share text with the place, when `to` is not NULL; returns how many. */
static uint32_t collect_marks(const gloss_document *document, uint32_t layer, gloss_place place, gloss_span bytes, mark *to) {
  uint32_t count = 0;
  gloss_layer_cursor cursor = gloss_layer_walk(&document->layers[layer], gloss_document_tokens(document, place), GLOSS_OVERLAPS);
  for (uint32_t row; (row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW;) {
    const gloss_annotation *annotation = &document->layers[layer].rows[row];
    uint32_t spans = annotation->piece_count ? annotation->piece_count : 1;
    for (uint32_t i = 0; i < spans; i++) {
      gloss_span span = gloss_document_bytes_of(document, annotation->piece_count ? annotation->pieces[i] : annotation->tokens);
      if (!gloss_span_overlaps(span, bytes)) continue;
      if (to) to[count] = (mark){span, gloss_place_of(GLOSS_ANNOTATION, row, layer)};
      count++;
    }
  }
  return count;
}

static int compare_marks(const void *a, const void *b) {
  const mark *x = a, *y = b;
  int order = gloss_span_compare(x->bytes, y->bytes);
  if (order) return order;
  return x->annotation < y->annotation ? -1 : x->annotation > y->annotation;
}

/* Lets marks end and begin at the start of what is to give; returns where the next one does either. */
static uint32_t turn(pieces *at) {
  uint32_t start = at->bytes.start, end = at->bytes.end, kept = 0;
  for (uint32_t i = 0; i < at->active_count; i++)
    if (at->marks[i].bytes.end > start) at->marks[kept++] = at->marks[i];
  while (at->next < at->count && at->marks[at->next].bytes.start <= start) at->marks[kept++] = at->marks[at->next++];
  at->active_count = kept;
  for (uint32_t i = 0; i < kept; i++)
    if (at->marks[i].bytes.end < end) end = at->marks[i].bytes.end;
  if (at->next < at->count && at->marks[at->next].bytes.start < end) end = at->marks[at->next].bytes.start;
  return end;
}

/* Pushes the list of the annotations that cover the piece; those that were removed meanwhile are left out. */
static void push_marked(lua_State *L, const gloss_document *document, const pieces *at) {
  lua_Integer count = 0;
  lua_createtable(L, (int)at->active_count, 0);
  for (uint32_t i = 0; i < at->active_count; i++) {
    if (gloss_is_removed(document, at->marks[i].annotation)) continue;
    gloss_push_place(L, at->marks[i].annotation);
    lua_rawseti(L, -2, ++count);
  }
}

static int next_piece(lua_State *L) {
  pieces *at = lua_touserdata(L, lua_upvalueindex(1));
  const gloss_document *document = gloss_check_open(L, at->generation, "pieces");
  if (at->bytes.start == at->bytes.end) return lua_pushnil(L), 1;
  uint32_t end = turn(at);
  gloss_push_slice(L, gloss_document_slice(document, (gloss_span){at->bytes.start, end}));
  push_marked(L, document, at);
  at->bytes.start = end;
  return 2;
}

/* place:pieces(layer, …) -> iterator of text, {annotation, …}: all of its text, split where one of them begins or ends */
static int place_pieces(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  int last = lua_gettop(L);
  gloss_document *document = gloss_state_of(L)->document;
  gloss_span bytes = gloss_document_bytes(document, place);
  size_t count = 0;
  for (int i = 2; i <= last; i++) count += collect_marks(document, gloss_check_layer(L, i, GLOSS_MAY_READ), place, bytes, NULL);
  pieces *at = lua_newuserdatauv(L, sizeof *at + count * sizeof *at->marks, 0);
  *at = (pieces){.bytes = bytes, .generation = gloss_state_of(L)->generation};
  for (int i = 2; i <= last; i++)
    at->count += collect_marks(document, gloss_check_layer(L, i, GLOSS_MAY_READ), place, bytes, at->marks + at->count);
  qsort(at->marks, at->count, sizeof *at->marks, compare_marks);
  lua_pushcclosure(L, next_piece, 1);
  return 1;
}

const gloss_member gloss_layer_members[] = {
  {"annotations", .method = place_annotations},
  {"annotation", .method = place_annotation},
  {"next", .method = place_next},
  {"prev", .method = place_prev},
  {"pieces", .method = place_pieces},
  {NULL, .detail = 0},
};
