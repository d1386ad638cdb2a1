#include <ctype.h>
#include <stdio.h>

#include "machine/machine.h"
#include "unicode/unicode.h"

const char *const gloss_hook_names[GLOSS_HOOKS] = {"setup", "document", "block",  "sentence", "read",  "detect", "write",
                                                    "header", "footer",  "init",   "step",     "merge", "finish"};

enum { FRAMES = 10, LEVELS = 100, MESSAGE_SIZE = 4096 };

int gloss_raise(lua_State *L) {
  return luaL_error(L, "%s", gloss_state_of(L)->error.message);
}

/* The size of a "name.lua:12: " at the start, or 0. */
static size_t place_size(gloss_slice message) {
  size_t i = 0;
  while (i < message.size && message.data[i] != ':' && message.data[i] != '\n') i++;
  gloss_slice file = gloss_slice_cut(message, 0, i);
  if (i == message.size || !gloss_slice_ends_with(file, GLOSS_SLICE(".lua"))) return 0;
  size_t digits = ++i;
  while (i < message.size && isdigit((unsigned char)message.data[i])) i++;
  bool ends = i > digits && i + 1 < message.size && message.data[i] == ':' && message.data[i + 1] == ' ';
  return ends ? i + 2 : 0;
}

static void set(gloss_buffer *to, gloss_slice text) {
  gloss_buffer_clear(to);
  if (text.size > MESSAGE_SIZE) text.size = MESSAGE_SIZE; /* half a character at the end is repaired like any other */
  gloss_visible(text, to);
}

/* Takes the places off the front: of several the last is where it began, those before it were added on the way out. */
static void split_message(gloss_trouble *trouble, gloss_slice message) {
  for (size_t size; (size = place_size(message)) > 0; message = gloss_slice_cut(message, size, message.size))
    set(&trouble->at, gloss_slice_cut(message, 0, size - 2));
  set(&trouble->message, message);
}

/* The name of the hook that the function on the top is; pops it. */
static const char *pop_hook_name(lua_State *L) {
  const gloss_state *state = gloss_state_of(L);
  const char *name = NULL;
  for (int i = 0; i < GLOSS_HOOKS && name == NULL; i++) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, state->hooks[i]);
    if (lua_rawequal(L, -1, -2)) name = gloss_hook_names[i];
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return name;
}

static void add_frame(lua_State *L, lua_Debug *frame, gloss_buffer *to) {
  lua_getinfo(L, "nSlf", frame);
  const char *hook = pop_hook_name(L);
  if (frame->currentline < 0) return;
  if (to->size > 0) gloss_buffer_add_char(to, '\n');
  gloss_buffer_print(to, "%s:%d: in ", frame->short_src, frame->currentline);
  if (frame->what[0] == 'm') gloss_buffer_print(to, "the file itself");
  else if (hook || frame->name) gloss_buffer_print(to, "%s", hook ? hook : frame->name);
  else gloss_buffer_print(to, "the function of line %d", frame->linedefined);
}

static void add_traceback(lua_State *L, gloss_trouble *trouble) {
  lua_Debug frame;
  int frames = 0;
  for (int level = 1; lua_getstack(L, level, &frame); level++) {
    if (frames == FRAMES || level == LEVELS) {
      gloss_buffer_print(&trouble->traceback, "\n…");
      return;
    }
    size_t before = trouble->traceback.size;
    add_frame(L, &frame, &trouble->traceback);
    frames += trouble->traceback.size > before;
  }
}

/* Where the innermost Lua function is: for a message that does not say. */
static void find_place(lua_State *L, gloss_trouble *trouble) {
  lua_Debug frame;
  for (int level = 1; trouble->at.size == 0 && lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.currentline >= 0) gloss_buffer_print(&trouble->at, "%s:%d", frame.short_src, frame.currentline);
  }
}

static int to_text(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  return 1;
}

/* What was raised, as text: that of `__tostring` where it has one that works. */
static gloss_slice message_of(lua_State *L) {
  gloss_slice message = {0};
  bool is_stopped = gloss_state_of(L)->budget.is_spent;
  if (!is_stopped && lua_type(L, 1) != LUA_TSTRING && luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
    lua_pushcfunction(L, to_text);
    lua_pushvalue(L, 1);
    if (lua_pcall(L, 1, 1, 0) == LUA_OK) lua_replace(L, 1);
  }
  if (gloss_state_of(L)->budget.is_spent) gloss_push_stop(L), lua_replace(L, 1); /* it may be that which was too long */
  if (lua_isstring(L, 1)) message.data = lua_tolstring(L, 1, &message.size);
  else message = gloss_slice_of(lua_pushfstring(L, "error value is a %s", luaL_typename(L, 1)));
  return message;
}

static void forget(gloss_trouble *trouble) {
  gloss_buffer_clear(&trouble->at);
  gloss_buffer_clear(&trouble->message);
  gloss_buffer_clear(&trouble->traceback);
}

/* The message handler: runs where the error was raised, so that the stack can be read. */
static int explain(lua_State *L) {
  gloss_trouble *trouble = &gloss_state_of(L)->trouble;
  forget(trouble);
  split_message(trouble, message_of(L));
  find_place(L, trouble);
  add_traceback(L, trouble);
  lua_settop(L, 1);
  return 1;
}

static bool is_out_of_memory(const gloss_state *state, int status) {
  bool is_said = gloss_slice_is(gloss_buffer_slice(&state->trouble.message), "not enough memory");
  return state->exhausted || status == LUA_ERRMEM || is_said;
}

/* What the handler could not say: it is not called when memory is short, and may fail itself when the stack is. */
static void complete(gloss_state *state, int status) {
  gloss_trouble *trouble = &state->trouble;
  if (is_out_of_memory(state, status)) {
    state->exhausted = true;
    gloss_buffer_clear(&trouble->message);
    gloss_buffer_print(&trouble->message, "out of memory: a script may hold %zu MB", state->cap >> 20);
  } else if (trouble->message.size == 0) {
    gloss_buffer_print(&trouble->message, status == LUA_ERRERR ? "stack overflow" : "it failed without a message");
  }
}

bool gloss_call(lua_State *L, int arguments, int results) {
  gloss_state *state = gloss_state_of(L);
  int base = lua_gettop(L) - arguments;
  forget(&state->trouble);
  lua_pushcfunction(L, explain);
  lua_insert(L, base);
  int status = lua_pcall(L, arguments, results, base);
  if (status == LUA_OK && !state->exhausted) {
    lua_remove(L, base);
    return true;
  }
  complete(state, status);
  lua_settop(L, base - 1);
  return false;
}

bool gloss_fail_trouble(const gloss_state *state, const char *path, gloss_error *error) {
  gloss_slice at = gloss_buffer_slice(&state->trouble.at), message = gloss_buffer_slice(&state->trouble.message);
  gloss_slice name = gloss_path_name(path);
  if (gloss_slice_starts_with(at, name) && at.size > name.size && at.data[name.size] == ':')
    return gloss_fail(error, "%s%.*s: %.*s", path, GLOSS_PRINT(gloss_slice_cut(at, name.size, at.size)), GLOSS_PRINT(message));
  if (at.size > 0) return gloss_fail(error, "%s: %.*s: %.*s", path, GLOSS_PRINT(at), GLOSS_PRINT(message));
  if (gloss_slice_starts_with(message, gloss_slice_of(path))) return gloss_fail(error, "%.*s", GLOSS_PRINT(message));
  return gloss_fail(error, "%s: %.*s", path, GLOSS_PRINT(message));
}
