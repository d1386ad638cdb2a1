#include "script/fold.h"

#include "base/nearest.h"
#include "bind/objects.h"
#include "script/machine.h"

/* What goes in and out of the calls below. */
typedef struct exchange {
  gloss_arena *arena;
  gloss_value value;
} exchange;

/* Of `init` something must come; of the others nil means that the accumulator was changed in place. */
static void push_init(lua_State *L) {
  gloss_call_hook(L, GLOSS_HOOK_INIT, 0, 1);
  if (lua_isnil(L, -1)) luaL_error(L, "`init` returned nothing; it returns the accumulator");
}

/* -- Over a document */

static int step(lua_State *L) {
  exchange *exchange = lua_touserdata(L, 1);
  push_init(L);
  lua_pushvalue(L, -1);
  gloss_push_document(L);
  gloss_call_hook(L, GLOSS_HOOK_STEP, 2, 1);
  if (lua_isnil(L, -1)) lua_pop(L, 1);
  exchange->value = gloss_to_value(L, -1, exchange->arena, false, "the accumulator");
  return 0;
}

bool gloss_fold_step(gloss_state *state, gloss_document *document, gloss_arena *arena, gloss_value *accumulator) {
  exchange exchange = {.arena = arena};
  bool done = gloss_state_run_over(state, document, step, &exchange);
  *accumulator = exchange.value;
  return done;
}

/* -- Merging */

static void push_accumulator(lua_State *L) {
  const gloss_state *state = gloss_state_of(L);
  if (state->accumulator == LUA_NOREF) push_init(L);
  else lua_rawgeti(L, LUA_REGISTRYINDEX, state->accumulator);
}

/* Takes what is on the top. */
static void keep_accumulator(lua_State *L) {
  gloss_state *state = gloss_state_of(L);
  luaL_unref(L, LUA_REGISTRYINDEX, state->accumulator);
  state->accumulator = luaL_ref(L, LUA_REGISTRYINDEX);
}

static int merge(lua_State *L) {
  const exchange *exchange = lua_touserdata(L, 1);
  bool is_first = gloss_state_of(L)->accumulator == LUA_NOREF;
  if (!is_first) push_accumulator(L);
  gloss_push_value(L, exchange->value);
  if (!is_first) gloss_call_hook(L, GLOSS_HOOK_MERGE, 2, 1);
  if (!lua_isnil(L, -1)) keep_accumulator(L);
  return 0;
}

static int read(lua_State *L) {
  exchange *exchange = lua_touserdata(L, 1);
  push_accumulator(L);
  exchange->value = gloss_to_value(L, -1, exchange->arena, false, "the accumulator");
  return 0;
}

/* -- Rows */

static bool has_column(const gloss_script *script, gloss_slice name) {
  for (uint32_t i = 0; i < script->column_count; i++)
    if (gloss_slice_equal(script->columns[i], name)) return true;
  return false;
}

static void check_row(lua_State *L, const gloss_script *script, gloss_value row) {
  bool is_empty = row.kind == GLOSS_LIST && row.size == 0;
  if (row.kind != GLOSS_MAP && !is_empty) luaL_error(L, "`finish` returns a list of rows, and a row is a table by column");
  for (uint32_t i = 0; row.kind == GLOSS_MAP && i < row.size; i++) {
    if (has_column(script, row.pairs[i].key)) continue;
    gloss_nearest nearest = {.word = row.pairs[i].key};
    char hint[128];
    for (uint32_t j = 0; j < script->column_count; j++) gloss_nearest_offer(&nearest, script->columns[j]);
    luaL_error(L, "`finish`: no column \"%s\"%s", row.pairs[i].key.data, gloss_nearest_hint(&nearest, hint));
  }
}

static int finish(lua_State *L) {
  exchange *exchange = lua_touserdata(L, 1);
  push_accumulator(L);
  gloss_call_hook(L, GLOSS_HOOK_FINISH, 1, 1);
  if (!lua_istable(L, -1)) luaL_error(L, "`finish` returns a list of rows, not a %s", gloss_type_name(L, -1));
  exchange->value = gloss_to_value(L, -1, exchange->arena, false, "the rows");
  if (exchange->value.kind != GLOSS_LIST) luaL_error(L, "`finish` returns a list of rows, and this is one table by name");
  for (uint32_t i = 0; i < exchange->value.size; i++) check_row(L, gloss_state_of(L)->script, exchange->value.items[i]);
  return 0;
}

static bool call(gloss_state *state, lua_CFunction function, exchange *exchange, gloss_error *error) {
  lua_pushcfunction(state->L, function);
  lua_pushlightuserdata(state->L, exchange);
  bool done = gloss_call(state->L, 1, 0);
  gloss_state_give_back(state, 0);
  return done || gloss_fail_trouble(state, state->path, error);
}

static bool call_counted(gloss_state *state, lua_CFunction function, uint64_t tokens, exchange *exchange, gloss_error *error) {
  gloss_budget_begin_counted(state, gloss_budget_of(state, tokens));
  bool done = call(state, function, exchange, error);
  gloss_budget_end(state);
  return done;
}

bool gloss_fold_merge(gloss_state *state, gloss_value later, uint64_t tokens, gloss_error *error) {
  return call_counted(state, merge, tokens, &(exchange){.value = later}, error);
}

/* Unless it must begin with `init`, no function of the script is called: an interruption waits, and what is read is whole. */
bool gloss_fold_read(gloss_state *state, gloss_arena *arena, gloss_value *accumulator, gloss_error *error) {
  exchange exchange = {.arena = arena};
  bool is_empty = state->accumulator == LUA_NOREF;
  state->budget = (gloss_budget){.most = UINT64_MAX};
  bool done = is_empty ? call_counted(state, read, 0, &exchange, error) : call(state, read, &exchange, error);
  *accumulator = exchange.value;
  return done;
}

bool gloss_fold_finish(gloss_state *state, uint64_t tokens, gloss_arena *arena, gloss_value *rows, gloss_error *error) {
  exchange exchange = {.arena = arena};
  bool done = call_counted(state, finish, tokens, &exchange, error);
  *rows = exchange.value;
  return done;
}
