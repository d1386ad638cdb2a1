/* Where the phrases of a list come from: a data file, or a table that the script wrote down. */
#include <stdio.h>

#include "script/resources.h"

/* -- Settings */

static const char *const setting_names[] = {"case", "by", NULL};
static const char *const cases[] = {[GLOSS_CASE_EXACT] = "exact", [GLOSS_CASE_SMART] = "smart", [GLOSS_CASE_FOLD] = "fold", NULL};
static const char *const bys[] = {"word", "lemma", NULL};

/* Which of the values the setting has; `standard` when it is not set. */
static int check_setting(lua_State *L, int settings, const char *name, const char *const *values, int standard) {
  lua_pushstring(L, name);
  if (lua_rawget(L, settings) == LUA_TNIL) return lua_pop(L, 1), standard;
  if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "the setting \"%s\" is a string, not a %s", name, gloss_type_name(L, -1));
  for (int i = 0; values[i]; i++)
    if (gloss_slice_is(gloss_name_at(L, -1), values[i])) return lua_pop(L, 1), i;
  const char *value = gloss_show_name(L, -1);
  return gloss_raise_unknown(L, lua_pushfstring(L, "setting %s =", name), value, values);
}

static void check_setting_names(lua_State *L, int settings) {
  luaL_checktype(L, settings, LUA_TTABLE);
  lua_Integer count = gloss_push_keys(L, settings);
  for (lua_Integer i = 1; i <= count; i++) {
    if (lua_rawgeti(L, -1, i) != LUA_TSTRING) luaL_error(L, "settings have names, not a %s", gloss_type_name(L, -1));
    bool is_known = false;
    for (int known = 0; setting_names[known]; known++) is_known |= gloss_slice_is(gloss_name_at(L, -1), setting_names[known]);
    if (!is_known) gloss_raise_unknown(L, "setting", gloss_show_name(L, -1), setting_names);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static gloss_phrase_settings check_settings(lua_State *L, int index, gloss_resource_kind kind) {
  gloss_phrase_settings settings = {.letter_case = kind == GLOSS_GAZETTEER ? GLOSS_CASE_SMART : GLOSS_CASE_FOLD,
                                    .weights = kind == GLOSS_LEXICON,
                                    .language = gloss_state_of(L)->environment->language};
  if (lua_isnoneornil(L, index)) return settings;
  check_setting_names(L, index);
  settings.letter_case = (gloss_case)check_setting(L, index, "case", cases, settings.letter_case);
  settings.by_lemma = check_setting(L, index, "by", bys, 0) == 1;
  return settings;
}

/* -- A table */

typedef struct source { /* the rows of a table on their way into a builder */
  gloss_phrase_builder *builder;
  gloss_resource_kind kind;
  int table;                /* indices of the stack */
  int columns;              /* a list of their names */
  uint32_t column_count;
  gloss_slice *cells;
} source;

static int free_builder(lua_State *L) {
  gloss_phrase_builder_free(*(gloss_phrase_builder **)lua_touserdata(L, 1));
  return 0;
}

/* Pushes the names of the columns that the rows of the list have beside `name`, in order. */
static void push_columns(lua_State *L, source *from) {
  lua_newtable(L);
  int names = lua_gettop(L);
  lua_Integer count = (lua_Integer)lua_rawlen(L, from->table);
  for (lua_Integer i = 1; i <= count && from->kind == GLOSS_GAZETTEER; i++) {
    if (lua_rawgeti(L, from->table, i) == LUA_TTABLE) {
      for (lua_pushnil(L); lua_next(L, names + 1); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING || gloss_slice_is(gloss_name_at(L, -2), "name")) continue;
        lua_pushvalue(L, -2);
        lua_pushboolean(L, true);
        lua_rawset(L, names);
      }
    }
    lua_pop(L, 1);
  }
  if (from->kind == GLOSS_LEXICON) lua_pushboolean(L, true), lua_setfield(L, names, "weight");
  from->column_count = (uint32_t)gloss_push_keys(L, names);
  from->columns = lua_gettop(L);
}

static void name_columns(lua_State *L, source *from) {
  push_columns(L, from);
  from->cells = lua_newuserdatauv(L, from->column_count * sizeof *from->cells + 1, 0);
  for (uint32_t i = 0; i < from->column_count; i++) {
    lua_rawgeti(L, from->columns, (lua_Integer)i + 1);
    from->cells[i] = gloss_name_at(L, -1); /* the list of columns holds it */
    lua_pop(L, 1);
  }
  gloss_phrase_builder_columns(from->builder, from->cells, from->column_count);
}

/* Turns the value on the top into the text of a cell, which it holds; nil is no text. */
static gloss_slice check_cell(lua_State *L, const char *column, lua_Integer item) {
  if (lua_isnil(L, -1)) return (gloss_slice){0};
  if (lua_isinteger(L, -1) || lua_type(L, -1) == LUA_TSTRING) return gloss_name_at(L, -1);
  if (lua_type(L, -1) != LUA_TNUMBER)
    luaL_error(L, "item %I of the list: \"%s\" is a %s, not a string", item, column, gloss_type_name(L, -1));
  char digits[32]; /* all of them: Lua's own form leaves some out */
  snprintf(digits, sizeof digits, "%.17g", lua_tonumber(L, -1));
  lua_pushstring(L, digits);
  lua_replace(L, -2);
  return gloss_name_at(L, -1);
}

static void add_row(lua_State *L, source *from, gloss_slice phrase, lua_Integer item) {
  gloss_error *error = &gloss_state_of(L)->error;
  if (gloss_phrase_builder_add(from->builder, phrase, from->cells, error)) return;
  gloss_fail_at(error, "item %lld of the list: ", (long long)item);
  gloss_raise(L);
}

/* Pushes row[key], or row.name where the first does not stand there. */
static void push_either(lua_State *L, int row, lua_Integer key, const char *name) {
  if (lua_rawgeti(L, row, key) != LUA_TNIL) return;
  lua_pop(L, 1);
  lua_pushstring(L, name);
  lua_rawget(L, row);
}

/* Adds the row on the top: a string, or a table with the phrase first, or as `name`. */
static void add_item(lua_State *L, source *from, lua_Integer item) {
  int row = lua_gettop(L);
  bool is_table = lua_istable(L, row);
  luaL_checkstack(L, (int)from->column_count + 4, "too many columns");
  for (uint32_t i = 0; i < from->column_count; i++) {
    lua_rawgeti(L, from->columns, (lua_Integer)i + 1);
    const char *column = lua_tostring(L, -1);
    if (!is_table) lua_pushnil(L);
    else if (from->kind == GLOSS_LEXICON) push_either(L, row, 2, column);
    else lua_pushvalue(L, -1), lua_rawget(L, row);
    lua_remove(L, -2);
    from->cells[i] = check_cell(L, column, item);
  }
  if (is_table) push_either(L, row, 1, "name");
  else lua_pushvalue(L, row);
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "item %I of the list has a %s where its phrase should be", item, gloss_type_name(L, -1));
  add_row(L, from, gloss_name_at(L, -1), item);
  lua_settop(L, row);
}

static void add_list(lua_State *L, source *from, lua_Integer count) {
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, from->table, i);
    add_item(L, from, i);
    lua_pop(L, 1);
  }
}

/* A lexicon may be written word = weight. */
static void add_map(lua_State *L, source *from) {
  lua_Integer count = gloss_push_keys(L, from->table);
  int keys = lua_gettop(L);
  for (lua_Integer i = 1; i <= count; i++) {
    if (lua_rawgeti(L, keys, i) != LUA_TSTRING)
      luaL_error(L, "a word expected as a key of the list, got a %s", gloss_type_name(L, -1));
    lua_pushvalue(L, -1);
    lua_rawget(L, from->table);
    from->cells[0] = check_cell(L, "weight", i);
    add_row(L, from, gloss_name_at(L, -2), i);
    lua_pop(L, 2);
  }
}

/* All keys are 1 to the length, or, in a lexicon, none is. */
static bool check_is_list(lua_State *L, const source *from) {
  lua_Integer length = (lua_Integer)lua_rawlen(L, from->table), keys = gloss_push_keys(L, from->table);
  lua_pop(L, 1);
  if (keys == length) return true;
  if (from->kind == GLOSS_LEXICON && length == 0) return false;
  return luaL_error(L, "a list expected, as { \"one\", \"two\" }; this table has other keys, or holes");
}

/* What the builder holds becomes a list of the library. */
static const gloss_phrases *check_table(lua_State *L, int table, gloss_resource_kind kind, gloss_phrase_settings settings) {
  gloss_library *library = gloss_state_of(L)->environment->library;
  gloss_check_plain(L, table, "the list");
  gloss_phrase_builder **builder = gloss_push_owner(L, sizeof *builder, free_builder);
  *builder = gloss_phrase_builder_new(settings, gloss_library_cutter(library));
  source from = {.builder = *builder, .kind = kind, .table = table};
  bool is_list = check_is_list(L, &from);
  name_columns(L, &from);
  if (is_list) add_list(L, &from, (lua_Integer)lua_rawlen(L, table));
  else add_map(L, &from);
  gloss_phrase_builder *filled = *builder;
  *builder = NULL;
  return gloss_library_add(library, filled);
}

/* -- A file */

/* JSON is read where Lua's data is; all other files by the list itself. */
static const gloss_phrases *check_file(lua_State *L, gloss_resource_kind kind, gloss_phrase_settings settings) {
  gloss_state *state = gloss_state_of(L);
  if (!gloss_push_file(L, GLOSS_FIND_DATA, gloss_name_at(L, 1))) gloss_raise_missing(L, GLOSS_FIND_DATA, gloss_name_at(L, 1));
  int path = lua_gettop(L);
  const gloss_phrases *phrases = NULL;
  if (gloss_slice_is(gloss_path_ending(lua_tostring(L, path)), ".jsonl")) {
    gloss_push_data(L, path);
    phrases = check_table(L, lua_gettop(L), kind, settings);
    lua_settop(L, path);
    return phrases;
  }
  phrases = gloss_library_phrases(state->environment->library, lua_tostring(L, path), settings, &state->error);
  if (phrases == NULL) gloss_raise(L);
  return phrases;
}

const gloss_phrases *gloss_check_phrases(lua_State *L, gloss_resource_kind kind) {
  gloss_phrase_settings settings = check_settings(L, 2, kind);
  if (lua_type(L, 1) == LUA_TSTRING) return check_file(L, kind, settings);
  if (!lua_istable(L, 1)) luaL_argerror(L, 1, "the name of a data file or a list expected");
  const gloss_phrases *phrases = check_table(L, 1, kind, settings);
  lua_pushnil(L);
  return phrases;
}
