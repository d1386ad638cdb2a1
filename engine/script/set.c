#include "script/set.h"

#include <stdlib.h>

#include "base/memory.h"
#include "script/machine.h"
#include "unicode/unicode.h"

static gloss_slice copy_text(lua_State *L, gloss_set *set) {
  gloss_slice text = {0};
  if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "a set holds only strings; this is a %s", luaL_typename(L, -1));
  text.data = lua_tolstring(L, -1, &text.size);
  if (!gloss_utf8_is_valid(text)) luaL_error(L, "a string of the set is not UTF-8");
  return gloss_arena_copy(&set->arena, text);
}

static void read_entry(lua_State *L, gloss_set *set) {
  gloss_slice text = copy_text(L, set);
  if (lua_isinteger(L, -2)) set->members[set->count++] = text;
  else if (strcmp(luaL_tolstring(L, -2, NULL), "about") == 0) set->about = text;
  else luaL_error(L, "a set has `about` and a list of expressions, but no \"%s\"", lua_tostring(L, -1));
}

static void read_set(lua_State *L, void *target) {
  gloss_set *set = target;
  int table = lua_gettop(L);
  if (!lua_istable(L, table)) luaL_error(L, "a set returns a table, but this file returns a %s", luaL_typename(L, table));
  lua_Integer count = gloss_push_keys(L, table);
  set->members = gloss_arena_allocate(&set->arena, (size_t)count * sizeof *set->members);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, table + 1, i);
    lua_pushvalue(L, -1);
    lua_rawget(L, table);
    read_entry(L, set);
    lua_settop(L, table + 1);
  }
}

gloss_set *gloss_set_load(const gloss_environment *environment, const char *path, gloss_error *error) {
  gloss_set *set = gloss_allocate_zeroed(1, sizeof *set);
  if (gloss_read_table(environment, NULL, path, read_set, set, error)) return set;
  gloss_set_free(set);
  return NULL;
}

void gloss_set_free(gloss_set *set) {
  if (set == NULL) return;
  gloss_arena_free(&set->arena);
  free(set);
}
