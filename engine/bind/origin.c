#include "bind/objects.h"

static void push_line_of(lua_State *L, const lua_Debug *frame) {
  lua_pushfstring(L, "%s:%d", frame->short_src, frame->currentline);
}

void gloss_push_line(lua_State *L) {
  lua_Debug frame;
  for (int level = 0; lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.currentline >= 0) return push_line_of(L, &frame);
  }
  lua_pushliteral(L, "");
}

void gloss_push_statement(lua_State *L) {
  lua_Debug frame;
  for (int level = 0; lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (strcmp(frame.what, "main") == 0) return push_line_of(L, &frame);
  }
  gloss_push_line(L);
}

/* Pushes the innermost line that is of the script's own file, or nil. */
static void push_own_line(lua_State *L) {
  gloss_slice own = gloss_path_name(gloss_state_of(L)->path);
  lua_Debug frame;
  for (int level = 0; lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.currentline >= 0 && gloss_slice_is(own, frame.source + 1))
      return push_line_of(L, &frame); /* a source begins with @ */
  }
  lua_pushnil(L);
}

void gloss_note_origin(lua_State *L, gloss_place annotation, int place) {
  gloss_origin origin = {0};
  gloss_test_place(L, place, &origin.over);
  gloss_push_line(L);
  push_own_line(L);
  bool is_own = lua_isnil(L, -1) || lua_rawequal(L, -1, -2);
  origin.at = gloss_name_at(L, is_own ? -2 : -1);
  if (!is_own) origin.via = gloss_name_at(L, -2);
  gloss_document_set_origin(gloss_state_of(L)->document, gloss_place_length(annotation), gloss_place_first(annotation), origin);
  lua_pop(L, 2);
}
