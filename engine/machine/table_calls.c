/* table.insert, remove, move, concat and unpack, as the standard has them (Lua 5.4 manual, 6.6), but that each item counts: `__len`
 * may say that there are so many that the standard ones never end. */
#include <limits.h>

#include "machine/budget.h"
#include "machine/machine.h"

/* The length of what stands at 1: a table, or something that can be indexed like one. */
static lua_Integer check_length(lua_State *L) {
  bool is_like_table = lua_istable(L, 1);
  if (!is_like_table && luaL_getmetafield(L, 1, "__index") != LUA_TNIL) {
    lua_pop(L, 1);
    is_like_table = true;
  }
  if (!is_like_table) luaL_checktype(L, 1, LUA_TTABLE);
  return luaL_len(L, 1);
}

/* Sets list[to] = list[from]. */
static void copy_item(lua_State *L, lua_Integer from, int target, lua_Integer to) {
  gloss_spend(L, 1);
  lua_geti(L, 1, from);
  lua_seti(L, target, to);
}

/* table.insert(list, position?, value) */
static int insert(lua_State *L) {
  int count = lua_gettop(L);
  lua_Integer end = (lua_Integer)((lua_Unsigned)check_length(L) + 1), at = end;
  if (count != 2 && count != 3) return luaL_error(L, "wrong number of arguments to 'insert'");
  if (count == 3) {
    at = luaL_checkinteger(L, 2);
    luaL_argcheck(L, (lua_Unsigned)at - 1u < (lua_Unsigned)end, 2, "position out of bounds");
    for (lua_Integer i = end; i > at; i--) copy_item(L, i - 1, 1, i);
  }
  lua_seti(L, 1, at);
  return 0;
}

/* table.remove(list, position?) -> the value that was there */
static int take_out(lua_State *L) {
  bool is_last = lua_gettop(L) < 2;
  lua_Integer size = check_length(L), at = is_last ? size : luaL_checkinteger(L, 2);
  bool is_there = at == size || (lua_Unsigned)at - 1u <= (lua_Unsigned)size;
  luaL_argcheck(L, is_there, 2, "position out of bounds");
  lua_geti(L, 1, at);
  for (; at < size; at++) copy_item(L, at + 1, 1, at);
  lua_pushnil(L);
  lua_seti(L, 1, at);
  return 1;
}

/* table.move(from, first, last, to, target?) -> target */
static int move(lua_State *L) {
  lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
  int target = lua_isnoneornil(L, 5) ? 1 : 5;
  luaL_checkany(L, 1);
  if (lua_type(L, target) != LUA_TTABLE && luaL_getmetafield(L, target, "__newindex") == LUA_TNIL)
    luaL_checktype(L, target, LUA_TTABLE);
  if (last >= first) {
    luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
    luaL_argcheck(L, to <= LUA_MAXINTEGER - (last - first), 4, "destination wrap around");
    bool is_forward = to > last || to <= first || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ));
    lua_Integer most = last - first;
    for (lua_Integer i = 0; is_forward && i <= most; i++) copy_item(L, first + i, target, to + i);
    for (lua_Integer i = most; !is_forward && i >= 0; i--) copy_item(L, first + i, target, to + i);
  }
  lua_pushvalue(L, target);
  return 1;
}

static void add_item(lua_State *L, luaL_Buffer *to, lua_Integer at) {
  gloss_spend(L, 1);
  lua_geti(L, 1, at);
  if (!lua_isstring(L, -1)) luaL_error(L, "a %s (at index %I) cannot be concatenated", luaL_typename(L, -1), (LUAI_UACINT)at);
  luaL_addvalue(to);
}

/* table.concat(list, separator?, first?, last?) */
static int concat(lua_State *L) {
  size_t size;
  lua_settop(L, 4);
  const char *separator = luaL_optlstring(L, 2, "", &size);
  lua_Integer first = luaL_optinteger(L, 3, 1), last = lua_isnil(L, 4) ? check_length(L) : luaL_checkinteger(L, 4);
  size_t checked = 0;
  luaL_Buffer to;
  luaL_buffinit(L, &to);
  for (lua_Integer i = first; i <= last; i++) {
    add_item(L, &to, i);
    gloss_check_growth(L, luaL_bufflen(&to), &checked);
    if (i == last) break; /* it may be the largest number there is */
    luaL_addlstring(&to, separator, size);
  }
  luaL_pushresult(&to);
  return 1;
}

/* table.unpack(list, first?, last?) */
static int unpack(lua_State *L) {
  lua_Integer first = luaL_optinteger(L, 2, 1), last = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
  if (first > last) return 0;
  lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)first;
  if (count >= (unsigned int)INT_MAX || !lua_checkstack(L, (int)++count)) return luaL_error(L, "too many results to unpack");
  gloss_spend(L, count);
  for (lua_Unsigned i = 0; i < count; i++) lua_geti(L, 1, first + (lua_Integer)i);
  return (int)count;
}

void gloss_open_table_calls(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"insert", insert}, {"remove", take_out}, {"move", move}, {"concat", concat}, {"unpack", unpack}, {NULL, NULL}};
  lua_getglobal(L, LUA_TABLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
