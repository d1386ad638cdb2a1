#include "machine/handle.h"

_Static_assert(sizeof(void *) == sizeof(gloss_place), "a place must fit into a light userdata");

static const char *const names[GLOSS_PLACE_KINDS] = {
  [GLOSS_DOCUMENT] = "document",     [GLOSS_BLOCK] = "block", [GLOSS_SENTENCE] = "sentence", [GLOSS_TOKEN] = "token",
  [GLOSS_SPAN] = "span",             [GLOSS_LONG_SPAN] = "span", [GLOSS_ANNOTATION] = "annotation", [GLOSS_MATCH] = "match",
  [GLOSS_LINK] = "link",
};

const char *gloss_place_kind_name(gloss_place_kind kind) {
  return names[kind];
}

static gloss_place_kind kind_at(lua_State *L, int index) {
  gloss_place_kind kind = gloss_place_kind_of(gloss_handle_at(L, index));
  return lua_islightuserdata(L, index) && names[kind] ? kind : GLOSS_NOWHERE;
}

const char *gloss_type_name(lua_State *L, int index) {
  gloss_place_kind kind = kind_at(L, index);
  if (kind != GLOSS_NOWHERE) return names[kind];
  if (lua_type(L, index) != LUA_TUSERDATA || luaL_getmetafield(L, index, "__name") == LUA_TNIL) return luaL_typename(L, index);
  const char *name = lua_tostring(L, -1); /* the metatable holds it */
  lua_pop(L, 1);
  return name;
}

void gloss_push_place(lua_State *L, gloss_place place) {
  gloss_place handle = place | (gloss_place)gloss_state_of(L)->generation << GLOSS_GENERATION_SHIFT;
  lua_pushlightuserdata(L, (void *)(uintptr_t)handle);
}

void gloss_push_document(lua_State *L) {
  gloss_push_place(L, gloss_place_of(GLOSS_DOCUMENT, 0, 0));
}

static int raise_no_place(lua_State *L, int index) {
  const char *message = lua_pushfstring(L, "a place expected (a token, span, sentence, …), got %s", gloss_type_name(L, index));
  return luaL_argerror(L, index, message);
}

int gloss_raise_stale(lua_State *L, int index) {
  gloss_place_kind kind = kind_at(L, index);
  if (kind == GLOSS_NOWHERE) return raise_no_place(L, index);
  const gloss_state *state = gloss_state_of(L);
  gloss_place handle = gloss_handle_at(L, index);
  if (state->document && (handle >> GLOSS_GENERATION_SHIFT & GLOSS_GENERATION_MASK) == state->generation)
    return luaL_error(L, "this annotation was removed");
  if (kind == GLOSS_DOCUMENT) return luaL_error(L, "this document is closed");
  return luaL_error(L, "this %s belongs to a document that is closed", names[kind]);
}

gloss_place gloss_check_place(lua_State *L, int index) {
  gloss_place handle = gloss_handle_at(L, index);
  if (!gloss_handle_is_open(gloss_state_of(L), handle)) gloss_raise_stale(L, index);
  return gloss_place_of_handle(handle);
}

bool gloss_test_place(lua_State *L, int index, gloss_place *place) {
  if (kind_at(L, index) == GLOSS_NOWHERE) return false;
  *place = gloss_check_place(L, index);
  return true;
}
