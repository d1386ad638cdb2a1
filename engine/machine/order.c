#include <stdlib.h>

#include "machine/handle.h"

typedef enum rank { NUMBER, STRING, BOOLEAN, PLACE } rank;

/* A key of a table, as far as its order goes. What it points to is held by the list of keys it was read from. */
typedef struct key {
  uint8_t rank;
  bool is_integer;
  uint32_t index; /* in that list */
  union {
    lua_Integer integer; /* a boolean too */
    lua_Number number;
    struct {
      gloss_slice string;
      uint64_t start; /* its first bytes, greater where they come later: most strings differ there */
    };
    struct {
      gloss_place place;
      gloss_span tokens;
    };
  };
} key;

static key read_place(lua_State *L, int index) {
  key key = {.rank = PLACE};
  if (!gloss_test_place(L, index, &key.place)) luaL_error(L, "a %s as a key has no order; iterate a list", luaL_typename(L, index));
  key.tokens = gloss_document_tokens(gloss_state_of(L)->document, key.place);
  return key;
}

static uint64_t start_of(gloss_slice string) {
  uint64_t start = 0;
  for (size_t i = 0; i < sizeof start; i++) start = start << 8 | (i < string.size ? (unsigned char)string.data[i] : 0);
  return start;
}

static key read_key(lua_State *L, int index) {
  key key = {.rank = NUMBER};
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      key.is_integer = lua_isinteger(L, index);
      if (key.is_integer) key.integer = lua_tointeger(L, index);
      else key.number = lua_tonumber(L, index);
      return key;
    case LUA_TSTRING:
      key.rank = STRING;
      key.string.data = lua_tolstring(L, index, &key.string.size);
      key.start = start_of(key.string);
      return key;
    case LUA_TBOOLEAN:
      key.rank = BOOLEAN;
      key.integer = lua_toboolean(L, index);
      return key;
    default: return read_place(L, index);
  }
}

static int compare_integers(lua_Integer a, lua_Integer b) {
  return (a > b) - (a < b);
}

/* A float that is a key is no integer, or beyond all of them: rounding cannot make it equal to a small one. */
static int compare_numbers(const key *a, const key *b) {
  if (a->is_integer && b->is_integer) return compare_integers(a->integer, b->integer);
  lua_Number x = a->is_integer ? (lua_Number)a->integer : a->number, y = b->is_integer ? (lua_Number)b->integer : b->number;
  return x < y ? -1 : x > y;
}

static int compare_strings(const key *a, const key *b) {
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  return gloss_slice_compare(a->string, b->string);
}

static int compare_places(const key *a, const key *b) {
  int order = gloss_span_compare(a->tokens, b->tokens);
  return order ? order : (a->place > b->place) - (a->place < b->place);
}

static int compare(const void *first, const void *second) {
  const key *a = first, *b = second;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  switch ((rank)a->rank) {
    case NUMBER: return compare_numbers(a, b);
    case STRING: return compare_strings(a, b);
    case BOOLEAN: return compare_integers(a->integer, b->integer);
    case PLACE: break;
  }
  return compare_places(a, b);
}

static uint32_t count_keys(lua_State *L, int table) {
  uint32_t count = 0;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) count++;
  return count;
}

/* Pushes the keys as they come, and reads them; returns whether they come in order. */
static bool list_keys(lua_State *L, int table, key *keys, uint32_t count) {
  bool in_order = true;
  uint32_t i = 0;
  lua_createtable(L, (int)count, 0);
  for (lua_pushnil(L); lua_next(L, table); i++) {
    lua_pop(L, 1);
    keys[i] = read_key(L, -1);
    keys[i].index = i + 1;
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, i + 1);
    if (i > 0 && compare(&keys[i - 1], &keys[i]) > 0) in_order = false;
  }
  return in_order;
}

/* Puts a sorted list in place of that on the top. */
static void sort_list(lua_State *L, key *keys, uint32_t count) {
  qsort(keys, count, sizeof *keys, compare);
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    lua_rawgeti(L, -2, keys[i].index);
    lua_rawseti(L, -2, i + 1);
  }
  lua_replace(L, -2);
}

lua_Integer gloss_push_keys(lua_State *L, int index) {
  luaL_checkstack(L, 8, NULL);
  int table = lua_absindex(L, index);
  uint32_t count = count_keys(L, table);
  key *keys = lua_newuserdatauv(L, count * sizeof *keys, 0);
  if (!list_keys(L, table, keys, count)) sort_list(L, keys, count);
  lua_replace(L, -2);
  return count;
}

/* Upvalues: the table, its keys as they were, how many were visited. What was removed meanwhile is left out. */
static int step(lua_State *L) {
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(3));
  while (lua_rawgeti(L, lua_upvalueindex(2), ++i) != LUA_TNIL) {
    lua_pushvalue(L, -1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
      lua_pushinteger(L, i);
      lua_replace(L, lua_upvalueindex(3));
      return 2;
    }
    lua_pop(L, 2);
  }
  return 1;
}

/* pairs(table) -> iterator */
int gloss_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  gloss_push_keys(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, step, 3);
  return 1;
}

/* next(table) -> the first key and its value, or nil: whether there is anything */
static int first(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  if (!lua_isnoneornil(L, 2)) return luaL_error(L, "next(t, key) has no order; use pairs(t)");
  lua_settop(L, 1);
  lua_pushnil(L); /* at 2: the first so far */
  key least = {0};
  for (lua_pushnil(L); lua_next(L, 1);) {
    lua_pop(L, 1);
    key key = read_key(L, -1);
    if (!lua_isnil(L, 2) && compare(&key, &least) >= 0) continue;
    least = key;
    lua_pushvalue(L, -1);
    lua_replace(L, 2);
  }
  if (lua_isnil(L, 2)) return 1;
  lua_pushvalue(L, 2);
  lua_rawget(L, 1);
  return 2;
}

void gloss_open_order(lua_State *L) {
  lua_register(L, "pairs", gloss_pairs);
  lua_register(L, "next", first);
}
