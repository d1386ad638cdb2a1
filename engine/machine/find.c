#include <stdlib.h>

#include "base/nearest.h"
#include "machine/machine.h"

static const char *language_of(const gloss_state *state, gloss_find kind) {
  bool of_language = kind == GLOSS_FIND_DATA && state->environment->language;
  return of_language ? gloss_language_name(state->environment->language) : NULL;
}

bool gloss_push_file(lua_State *L, gloss_find kind, gloss_slice name) {
  gloss_state *state = gloss_state_of(L);
  char *path = gloss_search_path_find(state->environment->path, kind, state->folder, language_of(state, kind), name);
  if (path == NULL && kind == GLOSS_FIND_DATA)
    path = gloss_search_path_find(state->environment->path, kind, state->folder, GLOSS_STANDARD_LANGUAGE, name);
  if (path == NULL) return gloss_inputs_miss(state->environment->inputs), false;
  gloss_inputs_add(state->environment->inputs, path);
  gloss_buffer_clear(&state->scratch);
  gloss_buffer_add(&state->scratch, gloss_slice_of(path));
  free(path);
  lua_pushlstring(L, state->scratch.data, state->scratch.size);
  return true;
}

static void add_hint(const gloss_state *state, gloss_find kind, gloss_slice name, gloss_buffer *to) {
  gloss_nearest nearest = {.word = name};
  gloss_names paths = {0};
  gloss_search_path_list(state->environment->path, kind, state->folder, language_of(state, kind), &paths);
  for (uint32_t i = 0; i < paths.count; i++)
    gloss_nearest_offer(&nearest, kind == GLOSS_FIND_DATA ? gloss_path_name(paths.items[i]) : gloss_path_stem(paths.items[i]));
  char hint[128];
  gloss_buffer_print(to, "%s", gloss_nearest_hint(&nearest, hint));
  gloss_names_free(&paths);
}

static void add_folders(const gloss_state *state, gloss_buffer *to) {
  const gloss_names *folders = &state->environment->path->folders;
  gloss_buffer_print(to, " (looked in %s", state->folder ? state->folder : "");
  for (uint32_t i = 0; i < folders->count; i++) {
    bool is_own = state->folder && strcmp(folders->items[i], state->folder) == 0;
    if (!is_own) gloss_buffer_print(to, "%s%s", i > 0 || state->folder ? ", " : "", folders->items[i]);
  }
  gloss_buffer_print(to, ")");
}

static bool is_path(gloss_slice name) {
  bool leaves = gloss_slice_starts_with(name, GLOSS_SLICE("/")) || memmem(name.data, name.size, "..", 2);
  return leaves || memchr(name.data, '\\', name.size);
}

int gloss_raise_missing(lua_State *L, gloss_find kind, gloss_slice name) {
  gloss_state *state = gloss_state_of(L);
  const char *noun = kind == GLOSS_FIND_MODULE ? "module" : "data file";
  if (is_path(name)) return luaL_error(L, "a %s is named in a script, not a path to it: \"%s\"", noun, name.data);
  gloss_buffer *rest = &state->scratch;
  gloss_buffer_clear(rest);
  add_hint(state, kind, name, rest);
  add_folders(state, rest);
  return luaL_error(L, "no %s \"%s\"%s", noun, name.data, gloss_buffer_string(rest));
}
