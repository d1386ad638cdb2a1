#include "machine/machine.h"

enum { BYTES_A_STEP = 32 };

/* What the pool keeps without use counts too, unless the block is of it. */
static size_t held_for(const gloss_state *state, size_t size) {
  return state->used + (gloss_pool_has(&state->pool, size) ? 0 : state->pool.idle);
}

/* Lua asks for the same once more, after a full collection, before it gives up. */
static bool refuse(gloss_state *state, size_t size, size_t more) {
  size_t held = held_for(state, size);
  if (held <= state->cap && more <= state->cap - held) {
    state->refused = 0;
    return false;
  }
  if (state->refused == more) state->exhausted = true;
  state->refused = more;
  return true;
}

void *gloss_state_allocate(void *context, void *block, size_t old_size, size_t size) {
  gloss_state *state = context;
  if (block == NULL) old_size = 0; /* Lua says there what kind of object it wants */
  if (size > old_size && refuse(state, size, size - old_size)) return NULL;
  void *moved = gloss_pool_resize(&state->pool, block, old_size, size);
  if (moved == NULL && size > 0) return NULL;
  state->used += size;
  state->used -= old_size;
  if (size > old_size) state->budget.used += (size - old_size) / BYTES_A_STEP; /* whoever makes much has something to do */
  return moved;
}

int gloss_raise_exhausted(lua_State *L) {
  gloss_state_of(L)->exhausted = true;
  return luaL_error(L, "not enough memory");
}

void gloss_check_room(lua_State *L, size_t bytes) {
  gloss_state *state = gloss_state_of(L);
  if (state->used + bytes <= state->cap) return;
  lua_gc(L, LUA_GCCOLLECT);
  if (state->used + bytes > state->cap) gloss_raise_exhausted(L);
}

static void refuse_loan(void *context) {
  gloss_raise_exhausted(context);
}

void gloss_begin_loan(lua_State *L, size_t wanted) {
  gloss_state *state = gloss_state_of(L);
  if (state->used + wanted > state->cap) lua_gc(L, LUA_GCCOLLECT);
  size_t room = state->used < state->cap ? state->cap - state->used : 0;
  state->loan = (gloss_loan){.room = room, .refuse = refuse_loan, .context = L};
  gloss_memory_borrow(&state->loan);
}

void gloss_end_loan(lua_State *L) {
  gloss_memory_repay();
  gloss_state_charge(L, gloss_state_of(L)->loan.taken);
}

void gloss_check_growth(lua_State *L, size_t size, size_t *checked) {
  enum { SMALL = 1 << 20 };
  if (size < SMALL || size < *checked) return;
  gloss_check_room(L, 2 * size);
  *checked = 2 * size;
}

void gloss_state_charge(lua_State *L, size_t bytes) {
  gloss_state *state = gloss_state_of(L);
  state->used += bytes;
  state->charged += bytes;
  gloss_check_room(L, 0);
}

void gloss_state_hold(lua_State *L, size_t bytes) {
  gloss_state_of(L)->used += bytes;
  gloss_check_room(L, 0);
}

void gloss_state_give_back(gloss_state *state, size_t charged) {
  state->used -= state->charged - charged;
  state->charged = charged;
}
