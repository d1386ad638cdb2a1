#include <stdlib.h>

#include "bind/objects.h"

/* -- Facts */

static void make_text(lua_State *L, gloss_document *document) {
  gloss_push_slice(L, document->text);
}

/* The value with all tables in it as views. */
static void push_sealed(lua_State *L, gloss_value value) {
  luaL_checkstack(L, 8, "metadata nested too deep");
  if (value.kind != GLOSS_LIST && value.kind != GLOSS_MAP) {
    gloss_push_value(L, value);
    return;
  }
  lua_newtable(L);
  for (uint32_t i = 0; i < value.size; i++) {
    if (value.kind == GLOSS_MAP) gloss_push_slice(L, value.pairs[i].key);
    else lua_pushinteger(L, (lua_Integer)i + 1);
    push_sealed(L, value.kind == GLOSS_MAP ? value.pairs[i].value : value.items[i]);
    lua_rawset(L, -3);
  }
  gloss_seal(L, NULL);
}

static void make_meta(lua_State *L, gloss_document *document) {
  bool is_map = document->meta.kind == GLOSS_MAP;
  push_sealed(L, is_map ? document->meta : (gloss_value){.kind = GLOSS_MAP});
}

static void document_text(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)document, (void)place, (void)detail;
  gloss_push_kept(L, GLOSS_KEPT_TEXT, make_text);
}

static void document_meta(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)document, (void)place, (void)detail;
  gloss_push_kept(L, GLOSS_KEPT_META, make_meta);
}

enum { ID, SOURCE, TITLE, DATE, LANG };

static void document_fact(lua_State *L, gloss_document *document, gloss_place place, uint32_t which) {
  (void)place;
  const gloss_slice facts[] = {[ID] = document->id, [SOURCE] = document->source, [TITLE] = document->title,
                               [DATE] = document->date, [LANG] = document->lang};
  gloss_push_optional(L, facts[which]);
}

static void document_nothing(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)document, (void)place, (void)detail;
  lua_pushnil(L);
}

static void document_warnings(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)place, (void)detail;
  lua_createtable(L, (int)document->warning_count, 0);
  for (uint32_t i = 0; i < document->warning_count; i++) {
    gloss_push_slice(L, document->warnings[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static void set_slice(lua_State *L, const char *name, gloss_slice slice) {
  gloss_push_optional(L, slice);
  lua_setfield(L, -2, name);
}

static void document_errors(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)place, (void)detail;
  lua_createtable(L, (int)document->failure_count, 0);
  for (uint32_t i = 0; i < document->failure_count; i++) {
    const gloss_failure *failure = &document->failures[i];
    lua_createtable(L, 0, 4);
    set_slice(L, "script", failure->script);
    set_slice(L, "at", failure->at);
    set_slice(L, "message", failure->message);
    set_slice(L, "traceback", failure->traceback);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* -- Iterators */

static int next_block(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  uint32_t next = lua_isnoneornil(L, 2) ? 0 : gloss_place_first(gloss_check_kind(L, 2, GLOSS_BLOCK)) + 1;
  if (next < gloss_state_of(L)->document->block_count) gloss_push_place(L, gloss_place_of(GLOSS_BLOCK, next, 0));
  else lua_pushnil(L);
  return gloss_return_step(L);
}

/* document:blocks() -> iterator of block, first and last index */
static int document_blocks(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  lua_pushcfunction(L, next_block);
  lua_pushvalue(L, 1);
  return 2;
}

/* Steps through the list in the first upvalue; the second counts. */
static int next_name(lua_State *L) {
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(2)) + 1;
  lua_pushinteger(L, i);
  lua_replace(L, lua_upvalueindex(2));
  lua_rawgeti(L, lua_upvalueindex(1), i);
  return 1;
}

static int next_layer(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  return next_name(L);
}

/* The same for values: gives name and value, and skips what is gone. */
static int next_value(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  const gloss_document *document = gloss_state_of(L)->document;
  while (lua_settop(L, 1), next_name(L), !lua_isnil(L, -1)) {
    gloss_value value = gloss_document_value(document, gloss_name_at(L, -1));
    if (value.kind == GLOSS_NIL) continue;
    gloss_push_value(L, value);
    return 2;
  }
  return 1;
}

/* Turns the list on the top into an iterator over the document at index 1. */
static int walk_list(lua_State *L, lua_CFunction step) {
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, step, 2);
  lua_pushvalue(L, 1);
  return 2;
}

static bool may_read(const gloss_state *state, uint32_t layer) {
  return layer != GLOSS_NO_LAYER && state->layer_rights[layer] != 0;
}

/* document:layers() -> iterator of the names of the layers that the script may read */
static int document_layers(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  const gloss_state *state = gloss_state_of(L);
  lua_Integer count = 0;
  lua_newtable(L);
  for (uint32_t i = 0; i < gloss_schema_layer_count(state->schema); i++) {
    if (!may_read(state, i)) continue;
    gloss_push_slice(L, gloss_schema_layer(state->schema, i)->name);
    lua_rawseti(L, -2, ++count);
  }
  return walk_list(L, next_layer);
}

/* document:values() -> iterator of name, value: those that the script may read */
static int document_values(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  const gloss_state *state = gloss_state_of(L);
  const gloss_document *document = state->document;
  lua_Integer count = 0;
  lua_newtable(L);
  for (uint32_t i = 0; i < document->value_count; i++) {
    gloss_slice name = document->values[i].name;
    if (!state->reads_values && !may_read(state, gloss_schema_find_layer(state->schema, name))) continue;
    gloss_push_slice(L, name);
    lua_rawseti(L, -2, ++count);
  }
  return walk_list(L, next_value);
}

/* -- Methods */

/* The tokens of a place that is to be annotated. */
static gloss_span check_piece(lua_State *L, int index) {
  gloss_place place;
  if (!gloss_test_place(L, index, &place))
    luaL_error(L, "an annotation is laid over a place, or a list of places; this is a %s", gloss_type_name(L, index));
  gloss_span tokens = gloss_document_tokens(gloss_state_of(L)->document, place);
  if (gloss_span_size(tokens) == 0) luaL_error(L, "an empty %s cannot be annotated", gloss_type_name(L, index));
  return tokens;
}

static int compare_spans(const void *a, const void *b) {
  return gloss_span_compare(*(const gloss_span *)a, *(const gloss_span *)b);
}

/* The pieces in the list at `index`, in memory that the collector has. */
static gloss_span *check_pieces(lua_State *L, int index, uint32_t *count) {
  size_t size = gloss_check_list(L, index, "the places of an annotation");
  if (size == 0) luaL_error(L, "an annotation needs a place; this list has none");
  gloss_span *pieces = lua_newuserdatauv(L, size * sizeof *pieces, 0);
  for (size_t i = 0; i < size; i++) {
    lua_rawgeti(L, index, (lua_Integer)i + 1);
    pieces[i] = check_piece(L, lua_gettop(L));
    lua_pop(L, 1);
  }
  qsort(pieces, size, sizeof *pieces, compare_spans);
  for (size_t i = 1; i < size; i++)
    if (pieces[i].start < pieces[i - 1].end) luaL_error(L, "the pieces of an annotation overlap");
  *count = (uint32_t)size;
  return pieces;
}

/* document:annotate(layer, place | {place, …}, fields?) -> annotation */
static int document_annotate(lua_State *L) {
  lua_settop(L, 4);
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  uint32_t layer = gloss_check_layer(L, 2, GLOSS_MAY_WRITE), count = 1;
  if (lua_istable(L, 3)) {
    const gloss_span *pieces = check_pieces(L, 3, &count);
    gloss_annotate(L, layer, pieces, count, 4);
  } else {
    gloss_span piece = check_piece(L, 3);
    gloss_annotate(L, layer, &piece, 1, 4);
  }
  if (gloss_state_of(L)->environment->explain) gloss_note_origin(L, gloss_check_place(L, -1), 3);
  return 1;
}

/* document:set(name, value) */
static int document_set(lua_State *L) {
  lua_settop(L, 3);
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  gloss_check_value_name(L, 2, GLOSS_MAY_WRITE);
  gloss_document *document = gloss_state_of(L)->document;
  const char *what = lua_pushfstring(L, "value \"%s\"", lua_tostring(L, 2));
  gloss_value value = {.kind = GLOSS_NIL};
  if (!lua_isnil(L, 3)) value = gloss_to_value(L, 3, &document->arena, false, what);
  size_t kept = gloss_document_undo_size(document);
  gloss_document_set_value(document, gloss_name_at(L, 2), value);
  gloss_charge_undo(L, kept);
  return 0;
}

/* document:get(name) -> value, or nil */
static int document_get(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  gloss_check_value_name(L, 2, GLOSS_MAY_READ);
  gloss_push_value(L, gloss_document_value(gloss_state_of(L)->document, gloss_name_at(L, 2)));
  return 1;
}

/* document:span(first, last) -> span of the tokens that these bytes touch */
static int document_span(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  gloss_document *document = gloss_state_of(L)->document;
  lua_Integer size = (lua_Integer)document->text.size, first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
  luaL_argcheck(L, first >= 1 && first <= size + 1, 2, "outside the text");
  luaL_argcheck(L, last >= first - 1 && last <= size, 3, "outside the text, or before the first byte");
  gloss_span bytes = {(uint32_t)(first - 1), (uint32_t)last};
  gloss_push_span(L, document, gloss_document_tokens_touching(document, bytes));
  return 1;
}

/* document:warn(message) */
static int document_warn(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_DOCUMENT);
  gloss_slice message = gloss_check_slice(L, 2);
  gloss_check_text(L, message, "a warning");
  gloss_state_charge(L, message.size + 3 * sizeof message); /* its copy is rounded up, and the list of them doubles */
  gloss_document_warn(gloss_state_of(L)->document, message);
  return 0;
}

const gloss_member gloss_document_members[] = {
  {"text", .field = document_text},
  {"id", .field = document_fact, .detail = ID},
  {"source", .field = document_fact, .detail = SOURCE},
  {"title", .field = document_fact, .detail = TITLE},
  {"date", .field = document_fact, .detail = DATE},
  {"lang", .field = document_fact, .detail = LANG},
  {"meta", .field = document_meta},
  {"errors", .field = document_errors},
  {"warnings", .field = document_warnings},
  {"block", .field = document_nothing},
  {"sentence", .field = document_nothing},
  {"blocks", .method = document_blocks},
  {"layers", .method = document_layers},
  {"values", .method = document_values},
  {"annotate", .method = document_annotate},
  {"set", .method = document_set},
  {"get", .method = document_get},
  {"span", .method = document_span},
  {"warn", .method = document_warn},
  {NULL, .detail = 0},
};
