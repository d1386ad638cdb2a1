#include "bind/objects.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/nearest.h"

enum {
  NO_NAME = 0,         /* names are numbered from 1 */
  CACHED_WORDS = 32768 /* the first 33 thousand distinct words are 97 % of what texts say */
};

/* A name that objects have. Lua keeps a short string once, so its address says which name it is; the registry holds it fast. */
typedef struct key {
  const void *string; /* NULL: free */
  uint32_t name;
} key;

struct gloss_objects {
  key *keys; /* hashed by address, a power of two of them, a quarter full at most */
  uint32_t key_mask;
  uint32_t name_count; /* and one more: how long a row of the next two is */
  const gloss_member **members; /* of each kind, by name; NULL: it has none */
  uint32_t *fields;             /* of each layer, by name */

  const gloss_vocabulary *vocabulary; /* whose words the table of strings has */
  uint32_t cached_words[GLOSS_FORMS];
  uint32_t kept_generation; /* the document that what is kept belongs to */
  int kept[GLOSS_KEPT_COUNT];
  uint32_t spans_generation; /* and the spans noted */
  gloss_span *spans;
  uint32_t span_count, span_capacity;
  gloss_matcher *matcher; /* its own, while a script's table is being read */
};

/* -- Kinds and their members */

static const gloss_members kinds[GLOSS_PLACE_KINDS] = {
  [GLOSS_DOCUMENT] = {gloss_place_members, gloss_layer_members, gloss_document_members},
  [GLOSS_BLOCK] = {gloss_place_members, gloss_layer_members, gloss_block_members},
  [GLOSS_SENTENCE] = {gloss_place_members, gloss_layer_members},
  [GLOSS_TOKEN] = {gloss_place_members, gloss_layer_members, gloss_token_members},
  [GLOSS_SPAN] = {gloss_place_members, gloss_layer_members},
  [GLOSS_LONG_SPAN] = {gloss_place_members, gloss_layer_members},
  [GLOSS_ANNOTATION] = {gloss_place_members, gloss_layer_members, gloss_annotation_members},
  [GLOSS_MATCH] = {gloss_place_members, gloss_layer_members, gloss_match_members},
  [GLOSS_LINK] = {gloss_place_members, gloss_layer_members, gloss_link_members},
};

const gloss_members *gloss_members_of(gloss_place_kind kind) {
  return &kinds[kind];
}

bool gloss_is_place_name(gloss_slice name) {
  const gloss_members *tables = gloss_members_of(GLOSS_ANNOTATION);
  for (const gloss_member *const *table = *tables; *table; table++)
    for (const gloss_member *member = *table; member->name; member++)
      if (gloss_slice_is(name, member->name)) return true;
  return false;
}

/* -- Names */

static uint32_t slot_of(const gloss_objects *objects, const void *string) {
  uint64_t hash = (uint64_t)(uintptr_t)string * 0x9e3779b97f4a7c15u;
  uint32_t at = (uint32_t)(hash >> 40) & objects->key_mask;
  while (objects->keys[at].string != string && objects->keys[at].string != NULL) at = (at + 1) & objects->key_mask;
  return at;
}

/* The name of a key, which may be any value of Lua. */
static inline uint32_t name_of(lua_State *L, const gloss_objects *objects, int index) {
  return objects->keys[slot_of(objects, lua_topointer(L, index))].name;
}

/* Numbers the name, if it is new. The table that holds the strings fast is on the top. */
static uint32_t add_name(lua_State *L, gloss_objects *objects, gloss_slice name) {
  const void *string = (lua_pushlstring(L, name.data, name.size), lua_topointer(L, -1));
  key *slot = &objects->keys[slot_of(objects, string)];
  if (slot->string == NULL) *slot = (key){string, ++objects->name_count};
  lua_rawseti(L, -2, slot->name);
  return slot->name;
}

static uint32_t count_names(const gloss_schema *schema) {
  uint32_t count = 0;
  for (int kind = 0; kind < GLOSS_PLACE_KINDS; kind++)
    for (const gloss_member *const *table = kinds[kind]; *table; table++)
      for (const gloss_member *member = *table; member->name; member++) count++;
  for (uint32_t i = 0; schema && i < gloss_schema_layer_count(schema); i++) count += gloss_schema_layer(schema, i)->field_count;
  return count;
}

static void add_members(lua_State *L, gloss_objects *objects, uint32_t names) {
  for (uint32_t kind = 0; kind < GLOSS_PLACE_KINDS; kind++)
    for (const gloss_member *const *table = kinds[kind]; *table; table++)
      for (const gloss_member *member = *table; member->name; member++)
        objects->members[kind * names + add_name(L, objects, gloss_slice_of(member->name))] = member;
}

static void add_fields(lua_State *L, gloss_objects *objects, const gloss_schema *schema, uint32_t names) {
  for (uint32_t i = 0; i < gloss_schema_layer_count(schema); i++) {
    const gloss_layer_schema *layer = gloss_schema_layer(schema, i);
    for (uint32_t name = 0; name < names; name++) objects->fields[i * names + name] = GLOSS_NO_FIELD;
    for (uint32_t field = 0; field < layer->field_count; field++)
      objects->fields[i * names + add_name(L, objects, layer->fields[field].name)] = field;
  }
}

static void open_names(lua_State *L, gloss_objects *objects, const gloss_schema *schema) {
  uint32_t names = count_names(schema) + 1, slots = 64;
  while (slots < names * 4) slots *= 2;
  objects->key_mask = slots - 1;
  objects->keys = gloss_allocate_zeroed(slots, sizeof *objects->keys);
  objects->members = gloss_allocate_zeroed((size_t)GLOSS_PLACE_KINDS * names, sizeof *objects->members);
  size_t layers = schema ? gloss_schema_layer_count(schema) : 0;
  objects->fields = gloss_allocate_zeroed(layers * names + 1, sizeof *objects->fields);
  lua_newtable(L);
  add_members(L, objects, names);
  if (schema) add_fields(L, objects, schema, names);
  objects->name_count = names;
  luaL_ref(L, LUA_REGISTRYINDEX);
}

/* -- Places */

void gloss_push_span(lua_State *L, gloss_document *document, gloss_span tokens) {
  uint32_t before = document->long_span_count;
  if (before > GLOSS_FIRST_MAX) luaL_error(L, "more spans than a document holds");
  gloss_place span = gloss_document_span(document, tokens);
  if (document->long_span_count > before) gloss_state_charge(L, sizeof *document->long_spans);
  gloss_push_place(L, span);
}

int gloss_return_step(lua_State *L) {
  if (lua_isnil(L, -1)) return 1;
  gloss_span tokens = gloss_document_tokens(gloss_state_of(L)->document, gloss_place_of_handle(gloss_handle_at(L, -1)));
  lua_pushinteger(L, (lua_Integer)tokens.start + 1);
  lua_pushinteger(L, tokens.end);
  return 3;
}

gloss_place gloss_check_lasting_place(lua_State *L, int index) {
  gloss_place place = gloss_check_place(L, index);
  if (gloss_place_kind_of(place) != GLOSS_MATCH) return place;
  gloss_document *document = gloss_state_of(L)->document;
  gloss_push_span(L, document, gloss_document_tokens(document, place));
  place = gloss_check_place(L, -1);
  lua_pop(L, 1);
  return place;
}

gloss_document *gloss_check_open(lua_State *L, uint32_t generation, const char *what) {
  const gloss_state *state = gloss_state_of(L);
  if (state->document == NULL || generation != state->generation)
    luaL_error(L, "these %s belong to a document that is closed", what);
  return state->document;
}

static const char *article(const char *noun) {
  return noun[0] == 'a' ? "an" : "a";
}

gloss_place gloss_check_kind(lua_State *L, int index, gloss_place_kind kind) {
  gloss_place place = gloss_check_place(L, index);
  if (gloss_place_kind_of(place) == kind) return place;
  const char *wanted = gloss_place_kind_name(kind), *got = gloss_place_kind_name(gloss_place_kind_of(place));
  luaL_argerror(L, index, lua_pushfstring(L, "%s %s expected, got %s %s", article(wanted), wanted, article(got), got));
  return place;
}

/* -- What is kept */

void gloss_push_optional(lua_State *L, gloss_slice slice) {
  if (slice.data) lua_pushlstring(L, slice.data, slice.size);
  else lua_pushnil(L);
}

/* Of __index, the upvalues: for each form the strings of words, by their number. */
static int strings_of(gloss_form form) {
  return lua_upvalueindex(1 + (int)form);
}

/* Another document may be in another language: each vocabulary has tables of its own, which the registry keeps. */
static void change_vocabulary(lua_State *L, gloss_objects *objects, const gloss_vocabulary *vocabulary) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, vocabulary) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_createtable(L, GLOSS_FORMS, 0);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, vocabulary);
  }
  for (int form = 0; form < GLOSS_FORMS; form++) {
    if (lua_rawgeti(L, -1, form + 1) == LUA_TNIL) {
      lua_pop(L, 1);
      lua_newtable(L);
      lua_pushvalue(L, -1);
      lua_rawseti(L, -3, form + 1);
    }
    lua_replace(L, strings_of((gloss_form)form));
  }
  lua_pop(L, 1);
  objects->vocabulary = vocabulary;
}

static gloss_slice text_of(gloss_vocabulary *vocabulary, uint32_t word, gloss_form form) {
  if (form == GLOSS_FORM_NORM) word = gloss_vocabulary_norm(vocabulary, word);
  else if (form == GLOSS_FORM_LEMMA) word = gloss_vocabulary_lemma(vocabulary, word);
  else if (form == GLOSS_FORM_SHAPE) word = gloss_vocabulary_shape(vocabulary, word);
  return gloss_word_text(gloss_vocabulary_word(vocabulary, word));
}

void gloss_push_word(lua_State *L, const gloss_document *document, uint32_t word, gloss_form form) {
  gloss_objects *objects = gloss_state_of(L)->objects;
  if (objects->vocabulary != document->vocabulary) change_vocabulary(L, objects, document->vocabulary);
  bool is_kept = word < GLOSS_TAIL; /* a later number will be another word's */
  if (is_kept && lua_rawgeti(L, strings_of(form), word) != LUA_TNIL) return;
  if (is_kept) lua_pop(L, 1);
  gloss_push_slice(L, text_of(document->vocabulary, word, form));
  if (!is_kept || objects->cached_words[form] == CACHED_WORDS) return;
  lua_pushvalue(L, -1);
  lua_rawseti(L, strings_of(form), word);
  objects->cached_words[form]++;
}

void gloss_push_kept(lua_State *L, gloss_kept what, void (*make)(lua_State *L, gloss_document *document)) {
  gloss_state *state = gloss_state_of(L);
  gloss_objects *objects = state->objects;
  for (int i = 0; i < GLOSS_KEPT_COUNT && objects->kept_generation != state->generation; i++) {
    luaL_unref(L, LUA_REGISTRYINDEX, objects->kept[i]);
    objects->kept[i] = LUA_NOREF;
  }
  objects->kept_generation = state->generation;
  if (objects->kept[what] == LUA_NOREF) {
    make(L, state->document);
    objects->kept[what] = luaL_ref(L, LUA_REGISTRYINDEX);
  }
  lua_rawgeti(L, LUA_REGISTRYINDEX, objects->kept[what]);
}

uint32_t gloss_note_spans(lua_State *L, const gloss_span *spans, uint32_t count) {
  gloss_state *state = gloss_state_of(L);
  gloss_objects *objects = state->objects;
  if (objects->spans_generation != state->generation) objects->span_count = 0;
  objects->spans_generation = state->generation;
  uint32_t number = objects->span_count;
  if (UINT32_MAX - number < count) luaL_error(L, "more matches than a document holds");
  gloss_state_charge(L, count * sizeof *spans);
  objects->spans = gloss_grow(objects->spans, &objects->span_capacity, (size_t)number + count, sizeof *spans);
  for (uint32_t i = 0; i < count; i++) objects->spans[objects->span_count++] = spans[i];
  return number;
}

const gloss_span *gloss_noted_spans(lua_State *L, uint32_t number) {
  return gloss_state_of(L)->objects->spans + number;
}

gloss_matcher *gloss_matcher_of(lua_State *L) {
  const gloss_state *state = gloss_state_of(L);
  if (state->matcher) return state->matcher;
  if (state->objects->matcher == NULL) state->objects->matcher = gloss_matcher_new();
  return state->objects->matcher;
}

/* -- The metatable of places */

static void offer(gloss_nearest *nearest, const gloss_member *members) {
  for (; members->name; members++) gloss_nearest_offer(nearest, gloss_slice_of(members->name));
}

int gloss_raise_unknown_member(lua_State *L, gloss_place place) {
  gloss_place_kind kind = gloss_place_kind_of(place);
  const gloss_document *document = gloss_state_of(L)->document;
  gloss_nearest nearest = {.word = gloss_name_at(L, 2)};
  for (const gloss_member *const *table = kinds[kind]; *table; table++)
    if (*table != gloss_match_members) offer(&nearest, *table);
  if (kind == GLOSS_MATCH) gloss_offer_found(document, place, &nearest);
  if (kind == GLOSS_ANNOTATION)
    return gloss_raise_unknown_field(L, 2, document->layers[gloss_place_length(place)].schema, &nearest);
  char hint[128];
  const char *noun = gloss_place_kind_name(kind), *name = gloss_show_name(L, 2);
  return luaL_error(L, "no field \"%s\" of %s %s%s", name, article(noun), noun, gloss_nearest_hint(&nearest, hint));
}

/* place[i]: its i-th token, from the end when i < 0; nil outside. */
static int push_item(lua_State *L, gloss_document *document, gloss_place place, lua_Integer i) {
  gloss_span tokens = gloss_document_tokens(document, place);
  lua_Integer count = gloss_span_size(tokens);
  if (i < 0) i += count + 1;
  if (i < 1 || i > count) return lua_pushnil(L), 1;
  return gloss_push_place(L, gloss_place_of(GLOSS_TOKEN, tokens.start + (uint32_t)(i - 1), 0)), 1;
}

uint32_t gloss_field_at(lua_State *L, int index, uint32_t layer) {
  const gloss_state *state = gloss_state_of(L);
  uint32_t name = name_of(L, state->objects, index);
  if (name != NO_NAME) return state->objects->fields[layer * state->objects->name_count + name];
  return gloss_layer_find_field(gloss_schema_layer(state->schema, layer), gloss_name_at(L, index)); /* too long to be kept once */
}

/* A key that is no member's name: a number, a field of the annotation's layer, a group of the match. */
static int index_otherwise(lua_State *L, gloss_document *document, gloss_place place) {
  gloss_place_kind kind = gloss_place_kind_of(place);
  int type = lua_type(L, 2), is_integer = 0;
  lua_Integer i = type == LUA_TNUMBER ? lua_tointegerx(L, 2, &is_integer) : 0;
  if (is_integer) return push_item(L, document, place, i);
  if (type != LUA_TSTRING) {
    const char *noun = gloss_place_kind_name(kind);
    return luaL_error(L, "%s %s has no field that is a %s", article(noun), noun, gloss_type_name(L, 2));
  }
  if (kind == GLOSS_ANNOTATION) {
    uint32_t field = gloss_field_at(L, 2, gloss_place_length(place));
    if (field == GLOSS_NO_FIELD) return gloss_raise_unknown_member(L, place);
    gloss_push_value(L, gloss_document_field(document, gloss_place_length(place), gloss_place_first(place), field));
    return 1;
  }
  if (kind == GLOSS_MATCH && gloss_push_group(L, document, place, gloss_name_at(L, 2))) return 1;
  return gloss_raise_unknown_member(L, place);
}

static int place_index(lua_State *L) {
  gloss_state *state = gloss_state_of(L);
  gloss_place handle = gloss_handle_at(L, 1);
  if (!gloss_handle_is_open(state, handle)) return gloss_raise_stale(L, 1);
  const gloss_objects *objects = state->objects;
  uint32_t name = name_of(L, objects, 2);
  const gloss_member *member = objects->members[(handle >> 60) * objects->name_count + name];
  if (member == NULL) return index_otherwise(L, state->document, gloss_place_of_handle(handle));
  if (member->method) lua_pushcfunction(L, member->method);
  else member->field(L, state->document, gloss_place_of_handle(handle), member->detail);
  return 1;
}

static int place_newindex(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  if (gloss_place_kind_of(place) == GLOSS_ANNOTATION) return gloss_annotation_assign(L, place);
  const char *noun = gloss_place_kind_name(gloss_place_kind_of(place));
  return luaL_error(L, "%s %s cannot be changed: lay an annotation over it, or keep a table of your own", article(noun), noun);
}

/* Most who call a place have written `in resource:match(place)`, which gives one, for `:matches`. */
static int place_call(lua_State *L) {
  return luaL_error(L, "a %s is not a function; to walk all matches write :matches(…)", gloss_type_name(L, 1));
}

static int place_length(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  lua_pushinteger(L, gloss_span_size(gloss_document_tokens(gloss_state_of(L)->document, place)));
  return 1;
}

static int place_tostring(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  gloss_document *document = gloss_state_of(L)->document;
  gloss_push_slice(L, gloss_document_slice(document, gloss_document_bytes(document, place)));
  return 1;
}

static void push_place_metatable(lua_State *L) {
  static const luaL_Reg metamethods[] = {
    {"__newindex", place_newindex}, {"__call", place_call}, {"__len", place_length}, {"__tostring", place_tostring}, {NULL, NULL}};
  luaL_newlib(L, metamethods);
  for (int form = 0; form < GLOSS_FORMS; form++) lua_pushnil(L); /* until the first document's tables take the place */
  lua_pushcclosure(L, place_index, GLOSS_FORMS);
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, "place");
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
}

void gloss_open_objects(lua_State *L) {
  gloss_state *state = gloss_state_of(L);
  gloss_objects *objects = state->objects = gloss_allocate_zeroed(1, sizeof *objects);
  for (int i = 0; i < GLOSS_KEPT_COUNT; i++) objects->kept[i] = LUA_NOREF;
  open_names(L, objects, state->schema);
  lua_pushlightuserdata(L, NULL);
  push_place_metatable(L);
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

void gloss_close_objects(gloss_state *state) {
  gloss_objects *objects = state->objects;
  if (objects == NULL) return;
  free(objects->keys);
  free(objects->members);
  free(objects->fields);
  free(objects->spans);
  gloss_matcher_free(objects->matcher);
  free(objects);
  state->objects = NULL;
}
