#include "script/state.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "bind/objects.h"
#include "script/machine.h"

enum { GENERATIONS = 1 << GLOSS_GENERATION_BITS, SCRATCH_KEPT = 1 << 20 };

/* -- Making it */

static void grant(const gloss_state *state, gloss_slice layer, uint8_t rights) {
  uint32_t index = gloss_schema_find_layer(state->schema, layer);
  if (index != GLOSS_NO_LAYER) state->layer_rights[index] |= rights;
}

static void grant_rights(gloss_state *state) {
  const gloss_script *script = state->script;
  state->layer_rights = gloss_allocate_zeroed(gloss_schema_layer_count(state->schema) + 1u, 1);
  for (uint32_t i = 0; i < script->require_count; i++) grant(state, script->requires[i].name, GLOSS_MAY_READ);
  for (uint32_t i = 0; i < script->provide_count; i++) grant(state, script->provides[i].name, GLOSS_MAY_READ | GLOSS_MAY_WRITE);
}

/* Keeps the functions that the table on the top has of these hooks. The file may have changed since the script was read. */
static void keep_functions(lua_State *L, gloss_state *state, int first, int end) {
  for (int i = first; i < end; i++) {
    lua_pushstring(L, gloss_hook_names[i]);
    bool is_there = lua_rawget(L, -2) == LUA_TFUNCTION, was_there = state->script->hooks & 1u << i;
    if (is_there != was_there) luaL_error(L, "the file has changed since it was first read");
    state->hooks[i] = is_there ? luaL_ref(L, LUA_REGISTRYINDEX) : (lua_pop(L, 1), LUA_NOREF);
  }
}

/* The script's table is on the top. */
static void keep_hooks(lua_State *L, gloss_state *state) {
  luaL_checktype(L, -1, LUA_TTABLE);
  keep_functions(L, state, 0, GLOSS_FOLD_HOOKS);
  lua_pushliteral(L, "fold");
  if (lua_rawget(L, -2) != LUA_TTABLE) lua_newtable(L);
  keep_functions(L, state, GLOSS_FOLD_HOOKS, GLOSS_HOOKS);
}

static void keep_options(lua_State *L, gloss_state *state) {
  if (state->options.kind == GLOSS_MAP) gloss_push_value(L, state->options);
  else lua_newtable(L);
  gloss_seal(L, "no option");
  state->options_view = luaL_ref(L, LUA_REGISTRYINDEX);
}

void gloss_call_hook(lua_State *L, int hook, int arguments, int results) {
  const gloss_state *state = gloss_state_of(L);
  lua_rawgeti(L, LUA_REGISTRYINDEX, state->hooks[hook]);
  lua_insert(L, -1 - arguments);
  lua_rawgeti(L, LUA_REGISTRYINDEX, state->options_view);
  lua_call(L, arguments + 1, results);
}

static int load_script(lua_State *L) {
  gloss_state *state = gloss_state_of(L);
  gloss_seed_random(L, 0);
  gloss_run_file(L, state->path);
  keep_hooks(L, state);
  keep_options(L, state);
  if (state->script->hooks & GLOSS_HAS_SETUP) gloss_call_hook(L, GLOSS_HOOK_SETUP, 0, 0);
  return 0;
}

static bool prepare(gloss_state *state, gloss_error *error) {
  if (!gloss_state_open(state, error)) return gloss_fail_at(error, "%s", state->path);
  gloss_budget_begin_counted(state, gloss_budget_of(state, 0));
  lua_pushcfunction(state->L, load_script);
  bool done = gloss_call(state->L, 0, 0);
  gloss_budget_end(state);
  if (done) return true;
  gloss_fail_trouble(state, state->path, error);
  gloss_state_close(state);
  return false;
}

gloss_state *gloss_state_new(const gloss_environment *environment, const gloss_script *script, gloss_value options,
                             const gloss_schema *schema, uint16_t number, gloss_matcher *matcher, gloss_error *error) {
  gloss_state *state = gloss_allocate_zeroed(1, sizeof *state);
  state->environment = environment;
  state->script = script;
  state->path = script->path;
  state->folder = script->folder;
  state->options = options;
  state->schema = schema;
  state->number = number;
  state->matcher = matcher;
  gloss_budget_join();
  grant_rights(state);
  if (prepare(state, error)) return state;
  gloss_state_free(state);
  return NULL;
}

void gloss_state_free(gloss_state *state) {
  if (state == NULL) return;
  gloss_state_close(state);
  gloss_state_clear(state);
  gloss_budget_leave();
  free(state->layer_rights);
  free(state);
}

/* -- Running it */

static void run_block(lua_State *L, const gloss_document *document, uint32_t index) {
  const gloss_state *state = gloss_state_of(L);
  gloss_span sentences = document->blocks[index].sentences;
  if (state->script->hooks & GLOSS_HAS_BLOCK) {
    gloss_push_place(L, gloss_place_of(GLOSS_BLOCK, index, 0));
    gloss_call_hook(L, GLOSS_HOOK_BLOCK, 1, 0);
  }
  if (!(state->script->hooks & GLOSS_HAS_SENTENCE)) return;
  for (uint32_t i = sentences.start; i < sentences.end; i++) {
    gloss_push_place(L, gloss_place_of(GLOSS_SENTENCE, i, 0));
    gloss_call_hook(L, GLOSS_HOOK_SENTENCE, 1, 0);
  }
}

static int run_hooks(lua_State *L) {
  const gloss_state *state = gloss_state_of(L);
  const gloss_document *document = state->document;
  gloss_seed_random(L, gloss_hash(document->id));
  if (state->script->hooks & GLOSS_HAS_DOCUMENT) {
    gloss_push_document(L);
    gloss_call_hook(L, GLOSS_HOOK_DOCUMENT, 1, 0);
  }
  if (state->script->hooks & (GLOSS_HAS_BLOCK | GLOSS_HAS_SENTENCE))
    for (uint32_t i = 0; i < document->block_count; i++) run_block(L, document, i);
  return 0;
}

/* The generations of documents are used up, or the state is gone: handles of the old one could be taken for new ones. */
bool gloss_state_renew(gloss_state *state, gloss_error *error) {
  gloss_state_close(state);
  return prepare(state, error);
}

static bool renew(gloss_state *state, gloss_document *document) {
  gloss_error error = {0};
  if (gloss_state_renew(state, &error)) return true;
  gloss_failure failure = {.script = gloss_slice_of(state->script->name), .message = gloss_slice_of(error.message)};
  gloss_document_fail(document, failure);
  gloss_error_clear(&error);
  return false;
}

static void open_document(gloss_state *state, gloss_document *document) {
  state->document = document;
  state->generation++;
  state->matches = (gloss_span){document->match_count, document->match_count};
  gloss_document_begin(document, state->number);
  gloss_buffer_clear(&state->printed);
}

static void close_document(gloss_state *state) {
  state->matches.end = state->document->match_count;
  state->document = NULL;
  gloss_state_give_back(state, 0);
  gloss_arena_reset(&state->arena);
  if (state->scratch.capacity > SCRATCH_KEPT) gloss_buffer_free(&state->scratch);
}

static void record_failure(const gloss_state *state, gloss_document *document) {
  const gloss_trouble *trouble = &state->trouble;
  gloss_document_fail(document, (gloss_failure){.script = gloss_slice_of(state->script->name),
                                                .at = gloss_buffer_slice(&trouble->at),
                                                .message = gloss_buffer_slice(&trouble->message),
                                                .traceback = gloss_buffer_slice(&trouble->traceback)});
}

static void tell_printed(gloss_state *state, const gloss_document *document) {
  gloss_slice rest = gloss_buffer_slice(&state->printed), line;
  while (state->environment->print && gloss_slice_split(&rest, '\n', &line))
    state->environment->print(state->environment->print_context, document, line);
  gloss_buffer_clear(&state->printed);
}

static bool can_go_on(const gloss_state *state) {
  return state->L && state->generation + 1 < GENERATIONS;
}

/* What a failure did is undone. A lua_State that was stopped, or ran out of memory, is given up. */
static bool run_once(gloss_state *state, gloss_document *document, lua_CFunction function, void *context, bool is_counted) {
  open_document(state, document);
  uint64_t most = gloss_budget_of(state, document->token_count);
  if (is_counted) gloss_budget_begin_counted(state, most);
  else gloss_budget_begin_freely(state, most, document->token_count);
  lua_pushcfunction(state->L, function);
  lua_pushlightuserdata(state->L, context);
  bool done = gloss_call(state->L, 1, 0);
  gloss_budget_end(state);
  if (done) gloss_document_keep(document);
  else gloss_document_undo(document);
  close_document(state);
  bool is_scattered = state->pool.idle > state->cap / 4; /* small blocks of other sizes would find no room */
  if (state->exhausted || state->budget.is_spent || is_scattered) gloss_state_close(state);
  return done;
}

/* What a fresh lua_State may say otherwise: time is no reason, nor is memory that documents before have left full of holes. */
static bool is_suspicious(const gloss_state *state, bool was_fresh) {
  if (gloss_is_interrupted()) return false;
  return state->budget.is_spent ? !state->budget.is_counted || !was_fresh : state->exhausted && !was_fresh;
}

bool gloss_state_run_over(gloss_state *state, gloss_document *document, lua_CFunction function, void *context) {
  if (!can_go_on(state) && !renew(state, document)) return false;
  bool was_fresh = state->generation == 0;
  bool done = run_once(state, document, function, context, false);
  if (!done && is_suspicious(state, was_fresh)) {
    if (!renew(state, document)) return false;
    done = run_once(state, document, function, context, true);
  }
  if (!done) record_failure(state, document);
  tell_printed(state, document);
  return done;
}

bool gloss_state_run(gloss_state *state, gloss_document *document) {
  return gloss_state_run_over(state, document, run_hooks, NULL);
}

/* -- Without a document */

bool gloss_state_call(gloss_state *state, lua_CFunction function, void *context, uint64_t more_steps, gloss_error *error) {
  if (state->L == NULL && !gloss_state_renew(state, error)) return false;
  gloss_budget_begin_counted(state, gloss_budget_of(state, 0) + more_steps);
  lua_pushcfunction(state->L, function);
  lua_pushlightuserdata(state->L, context);
  bool done = gloss_call(state->L, 1, 0);
  gloss_state_give_back(state, 0);
  gloss_budget_end(state);
  if (!done) gloss_fail_trouble(state, state->path, error);
  if (state->exhausted || state->budget.is_spent) gloss_state_close(state);
  return done;
}
