#include "machine/machine.h"

void *gloss_push_owner(lua_State *L, size_t size, lua_CFunction release) {
  void *memory = lua_newuserdatauv(L, size, 0);
  memset(memory, 0, size);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, release);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  return memory;
}

static int free_buffer(lua_State *L) {
  gloss_buffer_free(lua_touserdata(L, 1));
  return 0;
}

gloss_buffer *gloss_push_buffer(lua_State *L) {
  return gloss_push_owner(L, sizeof(gloss_buffer), free_buffer);
}

void gloss_push_scratch(lua_State *L) {
  enum { KEPT = 1 << 20 };
  gloss_buffer *scratch = &gloss_state_of(L)->scratch;
  lua_pushlstring(L, scratch->data ? scratch->data : "", scratch->size);
  if (scratch->capacity > KEPT) gloss_buffer_free(scratch);
}
