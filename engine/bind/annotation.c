#include <stdlib.h>

#include "bind/objects.h"

enum { FEW_FIELDS = 8 }; /* whose values need no memory of the collector's while they are checked */

static const gloss_annotation *row_of(const gloss_document *document, gloss_place annotation) {
  return &document->layers[gloss_place_length(annotation)].rows[gloss_place_first(annotation)];
}

static const gloss_layer_schema *layer_of(const gloss_document *document, gloss_place annotation) {
  return document->layers[gloss_place_length(annotation)].schema;
}

/* -- Facts */

static void annotation_id(lua_State *L, gloss_document *document, gloss_place annotation, uint32_t detail) {
  (void)detail;
  gloss_push_slice(L, layer_of(document, annotation)->name);
  lua_pushfstring(L, "%s:%I", lua_tostring(L, -1), (lua_Integer)gloss_place_first(annotation) + 1);
}

static void annotation_layer(lua_State *L, gloss_document *document, gloss_place annotation, uint32_t detail) {
  (void)detail;
  gloss_push_slice(L, layer_of(document, annotation)->name);
}

static void annotation_type(lua_State *L, gloss_document *document, gloss_place annotation, uint32_t detail) {
  (void)detail;
  uint32_t type = row_of(document, annotation)->type;
  if (type == GLOSS_UNKNOWN) lua_pushnil(L);
  else gloss_push_word(L, document, type, GLOSS_FORM_TEXT);
}

static void annotation_script(lua_State *L, gloss_document *document, gloss_place annotation, uint32_t detail) {
  (void)detail;
  gloss_push_slice(L, gloss_schema_script(document->schema, row_of(document, annotation)->script));
}

static void annotation_spans(lua_State *L, gloss_document *document, gloss_place annotation, uint32_t detail) {
  (void)detail;
  gloss_annotation row = *row_of(document, annotation);
  uint32_t count = row.piece_count ? row.piece_count : 1;
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    gloss_push_span(L, document, row.piece_count ? row.pieces[i] : row.tokens);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* -- Fields */

int gloss_raise_unknown_field(lua_State *L, int index, const gloss_layer_schema *layer, gloss_nearest *nearest) {
  for (uint32_t i = 0; i < layer->field_count; i++) gloss_nearest_offer(nearest, layer->fields[i].name);
  char hint[128];
  luaL_Buffer known;
  luaL_buffinit(L, &known);
  luaL_addstring(&known, gloss_nearest_hint(nearest, hint));
  if (nearest->best.data == NULL) luaL_addstring(&known, layer->field_count ? "; it has: " : "; it has none");
  for (uint32_t i = 0; nearest->best.data == NULL && i < layer->field_count; i++) {
    if (i > 0) luaL_addstring(&known, ", ");
    luaL_addlstring(&known, layer->fields[i].name.data, layer->fields[i].name.size);
  }
  luaL_pushresult(&known);
  const char *text = lua_tostring(L, -1), *name = gloss_show_name(L, index);
  gloss_push_slice(L, layer->name);
  return luaL_error(L, "no field \"%s\" in layer \"%s\"%s", name, lua_tostring(L, -1), text);
}

/* The number of the first item of a list that is itself a list or a table, or 0. */
static uint32_t find_nested(gloss_value value) {
  for (uint32_t i = 0; value.kind == GLOSS_LIST && i < value.size; i++)
    if (value.items[i].kind == GLOSS_LIST || value.items[i].kind == GLOSS_MAP) return i + 1;
  return 0;
}

/* The value at `index` for a field, checked, in the document's arena. */
static gloss_value check_field(lua_State *L, int index, const gloss_field *field) {
  if (lua_isnil(L, index)) return (gloss_value){.kind = GLOSS_NIL};
  gloss_value value = gloss_to_value(L, index, &gloss_state_of(L)->document->arena, true, field->title);
  if (!gloss_field_takes(field->type, value))
    luaL_error(L, "%s is a %s, not a %s", field->title, gloss_field_type_name(field->type), gloss_type_name(L, index));
  uint32_t nested = find_nested(value);
  if (nested) luaL_error(L, "%s is a list of strings, numbers, booleans or places; item %d is a table", field->title, (int)nested);
  return value;
}

static uint32_t check_type(lua_State *L, int index) {
  if (lua_isnil(L, index)) return GLOSS_UNKNOWN;
  if (lua_type(L, index) != LUA_TSTRING)
    luaL_error(L, "the type of an annotation is a string, not a %s", gloss_type_name(L, index));
  gloss_slice type = gloss_name_at(L, index);
  if (type.size > GLOSS_TOKEN_SIZE_MAX) luaL_error(L, "the type of an annotation is a word; this one has %d bytes", (int)type.size);
  gloss_check_text(L, type, "the type of an annotation");
  gloss_vocabulary *vocabulary = gloss_state_of(L)->document->vocabulary;
  uint32_t word = gloss_vocabulary_find(vocabulary, type);
  if (word != GLOSS_UNKNOWN) return word;
  gloss_state_charge(L, 2 * (type.size + sizeof(gloss_word))); /* its folded form is a word, too */
  return gloss_vocabulary_intern(vocabulary, type);
}

/* The field that the key at `index` names; the number after the last is that of `type`. Or GLOSS_NO_FIELD. */
static uint32_t field_of_key(lua_State *L, int index, uint32_t layer, const gloss_layer_schema *schema) {
  if (lua_type(L, index) != LUA_TSTRING) return GLOSS_NO_FIELD;
  uint32_t field = gloss_field_at(L, index, layer);
  return field == GLOSS_NO_FIELD && gloss_slice_is(gloss_name_at(L, index), "type") ? schema->field_count : field;
}

/* Of several names that are not known the first in order is named, so that the message is the same in every run. */
static void raise_first_unknown(lua_State *L, int fields, uint32_t layer, const gloss_layer_schema *schema) {
  lua_Integer count = gloss_push_keys(L, fields);
  for (lua_Integer i = 1; i <= count; i++) {
    int type = lua_rawgeti(L, -1, i), top = lua_gettop(L);
    gloss_nearest nearest = {0};
    if (type != LUA_TSTRING) luaL_error(L, "the fields of an annotation have names, not a %s", gloss_type_name(L, top));
    nearest.word = gloss_name_at(L, top);
    if (field_of_key(L, top, layer, schema) == GLOSS_NO_FIELD) gloss_raise_unknown_field(L, top, schema, &nearest);
    lua_pop(L, 1);
  }
}

/* Pushes what the table says of each field of the layer and, last, of the type; nil for what it does not say. */
static void push_fields(lua_State *L, int fields, uint32_t layer, const gloss_layer_schema *schema) {
  int first = lua_gettop(L) + 1;
  gloss_check_plain(L, fields, "the fields of an annotation");
  luaL_checkstack(L, (int)schema->field_count + 8, "too many fields");
  lua_settop(L, first + (int)schema->field_count);
  for (lua_pushnil(L); lua_next(L, fields); lua_pop(L, 1)) {
    uint32_t field = field_of_key(L, -2, layer, schema);
    if (field == GLOSS_NO_FIELD) raise_first_unknown(L, fields, layer, schema);
    lua_copy(L, -1, first + (int)field);
  }
}

static void charge_row(lua_State *L, const gloss_layer *layer, uint32_t piece_count) {
  if (layer->count > GLOSS_FIRST_MAX) luaL_error(L, "more annotations than a layer holds");
  gloss_state_charge(L, sizeof(gloss_annotation) + 2 * sizeof(uint32_t) + layer->schema->field_count * sizeof(gloss_value) +
                          (piece_count > 1 ? piece_count * sizeof(gloss_span) : 0));
}

int gloss_annotate(lua_State *L, uint32_t layer, const gloss_span *pieces, uint32_t piece_count, int fields) {
  gloss_document *document = gloss_state_of(L)->document;
  const gloss_layer_schema *schema = document->layers[layer].schema;
  uint32_t type = GLOSS_UNKNOWN, count = lua_isnoneornil(L, fields) ? 0 : schema->field_count;
  gloss_value few[FEW_FIELDS], *values = count <= FEW_FIELDS ? few : lua_newuserdatauv(L, count * sizeof *values, 0);
  if (!lua_isnoneornil(L, fields)) {
    int first = lua_gettop(L) + 1;
    luaL_checktype(L, fields, LUA_TTABLE);
    push_fields(L, fields, layer, schema);
    type = check_type(L, first + (int)count);
    for (uint32_t i = 0; i < count; i++) values[i] = check_field(L, first + (int)i, &schema->fields[i]);
  }
  charge_row(L, &document->layers[layer], piece_count);
  uint32_t row = gloss_document_annotate(document, layer, pieces, piece_count, type);
  for (uint32_t i = 0; i < count; i++)
    if (values[i].kind != GLOSS_NIL) gloss_document_set_field(document, layer, row, i, values[i]);
  gloss_push_place(L, gloss_place_of(GLOSS_ANNOTATION, row, layer));
  return 1;
}

void gloss_charge_undo(lua_State *L, size_t before) {
  size_t after = gloss_document_undo_size(gloss_state_of(L)->document);
  if (after > before) gloss_state_charge(L, after - before);
}

static void check_may_write(lua_State *L, gloss_place annotation) {
  const gloss_state *state = gloss_state_of(L);
  if (state->layer_rights[gloss_place_length(annotation)] & GLOSS_MAY_WRITE) return;
  gloss_push_slice(L, layer_of(state->document, annotation)->name);
  const char *name = lua_tostring(L, -1);
  luaL_error(L, "an annotation of layer \"%s\" cannot be changed here: \"%s\" is not in provides", name, name);
}

int gloss_annotation_assign(lua_State *L, gloss_place annotation) {
  check_may_write(L, annotation);
  gloss_document *document = gloss_state_of(L)->document;
  const gloss_layer_schema *schema = layer_of(document, annotation);
  uint32_t layer = gloss_place_length(annotation), row = gloss_place_first(annotation);
  if (lua_type(L, 2) != LUA_TSTRING)
    return luaL_error(L, "the fields of an annotation have names, not a %s", gloss_type_name(L, 2));
  gloss_slice name = gloss_name_at(L, 2);
  uint32_t field = gloss_layer_find_field(schema, name);
  size_t kept = gloss_document_undo_size(document);
  if (field != GLOSS_NO_FIELD) {
    gloss_document_set_field(document, layer, row, field, check_field(L, 3, &schema->fields[field]));
  } else if (gloss_slice_is(name, "type")) {
    gloss_document_set_type(document, layer, row, check_type(L, 3));
  } else if (gloss_is_place_name(name)) {
    return luaL_error(L, "the %s of an annotation cannot be changed", gloss_show_name(L, 2));
  } else {
    gloss_nearest nearest = {.word = name};
    return gloss_raise_unknown_field(L, 2, schema, &nearest);
  }
  gloss_charge_undo(L, kept);
  return 0;
}

/* -- Methods */

/* The field that is set after the one whose name stands at `index`, nil at the start. */
static uint32_t next_field(lua_State *L, const gloss_document *document, gloss_place annotation, int index) {
  const gloss_layer_schema *schema = layer_of(document, annotation);
  uint32_t layer = gloss_place_length(annotation), row = gloss_place_first(annotation), field = 0;
  if (!lua_isnoneornil(L, index)) field = gloss_layer_find_field(schema, gloss_check_slice(L, index)) + 1; /* of none: 0 */
  for (; field < schema->field_count; field++)
    if (gloss_document_field(document, layer, row, field).kind != GLOSS_NIL) return field;
  return GLOSS_NO_FIELD;
}

static int step_fields(lua_State *L) {
  gloss_place annotation = gloss_check_kind(L, 1, GLOSS_ANNOTATION);
  const gloss_document *document = gloss_state_of(L)->document;
  uint32_t field = next_field(L, document, annotation, 2);
  if (field == GLOSS_NO_FIELD) return lua_pushnil(L), 1;
  gloss_push_slice(L, layer_of(document, annotation)->fields[field].name);
  gloss_push_value(L, gloss_document_field(document, gloss_place_length(annotation), gloss_place_first(annotation), field));
  return 2;
}

/* annotation:fields() -> iterator of name, value: those that are set, by name */
static int annotation_fields(lua_State *L) {
  gloss_check_kind(L, 1, GLOSS_ANNOTATION);
  lua_pushcfunction(L, step_fields);
  lua_pushvalue(L, 1);
  return 2;
}

/* annotation:remove() */
static int annotation_remove(lua_State *L) {
  gloss_place annotation = gloss_check_kind(L, 1, GLOSS_ANNOTATION);
  check_may_write(L, annotation);
  size_t kept = gloss_document_undo_size(gloss_state_of(L)->document);
  gloss_document_remove(gloss_state_of(L)->document, gloss_place_length(annotation), gloss_place_first(annotation));
  gloss_charge_undo(L, kept);
  return 0;
}

const gloss_member gloss_annotation_members[] = {
  {"id", .field = annotation_id},
  {"layer", .field = annotation_layer},
  {"type", .field = annotation_type},
  {"script", .field = annotation_script},
  {"spans", .field = annotation_spans},
  {"fields", .method = annotation_fields},
  {"remove", .method = annotation_remove},
  {NULL, .detail = 0},
};
