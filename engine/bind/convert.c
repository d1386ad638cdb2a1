/* Lua's values as data, and back. */
#include <math.h>

#include "bind/objects.h"
#include "unicode/unicode.h"

enum { DEPTH_MAX = 100, NAME_SHOWN = 60, ROUNDED = 16 /* up to so many bytes, in an arena */ };

/* -- Names and texts */

gloss_slice gloss_name_at(lua_State *L, int index) {
  gloss_slice name;
  name.data = lua_tolstring(L, index, &name.size);
  return name;
}

gloss_slice gloss_check_slice(lua_State *L, int argument) {
  luaL_checktype(L, argument, LUA_TSTRING);
  return gloss_name_at(L, argument);
}

const char *gloss_show_name(lua_State *L, int index) {
  gloss_slice name = gloss_name_at(L, index);
  gloss_buffer *shown = &gloss_state_of(L)->scratch;
  size_t size = name.size <= NAME_SHOWN ? name.size : NAME_SHOWN;
  while (size > 0 && size < name.size && gloss_utf8_is_inner(name.data[size])) size--;
  gloss_buffer_clear(shown);
  gloss_visible(gloss_slice_cut(name, 0, size), shown);
  if (size < name.size) gloss_buffer_add(shown, GLOSS_SLICE("…"));
  return lua_pushlstring(L, shown->data ? shown->data : "", shown->size);
}

int gloss_raise_unknown(lua_State *L, const char *what, const char *name, const char *const *known) {
  gloss_nearest nearest = {.word = gloss_slice_of(name)};
  for (; *known; known++) gloss_nearest_offer(&nearest, gloss_slice_of(*known));
  char hint[128];
  return luaL_error(L, "no %s \"%s\"%s", what, name, gloss_nearest_hint(&nearest, hint));
}

void gloss_check_text(lua_State *L, gloss_slice text, const char *what) {
  if (!gloss_utf8_is_valid(text)) luaL_error(L, "%s is not valid UTF-8", what);
}

void gloss_check_plain(lua_State *L, int index, const char *what) {
  bool is_view = lua_rawlen(L, index) == 0 && luaL_getmetafield(L, index, "__newindex") != LUA_TNIL;
  if (is_view) luaL_error(L, "%s: a read-only table is not data: copy what you need of it", what);
}

/* Has it no more than `size` keys? */
static bool is_list(lua_State *L, int index, size_t size) {
  size_t count = 0;
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
    if (++count > size) {
      lua_pop(L, 2);
      return false;
    }
  }
  return true;
}

/* The first number from 1 on that is no key. */
static lua_Integer find_hole(lua_State *L, int index) {
  lua_Integer i = 1;
  while (lua_rawgeti(L, index, i) != LUA_TNIL) lua_pop(L, 1), i++;
  return lua_pop(L, 1), i;
}

/* The first of its keys, in order, that is none of a list of `size` items. */
static int raise_no_list(lua_State *L, int index, lua_Integer size, const char *what) {
  lua_Integer count = gloss_push_keys(L, index);
  for (lua_Integer i = 1; i <= count; i++, lua_pop(L, 1)) {
    lua_rawgeti(L, -1, i);
    lua_Integer number = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
    if (number > size) return luaL_error(L, "%s: a list has a hole at %d", what, (int)size + 1);
    if (number < 1) break;
  }
  return luaL_error(L, "%s: this is not a list: it has the key %s", what, (gloss_push_text(L, -1), lua_tostring(L, -1)));
}

size_t gloss_check_list(lua_State *L, int index, const char *what) {
  size_t size = lua_rawlen(L, index), whole = (size_t)find_hole(L, index) - 1;
  if (whole != size || !is_list(L, index, size)) raise_no_list(L, index, (lua_Integer)whole, what);
  return size;
}

/* -- To data */

typedef struct conversion {
  gloss_arena *arena;
  const char *what;
  bool places;
  bool mixed; /* a table may have a list part and names */
  int depth;
} conversion;

static gloss_value convert(lua_State *L, int index, conversion *to);

static void *take(lua_State *L, conversion *to, size_t size) {
  gloss_state_charge(L, size + ROUNDED);
  return gloss_arena_allocate(to->arena, size);
}

static gloss_slice convert_string(lua_State *L, int index, conversion *to) {
  gloss_slice string = gloss_name_at(L, index);
  gloss_check_text(L, string, to->what);
  if (string.size >= UINT32_MAX) luaL_error(L, "%s: a string is too long", to->what);
  gloss_state_charge(L, string.size + ROUNDED);
  return gloss_arena_copy(to->arena, string);
}

static gloss_value convert_number(lua_State *L, int index, conversion *to) {
  if (lua_isinteger(L, index)) return (gloss_value){.kind = GLOSS_INTEGER, .integer = lua_tointeger(L, index)};
  lua_Number number = lua_tonumber(L, index);
  if (!isfinite(number)) luaL_error(L, "%s: a number that is not finite is not data", to->what);
  return (gloss_value){.kind = GLOSS_NUMBER, .number = number};
}

static gloss_value convert_place(lua_State *L, int index, conversion *to) {
  gloss_place place;
  if (!gloss_test_place(L, index, &place)) luaL_error(L, "%s: a %s is not data", to->what, gloss_type_name(L, index));
  if (!to->places)
    luaL_error(L, "%s: a %s is not data here; take its text, or what you need of it", to->what, gloss_type_name(L, index));
  return (gloss_value){.kind = GLOSS_PLACE, .place = gloss_check_lasting_place(L, index)};
}

static gloss_value convert_list(lua_State *L, int index, size_t size, conversion *to) {
  gloss_value *items = take(L, to, size * sizeof *items);
  for (size_t i = 0; i < size; i++) {
    if (lua_rawgeti(L, index, (lua_Integer)i + 1) == LUA_TNIL) luaL_error(L, "%s: a list has a hole at %d", to->what, (int)i + 1);
    items[i] = convert(L, lua_gettop(L), to);
    lua_pop(L, 1);
  }
  return (gloss_value){.kind = GLOSS_LIST, .size = (uint32_t)size, .items = items};
}

/* The key on the top; a number of a list part becomes its digits. */
static gloss_slice convert_key(lua_State *L, conversion *to) {
  if (lua_isinteger(L, -1) && to->mixed) {
    gloss_state_charge(L, 24);
    return gloss_arena_print(to->arena, "%lld", (long long)lua_tointeger(L, -1));
  }
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "%s: a table with the key %s is neither a list nor has names", to->what, luaL_tolstring(L, -1, NULL));
  return convert_string(L, lua_gettop(L), to);
}

/* The keys are taken in order, so that of two mistakes the same one is told in every run. */
static gloss_value convert_map(lua_State *L, int index, conversion *to) {
  lua_Integer count = gloss_push_keys(L, index);
  int keys = lua_gettop(L);
  gloss_pair *pairs = take(L, to, (size_t)count * sizeof *pairs);
  for (lua_Integer i = 0; i < count; i++) {
    lua_rawgeti(L, keys, i + 1);
    pairs[i].key = convert_key(L, to);
    lua_rawget(L, index);
    pairs[i].value = convert(L, lua_gettop(L), to);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return gloss_map_of(pairs, (uint32_t)count);
}

static gloss_value convert_table(lua_State *L, int index, conversion *to) {
  gloss_check_plain(L, index, to->what);
  if (++to->depth > DEPTH_MAX) luaL_error(L, "%s: tables are nested more than %d deep; is one inside itself?", to->what, DEPTH_MAX);
  luaL_checkstack(L, 8, "too deep");
  size_t size = lua_rawlen(L, index);
  gloss_value value = is_list(L, index, size) ? convert_list(L, index, size, to) : convert_map(L, index, to);
  to->depth--;
  return value;
}

static gloss_value convert(lua_State *L, int index, conversion *to) {
  switch (lua_type(L, index)) {
    case LUA_TNIL: return (gloss_value){.kind = GLOSS_NIL};
    case LUA_TBOOLEAN: return (gloss_value){.kind = GLOSS_BOOLEAN, .boolean = lua_toboolean(L, index)};
    case LUA_TNUMBER: return convert_number(L, index, to);
    case LUA_TSTRING: return gloss_value_string(convert_string(L, index, to));
    case LUA_TTABLE: return convert_table(L, index, to);
    default: return convert_place(L, index, to);
  }
}

gloss_value gloss_to_mixed_value(lua_State *L, int index, gloss_arena *arena, const char *what) {
  conversion to = {.arena = arena, .what = what, .mixed = true};
  return convert(L, lua_absindex(L, index), &to);
}

gloss_value gloss_to_value(lua_State *L, int index, gloss_arena *arena, bool places, const char *what) {
  const gloss_state *state = gloss_state_of(L);
  conversion to = {.arena = arena, .what = what, .places = places && state->document, .mixed = state->schema == NULL};
  return convert(L, lua_absindex(L, index), &to);
}

/* -- To Lua */

/* An annotation that was removed since is nil. */
static void push_place_value(lua_State *L, gloss_place place) {
  if (place == 0 || gloss_is_removed(gloss_state_of(L)->document, place)) lua_pushnil(L);
  else gloss_push_place(L, place);
}

/* What is nil is left out of a list. */
static void push_list(lua_State *L, gloss_value list) {
  lua_Integer count = 0;
  lua_createtable(L, (int)list.size, 0);
  for (uint32_t i = 0; i < list.size; i++) {
    gloss_push_value(L, list.items[i]);
    if (lua_isnil(L, -1)) lua_pop(L, 1);
    else lua_rawseti(L, -2, ++count);
  }
}

static void push_map(lua_State *L, gloss_value map) {
  lua_createtable(L, 0, (int)map.size);
  for (uint32_t i = 0; i < map.size; i++) {
    gloss_push_slice(L, map.pairs[i].key);
    gloss_push_value(L, map.pairs[i].value);
    lua_rawset(L, -3);
  }
}

void gloss_push_value(lua_State *L, gloss_value value) {
  luaL_checkstack(L, 4, "data nested too deep");
  switch ((gloss_value_kind)value.kind) {
    case GLOSS_NIL: lua_pushnil(L); break;
    case GLOSS_BOOLEAN: lua_pushboolean(L, value.boolean); break;
    case GLOSS_INTEGER: lua_pushinteger(L, value.integer); break;
    case GLOSS_NUMBER: lua_pushnumber(L, value.number); break;
    case GLOSS_STRING: gloss_push_slice(L, gloss_value_slice(value)); break;
    case GLOSS_LIST: push_list(L, value); break;
    case GLOSS_MAP: push_map(L, value); break;
    case GLOSS_PLACE: push_place_value(L, value.place); break;
  }
}
