#include "base/nearest.h"
#include "machine/machine.h"

static const luaL_Reg libraries[] = {
    {LUA_GNAME, luaopen_base},        {LUA_TABLIBNAME, luaopen_table}, {LUA_STRLIBNAME, luaopen_string},
    {LUA_MATHLIBNAME, luaopen_math},  {LUA_UTF8LIBNAME, luaopen_utf8}, {LUA_COLIBNAME, luaopen_coroutine},
};

/* What standard Lua has and the sandbox has not: a message says so. */
static const char *const withheld[] = {
    "collectgarbage", "debug", "dofile", "io", "load", "loadfile", "os", "package", "warn", NULL,
};

/* -- What is open */

static void remove_function(lua_State *L, const char *library, const char *name) {
  lua_getglobal(L, library);
  lua_pushnil(L);
  lua_setfield(L, -2, name);
  lua_pop(L, 1);
}

static void open_libraries(lua_State *L) {
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
    luaL_requiref(L, libraries[i].name, libraries[i].func, 1);
    lua_pop(L, 1);
  }
  for (int i = 0; withheld[i]; i++) {
    lua_pushnil(L);
    lua_setglobal(L, withheld[i]);
  }
  remove_function(L, LUA_STRLIBNAME, "dump");
}

/* -- setmetatable: what depends on when the collector runs is not to be had */

static void refuse_metamethod(lua_State *L, const char *name) {
  lua_pushstring(L, name);
  if (lua_rawget(L, 2) != LUA_TNIL) luaL_error(L, "\"%s\" is not available: it would depend on when memory is collected", name);
  lua_pop(L, 1);
}

/* A metatable may be given `__mode` later. The collector knows that key by the address of the one string that Lua made of it at its
 * start. That one's first byte is changed here: whoever says "__mode" from now on gets another string, which makes nothing weak.
 * Nor is the changed one met by whoever writes its new bytes: they are looked for where their own hash says, not where it lies. The
 * two could be one place, so a byte is taken for which they are not; they then stay apart as the table of strings grows. */
static void disable_weak_tables(lua_State *L) {
  char *mode = (char *)(uintptr_t)lua_pushstring(L, "__mode"), same[sizeof "__mode"];
  bool is_met = true;
  for (mode[0] = 0; is_met; lua_pop(L, 1)) {
    mode[0]++;
    memcpy(same, mode, sizeof same);
    is_met = lua_pushlstring(L, same, sizeof same - 1) == mode;
  }
  lua_pop(L, 1);
}

/* setmetatable(table, metatable): upvalue: the standard one */
static int set_metatable(lua_State *L) {
  lua_settop(L, 2);
  if (lua_istable(L, 2)) {
    refuse_metamethod(L, "__gc");
    refuse_metamethod(L, "__mode");
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 2, 1);
  return 1;
}

static void replace_setmetatable(lua_State *L) {
  lua_getglobal(L, "setmetatable");
  lua_pushcclosure(L, set_metatable, 1);
  lua_setglobal(L, "setmetatable");
}

/* -- math.random: the same numbers for the same document */

static const char RANDOM_SEED[] = "gloss.randomseed"; /* registry: the standard function */

static int refuse_seed(lua_State *L) {
  return luaL_error(L, "math.random is seeded by the id of each document, so that every run gives the same numbers");
}

static void replace_randomseed(lua_State *L) {
  lua_getglobal(L, LUA_MATHLIBNAME);
  lua_getfield(L, -1, "randomseed");
  lua_setfield(L, LUA_REGISTRYINDEX, RANDOM_SEED);
  lua_pushcfunction(L, refuse_seed);
  lua_setfield(L, -2, "randomseed");
  lua_pop(L, 1);
}

void gloss_seed_random(lua_State *L, uint64_t seed) {
  lua_getfield(L, LUA_REGISTRYINDEX, RANDOM_SEED);
  lua_pushinteger(L, (lua_Integer)seed);
  lua_call(L, 1, 0);
}

/* -- Globals: those there are, and no others */

static void offer_string(lua_State *L, gloss_nearest *nearest) {
  gloss_slice name;
  name.data = lua_tolstring(L, -1, &name.size);
  gloss_nearest_offer(nearest, name);
}

/* The locals and upvalues that the function which named the global can see. */
static void offer_locals(lua_State *L, gloss_nearest *nearest) {
  lua_Debug frame;
  const char *name;
  if (!lua_getstack(L, 1, &frame)) return;
  for (int i = 1; (name = lua_getlocal(L, &frame, i)) != NULL; i++, lua_pop(L, 1))
    if (name[0] != '(') gloss_nearest_offer(nearest, gloss_slice_of(name));
  lua_getinfo(L, "f", &frame);
  for (int i = 1; (name = lua_getupvalue(L, -1, i)) != NULL; i++, lua_pop(L, 1)) gloss_nearest_offer(nearest, gloss_slice_of(name));
  lua_pop(L, 1);
}

static void offer_globals(lua_State *L, gloss_nearest *nearest) {
  lua_pushglobaltable(L);
  lua_Integer count = gloss_push_keys(L, -1);
  for (lua_Integer i = 1; i <= count; i++, lua_pop(L, 1))
    if (lua_rawgeti(L, -1, i) == LUA_TSTRING) offer_string(L, nearest);
  lua_pop(L, 2);
}

static bool is_withheld(const char *name) {
  for (int i = 0; withheld[i]; i++)
    if (strcmp(withheld[i], name) == 0) return true;
  return false;
}

static const char *grant_hint(const char *name) {
  if (strcmp(name, "io") == 0) return "; with grants = { \"read files\" } a script may be given io.open and io.lines";
  if (strcmp(name, "os") == 0) return "; with grants = { \"clock\" } a script may be given os.time, os.date and os.clock";
  return "";
}

static int read_global(lua_State *L) {
  gloss_nearest nearest = {0};
  char hint[128];
  const char *name = luaL_tolstring(L, 2, &nearest.word.size);
  nearest.word.data = name;
  if (is_withheld(name)) return luaL_error(L, "\"%s\" is not available in the sandbox%s", name, grant_hint(name));
  if (gloss_has_module(L, nearest.word))
    return luaL_error(L, "unknown global \"%s\": it is a module; write `local %s = require \"%s\"`", name, name, name);
  offer_locals(L, &nearest);
  offer_globals(L, &nearest);
  gloss_nearest_offer(&nearest, GLOSS_SLICE("gloss"));
  return luaL_error(L, "unknown global \"%s\"%s", name, gloss_nearest_hint(&nearest, hint));
}

static int write_global(lua_State *L) {
  gloss_nearest nearest = {0};
  char hint[128];
  const char *name = luaL_tolstring(L, 2, &nearest.word.size);
  nearest.word.data = name;
  offer_locals(L, &nearest);
  return luaL_error(L, "assignment to the global \"%s\": declare it with `local`%s", name, gloss_nearest_hint(&nearest, hint));
}

static void guard_globals(lua_State *L) {
  static const luaL_Reg guards[] = {{"__index", read_global}, {"__newindex", write_global}, {NULL, NULL}};
  lua_pushglobaltable(L);
  luaL_newlib(L, guards);
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

static void hide_string_metatable(lua_State *L) {
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}

void gloss_open_sandbox(lua_State *L) {
  disable_weak_tables(L);
  const gloss_state *state = gloss_state_of(L);
  if (state->environment->trust) luaL_openlibs(L);
  else open_libraries(L);
  if (!state->environment->trust) gloss_open_granted(L, gloss_granted_to(&state->environment->granted, state->path));
  gloss_open_calls(L);
  gloss_open_string_match(L);
  gloss_open_table_calls(L);
  gloss_open_text(L);
  gloss_open_order(L);
  gloss_open_sort(L);
  gloss_open_require(L);
  replace_setmetatable(L);
  replace_randomseed(L);
  hide_string_metatable(L);
  guard_globals(L);
}
