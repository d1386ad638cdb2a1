#include <limits.h>

#include "machine/machine.h"

/* A merge sort of numbers that stand for the values; they are written back when all is decided, so that a comparison that raises
 * leaves the table as it was, and one that contradicts itself only gives some order. */
typedef struct sorter {
  lua_State *L;
  uint32_t *order, *merged; /* values by number, 1-based; `merged` is where the next pass goes */
  uint32_t count;
  bool has_comparison; /* at COMPARISON, else `<` */
} sorter;

enum { TABLE = 1, COMPARISON, VALUES }; /* on the stack */

static bool is_less(const sorter *sorter, uint32_t a, uint32_t b) {
  lua_State *L = sorter->L;
  if (sorter->has_comparison) lua_pushvalue(L, COMPARISON);
  lua_rawgeti(L, VALUES, a);
  lua_rawgeti(L, VALUES, b);
  bool less;
  if (sorter->has_comparison) {
    lua_call(L, 2, 1);
    less = lua_toboolean(L, -1);
    lua_pop(L, 1);
  } else {
    less = lua_compare(L, -2, -1, LUA_OPLT);
    lua_pop(L, 2);
  }
  return less;
}

static void merge(sorter *sorter, uint32_t start, uint32_t middle, uint32_t end) {
  const uint32_t *order = sorter->order;
  uint32_t left = start, right = middle, to = start;
  bool in_order = middle == end || !is_less(sorter, order[middle], order[middle - 1]);
  while (!in_order && left < middle && right < end)
    sorter->merged[to++] = is_less(sorter, order[right], order[left]) ? order[right++] : order[left++];
  while (left < middle) sorter->merged[to++] = order[left++];
  while (right < end) sorter->merged[to++] = order[right++];
}

static uint32_t least(uint32_t a, uint64_t b) {
  return a < b ? a : (uint32_t)b;
}

static void sort(sorter *sorter) {
  for (uint64_t width = 1; width < sorter->count; width *= 2) {
    for (uint64_t start = 0; start < sorter->count; start += 2 * width)
      merge(sorter, (uint32_t)start, least(sorter->count, start + width), least(sorter->count, start + 2 * width));
    uint32_t *order = sorter->order;
    sorter->order = sorter->merged;
    sorter->merged = order;
  }
}

static void read_values(lua_State *L, uint32_t count) {
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 1; i <= count; i++) {
    lua_geti(L, TABLE, i);
    lua_rawseti(L, VALUES, i);
  }
}

/* table.sort(list, comparison?): stable */
static int sort_table(lua_State *L) {
  luaL_checkany(L, TABLE);
  lua_Integer size = luaL_len(L, TABLE);
  luaL_argcheck(L, size < INT_MAX, TABLE, "too many items");
  if (!lua_isnoneornil(L, COMPARISON)) luaL_checktype(L, COMPARISON, LUA_TFUNCTION);
  lua_settop(L, COMPARISON);
  if (size < 2) return 0;
  sorter sorter = {.L = L, .count = (uint32_t)size, .has_comparison = !lua_isnil(L, COMPARISON)};
  read_values(L, sorter.count);
  sorter.order = lua_newuserdatauv(L, sorter.count * 2 * sizeof *sorter.order, 0);
  sorter.merged = sorter.order + sorter.count;
  for (uint32_t i = 0; i < sorter.count; i++) sorter.order[i] = i + 1;
  sort(&sorter);
  for (uint32_t i = 0; i < sorter.count; i++) {
    lua_rawgeti(L, VALUES, sorter.order[i]);
    lua_seti(L, TABLE, i + 1);
  }
  return 0;
}

void gloss_open_sort(lua_State *L) {
  lua_getglobal(L, LUA_TABLIBNAME);
  lua_pushcfunction(L, sort_table);
  lua_setfield(L, -2, "sort");
  lua_pop(L, 1);
}
