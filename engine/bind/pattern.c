/* Patterns: what they find lies in the worker's search, together with what other scripts' patterns find. */
#include "pattern/search.h"
#include "text/pos.h"
#include "unicode/unicode.h"
#include "bind/resources.h"

/* -- Variables: the words and patterns that a query names */

typedef struct variable {
  gloss_slice name;
  gloss_pattern_variable stands_for;
} variable;

typedef struct variables {
  variable *items;
  uint32_t count;
} variables;

static gloss_nearest nearest_to(const variables *variables, gloss_slice name, bool inside) {
  gloss_nearest nearest = {.word = name};
  for (uint32_t i = 0; i < variables->count; i++) {
    const gloss_pattern_variable *other = &variables->items[i].stands_for;
    if (inside ? other->words != NULL : other->pattern != NULL) gloss_nearest_offer(&nearest, variables->items[i].name);
  }
  return nearest;
}

static bool find_variable(void *context, gloss_slice name, bool inside, gloss_pattern_variable *variable, gloss_error *error) {
  const variables *variables = context;
  char hint[128];
  for (uint32_t i = 0; i < variables->count; i++) {
    if (!gloss_slice_equal(variables->items[i].name, name)) continue;
    *variable = variables->items[i].stands_for;
    if (inside ? variable->words != NULL : variable->pattern != NULL) return true;
    return gloss_fail(
        error, inside ? "$%.*s is a pattern: it stands outside of brackets" : "$%.*s is words: they stand inside of brackets",
        GLOSS_PRINT(name));
  }
  gloss_nearest nearest = nearest_to(variables, name, inside);
  return gloss_fail(error, "no variable $%.*s%s", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, hint));
}

static const gloss_resource *test_resource(lua_State *L, int index) {
  const char *name = gloss_type_name(L, index);
  for (int kind = 0; lua_type(L, index) == LUA_TUSERDATA && kind < GLOSS_RESOURCE_KINDS; kind++)
    if (strcmp(name, gloss_resource_name((gloss_resource_kind)kind)) == 0) return lua_touserdata(L, index);
  return NULL;
}

/* A list, or the name of a data file, is made a word set. */
static const gloss_resource *check_value(lua_State *L, int index, const char *name) {
  const gloss_resource *resource = test_resource(L, index);
  if (resource && resource->kind != GLOSS_REGEX) return resource;
  if (lua_type(L, index) != LUA_TSTRING && lua_type(L, index) != LUA_TTABLE)
    luaL_error(L, "variable \"%s\" is a %s; it must be a word set, a list, a data file's name or a pattern", name,
               gloss_type_name(L, index));
  lua_pushinteger(L, GLOSS_WORDSET);
  lua_pushcclosure(L, gloss_make_phrases, 1);
  lua_pushvalue(L, index);
  lua_call(L, 1, 1);
  lua_replace(L, index);
  return lua_touserdata(L, index);
}

/* The variables of the table at `index`, in memory of Lua's that is pushed; so are the values, that they stay. */
static variables check_variables(lua_State *L, int index) {
  variables variables = {0};
  if (lua_isnoneornil(L, index)) return variables;
  luaL_checktype(L, index, LUA_TTABLE);
  lua_Integer count = gloss_push_keys(L, index);
  int keys = lua_gettop(L);
  variables.items = lua_newuserdatauv(L, (size_t)(count + 1) * sizeof *variables.items, 0);
  luaL_checkstack(L, (int)count * 2 + 8, "too many variables");
  for (lua_Integer i = 1; i <= count; i++) {
    if (lua_rawgeti(L, keys, i) != LUA_TSTRING) luaL_error(L, "a variable's name is a string, not a %s", gloss_type_name(L, -1));
    lua_pushvalue(L, -1);
    lua_rawget(L, index);
    const gloss_resource *resource = check_value(L, lua_gettop(L), lua_tostring(L, -2));
    if (resource->pattern) gloss_pattern_search_leave(resource->search, resource->number);
    variables.items[variables.count++] = (variable){gloss_name_at(L, -2), {resource->phrases, resource->pattern}};
  }
  return variables;
}

/* -- Making one */

static void check_labels(lua_State *L, const gloss_pattern *pattern) {
  for (uint32_t i = 0; i < gloss_pattern_label_count(pattern); i++) {
    gloss_slice label = gloss_pattern_label(pattern, i);
    if (gloss_is_place_name(label)) luaL_error(L, "a label cannot be named \"%s\": places have a field of that name", label.data);
  }
}

static void check_field(lua_State *L, const gloss_state *state, gloss_pattern_field field) {
  uint32_t layer = gloss_schema_find_layer(state->schema, field.layer);
  lua_pushlstring(L, field.layer.data, field.layer.size);
  gloss_check_layer(L, lua_gettop(L), GLOSS_MAY_READ);
  lua_pop(L, 1);
  if (field.field.data == NULL || gloss_slice_is(field.field, "type")) return;
  const gloss_layer_schema *schema = gloss_schema_layer(state->schema, layer);
  if (gloss_layer_find_field(schema, field.field) != GLOSS_NO_FIELD) return;
  gloss_nearest nearest = {.word = field.field};
  gloss_nearest_offer(&nearest, GLOSS_SLICE("type"));
  lua_pushlstring(L, field.field.data, field.field.size);
  gloss_raise_unknown_field(L, lua_gettop(L), schema, &nearest);
}

/* It joins the worker's search at once, so that the search knows all before the first document. Its owner is the script, not
 * the state, which may be made anew. */
static void join_search(lua_State *L, gloss_resource *resource) {
  gloss_matcher_set_room(gloss_matcher_of(L), gloss_state_of(L)->cap / 4);
  resource->search = gloss_matcher_patterns(gloss_matcher_of(L));
  resource->number = gloss_pattern_search_add(resource->search, resource->pattern, gloss_state_of(L)->script);
}

/* gloss.pattern(query, variables?) -> pattern */
int gloss_make_pattern(lua_State *L) {
  gloss_state *state = gloss_state_of(L);
  gloss_check_loading(L, "pattern");
  gloss_slice query = gloss_check_slice(L, 1);
  lua_settop(L, 2);
  variables variables = check_variables(L, 2);
  const gloss_pattern *pattern =
      gloss_library_pattern(state->environment->library, query, find_variable, &variables, &state->error);
  if (pattern == NULL) return gloss_raise(L);
  gloss_state_hold(L, gloss_pattern_size(pattern));
  check_labels(L, pattern);
  for (uint32_t i = 0; state->schema && i < gloss_pattern_field_count(pattern); i++)
    check_field(L, state, gloss_pattern_field_at(pattern, i));
  gloss_resource *resource = gloss_push_resource(L, GLOSS_PATTERN, NULL, 0);
  resource->pattern = pattern;
  resource->looks_at_pos = gloss_pattern_looks_at_pos(pattern);
  join_search(L, resource);
  return 1;
}

/* -- Searching */

static int raise_failed(lua_State *L, const gloss_resource *resource, const gloss_document *document, uint32_t token) {
  enum { SHOWN = 24 }; /* bytes of the token */
  gloss_slice text = gloss_document_token_text(document, token), query = gloss_slice_trim(gloss_pattern_query(resource->pattern));
  size_t end = text.size < SHOWN ? text.size : SHOWN;
  while (end < text.size && end > 0 && gloss_utf8_is_inner(text.data[end])) end--;
  gloss_fail(&gloss_state_of(L)->error,
             "pattern: one of its regexes takes too many steps, or too much memory, at \"%.*s%s\": "
             "give what is repeated only one way to match, a+ instead of (a+)+\n    %.*s",
             (int)end, text.data, end < text.size ? "…" : "", GLOSS_PRINT(query));
  return gloss_raise(L);
}

static gloss_pattern_found search(lua_State *L, gloss_resource *resource) {
  gloss_place place = gloss_check_place(L, 2);
  gloss_document *document = gloss_state_of(L)->document;
  if (resource->looks_at_pos && !gloss_document_tag(document, &gloss_state_of(L)->error)) gloss_raise(L);
  gloss_pattern_found found =
      gloss_pattern_search_find(resource->search, resource->number, document, gloss_document_tokens(document, place));
  if (found.is_full) gloss_raise_exhausted(L);
  if (found.failed != GLOSS_PATTERN_DONE) raise_failed(L, resource, document, found.failed);
  return found;
}

static gloss_place add_match(lua_State *L, const gloss_resource *resource, const gloss_pattern_found *found, uint32_t hit) {
  gloss_document *document = gloss_state_of(L)->document;
  if (document->match_count > GLOSS_FIRST_MAX) luaL_error(L, "more matches than a document holds");
  const gloss_span *captures = found->captures + found->hits[hit].captures;
  uint32_t number = gloss_note_spans(L, captures, gloss_pattern_label_count(resource->pattern));
  gloss_state_charge(L, sizeof(gloss_match));
  return gloss_document_add_match(document, (gloss_match){.tokens = found->hits[hit].tokens, .source = resource, .detail = number});
}

/* pattern:matches(place) -> iterator of match, first and last index */
static int pattern_matches(lua_State *L) {
  gloss_resource *resource = gloss_check_resource(L);
  gloss_pattern_found found = search(L, resource);
  uint32_t first = gloss_state_of(L)->document->match_count;
  for (uint32_t i = 0; i < found.count; i++) add_match(L, resource, &found, i);
  return gloss_push_made_matches(L, first, found.count);
}

/* pattern:match(place) -> the first, or nil */
static int pattern_match(lua_State *L) {
  gloss_resource *resource = gloss_check_resource(L);
  gloss_pattern_found found = search(L, resource);
  if (found.count == 0) return lua_pushnil(L), 1;
  gloss_push_place(L, add_match(L, resource, &found, 0));
  return 1;
}

const luaL_Reg gloss_pattern_methods[] = {{"matches", pattern_matches}, {"match", pattern_match}, {NULL, NULL}};

bool gloss_push_label(lua_State *L, gloss_document *document, const gloss_match *match, gloss_slice name) {
  const gloss_resource *resource = match->source;
  for (uint32_t i = 0; i < gloss_pattern_label_count(resource->pattern); i++) {
    if (!gloss_slice_equal(gloss_pattern_label(resource->pattern, i), name)) continue;
    gloss_span tokens = gloss_noted_spans(L, match->detail)[i];
    if (tokens.start == UINT32_MAX) lua_pushnil(L);
    else gloss_push_span(L, document, tokens);
    return true;
  }
  return false;
}
