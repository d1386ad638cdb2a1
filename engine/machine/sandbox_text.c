#include <ctype.h>

#include "machine/machine.h"
#include "unicode/unicode.h"

/* -- Values as text: what has no text of its own is named by its type only: an address would differ from run to run. */

static void push_name_of_type(lua_State *L, int index) {
  if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) return;
  lua_pushstring(L, luaL_typename(L, index));
}

void gloss_push_text(lua_State *L, int index) {
  index = lua_absindex(L, index);
  int type = lua_type(L, index);
  bool has_text = type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TSTRING;
  if (!has_text && luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
    lua_pop(L, 1);
    has_text = true;
  }
  if (has_text) luaL_tolstring(L, index, NULL);
  else push_name_of_type(L, index);
}

static int to_string(lua_State *L) {
  luaL_checkany(L, 1);
  gloss_push_text(L, 1);
  return 1;
}

/* Over a document it waits until that is done: a script that takes too long runs over it again. */
static void print_line(lua_State *L, gloss_slice line) {
  gloss_state *state = gloss_state_of(L);
  if (state->document == NULL) {
    state->environment->print(state->environment->print_context, NULL, line);
    return;
  }
  gloss_state_charge(L, 2 * (line.size + 1)); /* here, and on its way to whoever shows it */
  gloss_buffer_add(&state->printed, line);
  gloss_buffer_add_char(&state->printed, '\n');
}

/* print(…): each line of it by itself */
static int print(lua_State *L) {
  const gloss_environment *environment = gloss_state_of(L)->environment;
  int count = lua_gettop(L);
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  for (int i = 1; i <= count; i++) {
    if (i > 1) luaL_addchar(&text, '\t');
    gloss_push_text(L, i);
    luaL_addvalue(&text);
  }
  luaL_pushresult(&text);
  gloss_slice rest, line;
  rest.data = lua_tolstring(L, -1, &rest.size);
  if (environment->print == NULL) return 0;
  do {
    if (!gloss_slice_line(&rest, &line)) line = (gloss_slice){0};
    print_line(L, line);
  } while (rest.size > 0);
  return 0;
}

/* -- string */

void gloss_change_text(lua_State *L, gloss_slice text, void change(gloss_slice, gloss_buffer *)) {
  gloss_state *state = gloss_state_of(L);
  size_t charged = state->charged;
  gloss_spend(L, text.size / 16 + 1);
  gloss_buffer_clear(&state->scratch);
  gloss_begin_loan(L, 2 * text.size);
  change(text, &state->scratch);
  gloss_end_loan(L);
  gloss_push_scratch(L);
  gloss_state_give_back(state, charged);
}

static int change_case(lua_State *L, void change(gloss_slice, gloss_buffer *)) {
  gloss_slice text;
  text.data = luaL_checklstring(L, 1, &text.size);
  if (!gloss_utf8_is_valid(text)) { /* it was cut inside a character, say */
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    return 1;
  }
  gloss_change_text(L, text, change);
  return 1;
}

/* string.lower(text), string.upper(text): as Unicode has it; upvalue: the standard one, for bytes that are no text */
static int lower(lua_State *L) {
  return change_case(L, gloss_lower);
}

static int upper(lua_State *L) {
  return change_case(L, gloss_upper);
}

/* Moves past the next directive of a format, which may hold zero bytes, and returns its letter; 0 at the end. */
static char next_directive(gloss_slice *rest) {
  const char *c = rest->data, *end = c + rest->size;
  for (; c < end; c++) {
    if (*c != '%') continue;
    if (++c < end && *c == '%') continue;
    while (c < end && !isalpha((unsigned char)*c)) c++;
    if (c == end) return 0;
    *rest = (gloss_slice){c + 1, (size_t)(end - c) - 1};
    return *c;
  }
  return 0;
}

/* string.format(format, …): upvalue: the standard one, which is given texts where it would write addresses */
static int format(lua_State *L) {
  gloss_slice rest;
  rest.data = luaL_checklstring(L, 1, &rest.size);
  int count = lua_gettop(L), argument = 1;
  for (char letter; (letter = next_directive(&rest)) != 0;) {
    if (letter == 'p') return luaL_error(L, "\"%%p\" is not available: addresses differ from run to run");
    if (++argument > count || letter != 's') continue;
    gloss_push_text(L, argument);
    lua_replace(L, argument);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, 1);
  return 1;
}

/* How many bytes `rep` would make; SIZE_MAX when they cannot be counted. */
static size_t repeated_size(size_t size, size_t separator, lua_Integer times) {
  size_t result;
  if (times <= 0) return 0;
  if (__builtin_add_overflow(size, separator, &size) || __builtin_mul_overflow(size, (size_t)times, &result)) return SIZE_MAX;
  return result;
}

/* string.rep(text, times, separator?): upvalue: the standard one, which asks for all at once and gives up when it is refused. */
static int rep(lua_State *L) {
  const gloss_state *state = gloss_state_of(L);
  size_t size, separator;
  luaL_checklstring(L, 1, &size);
  luaL_optlstring(L, 3, "", &separator);
  size_t wanted = repeated_size(size, separator, luaL_checkinteger(L, 2));
  if (wanted > state->cap / 2)
    return luaL_error(L, "the repeated string does not fit into the %d MB of a script", (int)(state->cap >> 20));
  if (state->used + 2 * wanted > state->cap) lua_gc(L, LUA_GCCOLLECT);
  lua_settop(L, 3);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 3, 1);
  return 1;
}

/* Where Lua looks for the name of a function that complains of its arguments: those called from here have no other. */
static void remember_name(lua_State *L, const char *name) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  luaL_getsubtable(L, -1, "_G.string");
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, name);
  lua_pop(L, 2);
}

/* Puts `replacement` in the place of a function of the table on the top, which is its upvalue. */
static void replace(lua_State *L, const char *name, lua_CFunction replacement) {
  lua_getfield(L, -1, name);
  remember_name(L, name);
  lua_pushcclosure(L, replacement, 1);
  lua_setfield(L, -2, name);
}

void gloss_open_text(lua_State *L) {
  lua_register(L, "tostring", to_string);
  lua_register(L, "print", print);
  lua_getglobal(L, LUA_STRLIBNAME);
  replace(L, "lower", lower);
  replace(L, "upper", upper);
  replace(L, "format", format);
  replace(L, "rep", rep);
  lua_pop(L, 1);
}
