#include "machine/budget.h"
#include "machine/machine.h"

enum { ERROR_STEPS = 500 }; /* what an error costs, in steps */

/* -- pcall, xpcall */

/* What was called has returned, or raised; `extra` values below its results are not the caller's. */
static int finish_call(lua_State *L, int status, lua_KContext extra) {
  gloss_check_spent(L);
  if (status != LUA_OK && status != LUA_YIELD) gloss_spend(L, ERROR_STEPS);
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)extra;
  lua_pushboolean(L, false);
  lua_pushvalue(L, -2);
  return 2;
}

/* pcall(function, …) */
static int protected_call(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, true);
  lua_insert(L, 1);
  int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_call);
  return finish_call(L, status, 0);
}

/* What xpcall has for a handler; upvalue: the script's own, which a stop does not reach. */
static int handle(lua_State *L) {
  const gloss_state *state = gloss_state_of(L);
  if (state->budget.is_spent || state->exhausted) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

/* xpcall(function, handler, …) */
static int handled_call(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, handle, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, true);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  int status = lua_pcallk(L, count - 2, LUA_MULTRET, 2, 2, finish_call);
  return finish_call(L, status, 2);
}

/* -- coroutine */

enum { CREATION = 1000 }; /* steps: as many as one may take before it is counted */

static lua_State *check_coroutine(lua_State *L) {
  lua_State *coroutine = lua_tothread(L, 1);
  luaL_argexpected(L, coroutine, 1, "coroutine");
  return coroutine;
}

/* coroutine.create(function) */
static int create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  gloss_spend(L, CREATION);
  lua_State *coroutine = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, coroutine, 1);
  return 1;
}

/* Runs it with the arguments on the top; returns how many results are there instead, or -1 and the error. */
static int resume(lua_State *L, lua_State *coroutine, int arguments) {
  int results = 0;
  if (!lua_checkstack(coroutine, arguments)) return lua_pushliteral(L, "too many arguments to resume"), -1;
  lua_xmove(L, coroutine, arguments);
  gloss_spend(L, 1);
  gloss_budget_run(coroutine);
  int status = lua_resume(coroutine, L, arguments, &results);
  gloss_budget_run(L);
  gloss_check_spent(L);
  if (status != LUA_OK && status != LUA_YIELD) return lua_xmove(coroutine, L, 1), -1;
  if (!lua_checkstack(L, results + 1)) return lua_pop(coroutine, results), lua_pushliteral(L, "too many results to resume"), -1;
  lua_xmove(coroutine, L, results);
  return results;
}

/* coroutine.resume(coroutine, …) */
static int resume_coroutine(lua_State *L) {
  int results = resume(L, check_coroutine(L), lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  lua_insert(L, results >= 0 ? -results - 1 : -2);
  return results >= 0 ? results + 1 : 2;
}

/* What coroutine.wrap gives; upvalue: the coroutine. An error closes it, and is raised where it was called. */
static int resume_wrapped(lua_State *L) {
  lua_State *coroutine = lua_tothread(L, lua_upvalueindex(1));
  int results = resume(L, coroutine, lua_gettop(L));
  if (results >= 0) return results;
  int status = lua_status(coroutine);
  if (status != LUA_OK && status != LUA_YIELD) {
    gloss_budget_run(coroutine);
    lua_resetthread(coroutine);
    gloss_budget_run(L);
    gloss_check_spent(L);
    lua_xmove(coroutine, L, 1);
  }
  if (lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

/* coroutine.wrap(function) */
static int wrap(lua_State *L) {
  create(L);
  lua_pushcclosure(L, resume_wrapped, 1);
  return 1;
}

static bool is_at_rest(lua_State *L, lua_State *coroutine) {
  lua_Debug frame;
  int status = lua_status(coroutine);
  return coroutine != L && (status != LUA_OK || lua_getstack(coroutine, 0, &frame) == 0);
}

/* coroutine.close(coroutine) */
static int close_coroutine(lua_State *L) {
  lua_State *coroutine = check_coroutine(L);
  if (!is_at_rest(L, coroutine)) return luaL_error(L, "a coroutine that is running cannot be closed");
  gloss_budget_run(coroutine);
  int status = lua_resetthread(coroutine);
  gloss_budget_run(L);
  gloss_check_spent(L);
  lua_pushboolean(L, status == LUA_OK);
  if (status == LUA_OK) return 1;
  lua_xmove(coroutine, L, 1);
  return 2;
}

void gloss_open_calls(lua_State *L) {
  static const luaL_Reg coroutines[] = {
    {"create", create}, {"resume", resume_coroutine}, {"wrap", wrap}, {"close", close_coroutine}, {NULL, NULL}};
  lua_register(L, "pcall", protected_call);
  lua_register(L, "xpcall", handled_call);
  lua_getglobal(L, LUA_COLIBNAME);
  luaL_setfuncs(L, coroutines, 0);
  lua_pop(L, 1);
}
