#include "script/writer.h"

#include "base/hash.h"
#include "bind/objects.h"
#include "script/machine.h"

void gloss_writer_show(gloss_state *state, const uint32_t *layers, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) state->layer_rights[layers[i]] |= GLOSS_MAY_READ;
  state->reads_values = true;
}

static void add_string(lua_State *L, const char *hook, gloss_buffer *out) {
  if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "`%s` returns a string, not a %s", hook, gloss_type_name(L, -1));
  gloss_buffer_add(out, gloss_name_at(L, -1));
}

static int write(lua_State *L) {
  gloss_seed_random(L, gloss_hash(gloss_state_of(L)->document->id));
  gloss_push_document(L);
  gloss_call_hook(L, GLOSS_HOOK_WRITE, 1, 1);
  add_string(L, "write", lua_touserdata(L, 1));
  return 0;
}

bool gloss_writer_write(gloss_state *state, gloss_document *document, gloss_buffer *out) {
  return gloss_state_run_over(state, document, write, out);
}

static int write_header(lua_State *L) {
  gloss_call_hook(L, GLOSS_HOOK_HEADER, 0, 1);
  add_string(L, "header", lua_touserdata(L, 1));
  return 0;
}

static int write_footer(lua_State *L) {
  gloss_call_hook(L, GLOSS_HOOK_FOOTER, 0, 1);
  add_string(L, "footer", lua_touserdata(L, 1));
  return 0;
}

bool gloss_writer_add_header(gloss_state *state, gloss_buffer *out, gloss_error *error) {
  if (state->script->hooks & GLOSS_HAS_HEADER) return gloss_state_call(state, write_header, out, 0, error);
  gloss_buffer_add(out, state->script->header);
  return true;
}

bool gloss_writer_add_footer(gloss_state *state, gloss_buffer *out, gloss_error *error) {
  if (state->script->hooks & GLOSS_HAS_FOOTER) return gloss_state_call(state, write_footer, out, 0, error);
  gloss_buffer_add(out, state->script->footer);
  return true;
}
