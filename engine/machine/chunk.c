#include "base/file.h"
#include "machine/machine.h"

/* What a file may begin with that Lua does not read: a byte order mark, and a first line for the system's shell. */
static gloss_slice skip_preamble(gloss_slice source) {
  gloss_slice mark = GLOSS_SLICE("\xef\xbb\xbf");
  if (gloss_slice_starts_with(source, mark)) source = gloss_slice_cut(source, mark.size, source.size);
  size_t size = 0;
  if (source.size > 0 && source.data[0] == '#')
    while (size < source.size && source.data[size] != '\n') size++; /* the line's end stays: lines keep their numbers */
  return gloss_slice_cut(source, size, source.size);
}

static void load(lua_State *L, const char *path, const gloss_buffer *content) {
  gloss_slice source = skip_preamble(gloss_buffer_slice(content)), name = gloss_path_name(path);
  lua_pushfstring(L, "@%s", name.data); /* the name is the path's end */
  if (luaL_loadbufferx(L, source.data ? source.data : "", source.size, lua_tostring(L, -1), "t") != LUA_OK) lua_error(L);
  lua_remove(L, -2);
}

void gloss_run_file(lua_State *L, const char *path) {
  luaL_checkstack(L, 8, "too many modules in one another");
  gloss_buffer *content = gloss_push_buffer(L);
  if (!gloss_file_read(path, content, &gloss_state_of(L)->error)) gloss_raise(L);
  load(L, path, content);
  gloss_buffer_free(content);
  lua_remove(L, -2);
  lua_call(L, 0, 1);
}
