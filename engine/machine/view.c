#include "base/nearest.h"
#include "machine/machine.h"

/* Of a view's functions the upvalues are the table and the complaint. */

/* The table's names in the order of `pairs`, so that of two that are equally near always the same is offered. */
static int raise_unknown(lua_State *L) {
  gloss_push_text(L, 2);
  gloss_nearest nearest = {0};
  nearest.word.data = lua_tolstring(L, -1, &nearest.word.size);
  lua_Integer count = gloss_push_keys(L, lua_upvalueindex(1));
  for (lua_Integer i = 1; i <= count; i++) {
    gloss_slice name = {0};
    if (lua_rawgeti(L, -1, i) == LUA_TSTRING) name.data = lua_tolstring(L, -1, &name.size);
    if (name.data) gloss_nearest_offer(&nearest, name);
    lua_pop(L, 1);
  }
  char hint[128];
  return luaL_error(L, "%s \"%s\"%s", lua_tostring(L, lua_upvalueindex(2)), nearest.word.data, gloss_nearest_hint(&nearest, hint));
}

static int index_view(lua_State *L) {
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL || lua_isnil(L, lua_upvalueindex(2))) return 1;
  return raise_unknown(L);
}

static int refuse_writing(lua_State *L) {
  gloss_push_text(L, 2);
  return luaL_error(L, "\"%s\" cannot be set: the table is read-only", lua_tostring(L, -1));
}

static int size_of_view(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, lua_upvalueindex(1)));
  return 1;
}

static int pairs_of_view(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_replace(L, 1);
  lua_settop(L, 1);
  return gloss_pairs(L);
}

void gloss_seal(lua_State *L, const char *complaint) {
  static const luaL_Reg metamethods[] = {
      {"__index", index_view}, {"__newindex", refuse_writing}, {"__len", size_of_view}, {"__pairs", pairs_of_view}, {NULL, NULL},
  };
  lua_newtable(L);
  luaL_newlibtable(L, metamethods);
  lua_pushvalue(L, -3);
  lua_pushstring(L, complaint);
  luaL_setfuncs(L, metamethods, 2);
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_replace(L, -2);
}
