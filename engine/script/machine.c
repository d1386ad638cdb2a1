#include <stdlib.h>

#include "bind/objects.h"
#include "data/data.h"
#include "script/machine.h"

static void open_module(lua_State *L) {
  lua_newtable(L);
  gloss_open_data(L);
  gloss_open_resources(L);
  gloss_seal(L, "gloss has no");
  gloss_set_module(L, "gloss");
}

static int open_everything(lua_State *L) {
  gloss_open_sandbox(L);
  gloss_open_objects(L);
  open_module(L);
  return 0;
}

static void reset(gloss_state *state) {
  state->used = state->charged = state->refused = 0;
  state->exhausted = false;
  state->generation = 0;
  state->cap = state->environment->memory_cap ? state->environment->memory_cap : GLOSS_MEMORY_CAP;
  state->options_view = state->accumulator = LUA_NOREF;
  for (int i = 0; i < GLOSS_HOOKS; i++) state->hooks[i] = LUA_NOREF;
}

uint64_t gloss_budget_of(const gloss_state *state, uint64_t tokens) {
  uint64_t most = state->environment->budget ? state->environment->budget : GLOSS_BUDGET * UINT64_C(1000000);
  return most + tokens * GLOSS_BUDGET_TOKEN;
}

bool gloss_state_open(gloss_state *state, gloss_error *error) {
  reset(state);
  state->L = lua_newstate(gloss_state_allocate, state);
  if (state->L == NULL) {
    gloss_pool_free(&state->pool);
    return gloss_fail(error, "%zu bytes are too few for a script", state->cap);
  }
  *(gloss_state **)lua_getextraspace(state->L) = state;
  lua_gc(state->L, LUA_GCINC, 400, 0, 0); /* a script's garbage is short-lived: collecting less often is faster, at little memory */
  lua_pushcfunction(state->L, open_everything);
  if (gloss_call(state->L, 0, 0)) return true;
  gloss_fail(error, "%.*s", GLOSS_PRINT(gloss_buffer_slice(&state->trouble.message)));
  gloss_state_close(state);
  return false;
}

void gloss_state_close(gloss_state *state) {
  if (state->L == NULL) return;
  lua_close(state->L);
  gloss_pool_free(&state->pool);
  state->L = NULL;
  state->resources = NULL;
  state->open_files = 0;
  gloss_json_free(state->json); /* a failure has left there whatever it held */
  state->json = NULL;
  gloss_buffer_free(&state->scratch);
  state->matches = (gloss_span){0};
  gloss_close_objects(state);
}

void gloss_state_clear(gloss_state *state) {
  gloss_buffer_free(&state->trouble.at);
  gloss_buffer_free(&state->trouble.message);
  gloss_buffer_free(&state->trouble.traceback);
  gloss_buffer_free(&state->scratch);
  gloss_buffer_free(&state->printed);
  gloss_error_clear(&state->error);
  gloss_arena_free(&state->arena);
  gloss_json_free(state->json);
}

/* -- Reading a table */

/* What gloss_read_table does, for the protected call. */
typedef struct reading {
  const char *path;
  gloss_table_reader *read;
  void *target;
} reading;

static int read_table(lua_State *L) {
  const reading *reading = lua_touserdata(L, 1);
  gloss_run_file(L, reading->path);
  reading->read(L, reading->target);
  return 0;
}

bool gloss_read_table(const gloss_environment *environment, const char *folder, const char *path, gloss_table_reader *read,
                      void *target, gloss_error *error) {
  reading reading = {path, read, target};
  gloss_state state = {.environment = environment, .path = path, .folder = folder};
  bool done = gloss_state_open(&state, error) || gloss_fail_at(error, "%s", path);
  if (done) {
    gloss_budget_join();
    gloss_budget_begin_counted(&state, gloss_budget_of(&state, 0));
    lua_pushcfunction(state.L, read_table);
    lua_pushlightuserdata(state.L, &reading);
    done = gloss_call(state.L, 1, 0) || gloss_fail_trouble(&state, path, error);
    gloss_budget_end(&state);
    gloss_budget_leave();
    gloss_state_close(&state);
  }
  gloss_state_clear(&state);
  return done;
}
