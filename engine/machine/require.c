#include "machine/machine.h"

static const char MODULES[] = "gloss.modules"; /* registry: name -> what the module returned; false while it is being loaded */

void gloss_set_module(lua_State *L, const char *name) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, MODULES);
  lua_insert(L, -2);
  lua_setfield(L, -2, name);
  lua_pop(L, 1);
}

bool gloss_has_module(lua_State *L, gloss_slice name) {
  if (gloss_slice_is(name, "gloss")) return true;
  if (!gloss_push_file(L, GLOSS_FIND_MODULE, name)) return false;
  lua_pop(L, 1);
  return true;
}

static int run_module(lua_State *L) {
  gloss_run_file(L, lua_tostring(L, 1));
  return 1;
}

enum { NAME = 1, LOADED };

static void set_loaded(lua_State *L) {
  lua_pushvalue(L, NAME);
  lua_insert(L, -2);
  lua_rawset(L, LOADED);
}

/* Pushes what the file of the module returns; the path is on the top. One that fails can be tried again. */
static void load_module(lua_State *L) {
  lua_pushboolean(L, false);
  set_loaded(L);
  lua_pushcfunction(L, run_module);
  lua_insert(L, -2);
  if (lua_pcall(L, 1, 1, 0) != LUA_OK) {
    lua_pushnil(L);
    set_loaded(L);
    lua_error(L);
  }
  if (!lua_toboolean(L, -1)) lua_pushboolean(L, true);
  lua_pushvalue(L, -1);
  set_loaded(L);
}

/* Upvalue: the standard `require`, or nil in the sandbox. */
static int call_standard(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, NAME);
  lua_call(L, 1, 1);
  return 1;
}

/* require(name): what the module returns; each is run once */
static int require(lua_State *L) {
  gloss_slice name;
  name.data = luaL_checklstring(L, NAME, &name.size);
  lua_settop(L, NAME);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, MODULES);
  lua_pushvalue(L, NAME);
  int type = lua_rawget(L, LOADED);
  if (type == LUA_TBOOLEAN && !lua_toboolean(L, -1))
    return luaL_error(L, "module \"%s\" is required while it is being loaded: modules must not require each other in a circle",
                      name.data);
  if (type != LUA_TNIL) return 1;
  if (gloss_push_file(L, GLOSS_FIND_MODULE, name)) load_module(L);
  else if (lua_isnil(L, lua_upvalueindex(1))) gloss_raise_missing(L, GLOSS_FIND_MODULE, name);
  else call_standard(L);
  return 1;
}

void gloss_open_require(lua_State *L) {
  lua_getglobal(L, "require"); /* there when the sandbox is lifted */
  lua_pushcclosure(L, require, 1);
  lua_setglobal(L, "require");
}
