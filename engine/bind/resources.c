#include "bind/resources.h"

static const struct {
  const char *name;
  const luaL_Reg *methods;
  lua_CFunction make;
} kinds[GLOSS_RESOURCE_KINDS] = {
  [GLOSS_WORDSET] = {"wordset", gloss_wordset_methods, gloss_make_phrases},
  [GLOSS_LEXICON] = {"lexicon", gloss_lexicon_methods, gloss_make_phrases},
  [GLOSS_GAZETTEER] = {"gazetteer", gloss_gazetteer_methods, gloss_make_phrases},
  [GLOSS_REGEX] = {"regex", gloss_regex_methods, gloss_make_regex},
  [GLOSS_PATTERN] = {"pattern", gloss_pattern_methods, gloss_make_pattern},
  [GLOSS_TAGGER] = {"tagger", gloss_tagger_methods, gloss_make_model},
  [GLOSS_CLASSIFIER] = {"classifier", gloss_classifier_methods, gloss_make_model},
};

const char *gloss_resource_name(gloss_resource_kind kind) {
  return kinds[kind].name;
}

const luaL_Reg *gloss_resource_methods(gloss_resource_kind kind) {
  return kinds[kind].methods;
}

void gloss_check_loading(lua_State *L, const char *what) {
  if (gloss_state_of(L)->document) luaL_error(L, "a %s is made when the script is loaded or in setup, not for each document", what);
}

/* Where it was made, and in which order: for those who are asked why. */
static void remember(lua_State *L, gloss_resource *resource) {
  gloss_state *state = gloss_state_of(L);
  gloss_push_statement(L);
  resource->made = lua_tostring(L, -1);
  lua_setiuservalue(L, -2, GLOSS_MADE);
  resource->before = state->resources;
  state->resources = resource;
}

gloss_resource *gloss_push_resource(lua_State *L, gloss_resource_kind kind, lua_CFunction step, uint32_t group_count) {
  size_t size = sizeof(gloss_resource) + (group_count + 1u) * sizeof(gloss_span);
  gloss_resource *resource = lua_newuserdatauv(L, size, GLOSS_USER_VALUES);
  *resource = (gloss_resource){.kind = kind, .group_count = group_count};
  luaL_setmetatable(L, kinds[kind].name);
  if (step) {
    lua_pushvalue(L, -1);
    lua_pushcclosure(L, step, 1);
    lua_setiuservalue(L, -2, GLOSS_STEP);
  }
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, resource);
  remember(L, resource);
  return resource;
}

void gloss_set_source(lua_State *L, gloss_resource *resource, int index) {
  resource->source = lua_tostring(L, index);
  lua_pushvalue(L, index);
  lua_rawgetp(L, LUA_REGISTRYINDEX, resource);
  lua_insert(L, -2);
  lua_setiuservalue(L, -2, GLOSS_SOURCE);
  lua_pop(L, 1);
}

gloss_resource *gloss_check_resource(lua_State *L) {
  if (!lua_getmetatable(L, 1) || !lua_rawequal(L, -1, lua_upvalueindex(1))) {
    lua_getfield(L, lua_upvalueindex(1), "__name");
    luaL_argerror(L, 1, lua_pushfstring(L, "a %s expected, got %s", lua_tostring(L, -1), gloss_type_name(L, 1)));
  }
  lua_pop(L, 1);
  return lua_touserdata(L, 1);
}

int gloss_walk_matches(lua_State *L) {
  gloss_place place = gloss_check_place(L, 2);
  gloss_document *document = gloss_state_of(L)->document;
  lua_getiuservalue(L, 1, GLOSS_STEP);
  gloss_push_span(L, document, gloss_document_tokens(document, place));
  return 2;
}

/* The upvalues: the match given next, the one after the last, and the generation of their document. They were all made at once,
 * before the script went on. */
static int next_made(lua_State *L) {
  gloss_check_open(L, (uint32_t)lua_tointeger(L, lua_upvalueindex(3)), "matches");
  lua_Integer next = lua_tointeger(L, lua_upvalueindex(1));
  if (next >= lua_tointeger(L, lua_upvalueindex(2))) return 0;
  lua_pushinteger(L, next + 1);
  lua_replace(L, lua_upvalueindex(1));
  gloss_push_place(L, gloss_place_of(GLOSS_MATCH, (uint32_t)next, 0));
  return gloss_return_step(L);
}

static int next_of_none(lua_State *L) {
  (void)L;
  return 0;
}

int gloss_push_made_matches(lua_State *L, uint32_t first, uint32_t count) {
  if (count == 0) return lua_pushcfunction(L, next_of_none), 1;
  lua_pushinteger(L, first);
  lua_pushinteger(L, (lua_Integer)first + count);
  lua_pushinteger(L, gloss_state_of(L)->generation);
  lua_pushcclosure(L, next_made, 3);
  return 1;
}

gloss_span gloss_rest_of_walk(lua_State *L) {
  const gloss_document *document = gloss_state_of(L)->document;
  gloss_span tokens = gloss_document_tokens(document, gloss_check_place(L, 1));
  if (lua_isnoneornil(L, 2)) return tokens;
  uint32_t from = gloss_document_tokens(document, gloss_check_kind(L, 2, GLOSS_MATCH)).end;
  if (from > tokens.start) tokens.start = from < tokens.end ? from : tokens.end; /* a script may give one from elsewhere */
  return tokens;
}

/* What a name that is no method of the resource raises. The upvalues: its methods, and its kind. */
static int refuse_name(lua_State *L) {
  const char *noun = lua_tostring(L, lua_upvalueindex(2));
  if (lua_type(L, 2) != LUA_TSTRING) return luaL_error(L, "a %s has no field that is a %s", noun, gloss_type_name(L, 2));
  gloss_nearest nearest = {.word = gloss_name_at(L, 2)};
  lua_Integer count = gloss_push_keys(L, lua_upvalueindex(1));
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, i);
    gloss_nearest_offer(&nearest, gloss_name_at(L, -1)); /* the table of methods holds the name */
    lua_pop(L, 1);
  }
  char hint[128];
  return luaL_error(L, "no field \"%s\" of a %s%s", gloss_show_name(L, 2), noun, gloss_nearest_hint(&nearest, hint));
}

static int refuse_writing(lua_State *L) {
  return luaL_error(L, "a %s cannot be changed", gloss_type_name(L, 1));
}

/* Methods are found in a table, without a call; only a name that is not there is one. */
static void make_metatable(lua_State *L, const char *name, const luaL_Reg *methods) {
  luaL_newmetatable(L, name);
  lua_newtable(L);
  lua_pushvalue(L, -2);
  luaL_setfuncs(L, methods, 1);
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, -2);
  lua_pushstring(L, name);
  lua_pushcclosure(L, refuse_name, 2);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_writing);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

void gloss_open_resources(lua_State *L) {
  for (int kind = 0; kind < GLOSS_RESOURCE_KINDS; kind++) {
    make_metatable(L, kinds[kind].name, kinds[kind].methods);
    lua_pushinteger(L, kind);
    lua_pushcclosure(L, kinds[kind].make, 1);
    lua_setfield(L, -2, kinds[kind].name);
  }
  lua_pushcfunction(L, gloss_make_link);
  lua_setfield(L, -2, "link");
}
