/* Where the phrases of a list come from: a data file, or a table that the script wrote down. */
#include "library/phrase_file.h"
#include "bind/resources.h"

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
  int table;       /* index of the stack */
  size_t charged;  /* of the state, before there was a builder */
  uint32_t weight; /* its column, in a lexicon */
} source;

static int free_builder(lua_State *L) {
  gloss_phrase_builder_free(*(gloss_phrase_builder **)lua_touserdata(L, 1));
  return 0;
}

/* What stands on the top, as data of the state's arena. */
static gloss_value check_field(lua_State *L, lua_Integer item) {
  if (lua_type(L, -1) == LUA_TSTRING) return gloss_value_string(gloss_name_at(L, -1)); /* the table holds it */
  const char *what = lua_pushfstring(L, "item %I of the list", item);
  gloss_value value = gloss_to_value(L, -2, &gloss_state_of(L)->arena, false, what);
  return lua_pop(L, 1), value;
}

/* The column that the key on the top stands for: the second of a row is its weight. False: it stands for none. */
static bool find_column(lua_State *L, const source *from, uint32_t *column) {
  if (lua_isinteger(L, -1) && lua_tointeger(L, -1) == 2 && from->kind == GLOSS_LEXICON) return *column = from->weight, true;
  if (lua_type(L, -1) != LUA_TSTRING || gloss_slice_is(gloss_name_at(L, -1), "name")) return false;
  *column = gloss_phrase_builder_column(from->builder, gloss_name_at(L, -1));
  return true;
}

/* Takes all that the table at the index says beside its phrase; the fields are in the state's arena. */
static void take_fields(lua_State *L, const source *from, int table, gloss_phrase_row *row, lua_Integer item) {
  lua_Integer count = gloss_push_keys(L, table);
  int keys = lua_gettop(L);
  gloss_phrase_field *fields = gloss_arena_allocate(&gloss_state_of(L)->arena, (size_t)count * sizeof *fields);
  row->fields = fields;
  for (lua_Integer i = 1; i <= count; i++) {
    uint32_t column;
    lua_rawgeti(L, keys, i);
    if (find_column(L, from, &column)) {
      lua_rawget(L, table);
      fields[row->field_count++] = (gloss_phrase_field){column, check_field(L, item)};
      if (from->kind == GLOSS_LEXICON && column == from->weight) row->weight = fields[row->field_count - 1].value;
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* The builder counts as long as there is one. */
static void charge_builder(lua_State *L, const source *from) {
  gloss_state_give_back(gloss_state_of(L), from->charged);
  gloss_state_charge(L, gloss_phrase_builder_size(from->builder));
}

static void add_row(lua_State *L, const source *from, const gloss_phrase_row *row, lua_Integer item) {
  gloss_error *error = &gloss_state_of(L)->error;
  if (gloss_phrase_builder_add(from->builder, row, error)) return charge_builder(L, from);
  gloss_fail_at(error, "item %lld of the list", (long long)item);
  gloss_raise(L);
}

/* Pushes the phrase of the item at the index: a string, or the first of a table, or its `name`. */
static void push_phrase(lua_State *L, int item) {
  if (!lua_istable(L, item)) {
    lua_pushvalue(L, item);
  } else if (lua_rawgeti(L, item, 1) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_pushliteral(L, "name");
    lua_rawget(L, item);
  }
}

/* Adds the item on the top. */
static void add_item(lua_State *L, const source *from, lua_Integer number) {
  gloss_state *state = gloss_state_of(L);
  int item = lua_gettop(L);
  gloss_phrase_row row = {0};
  gloss_arena_reset(&state->arena);
  push_phrase(L, item);
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "item %I of the list has a %s where its phrase should be", number, gloss_type_name(L, -1));
  row.phrase = gloss_name_at(L, -1);
  if (lua_istable(L, item)) take_fields(L, from, item, &row, number);
  add_row(L, from, &row, number);
  lua_settop(L, item);
}

static void add_list(lua_State *L, const source *from, lua_Integer count) {
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, from->table, i);
    add_item(L, from, i);
    lua_pop(L, 1);
  }
}

/* A lexicon may be written word = weight. */
static void add_map(lua_State *L, const source *from) {
  lua_Integer count = gloss_push_keys(L, from->table);
  int keys = lua_gettop(L);
  for (lua_Integer i = 1; i <= count; i++) {
    if (lua_rawgeti(L, keys, i) != LUA_TSTRING)
      luaL_error(L, "a word expected as a key of the list, got a %s", gloss_type_name(L, -1));
    lua_pushvalue(L, -1);
    lua_rawget(L, from->table);
    gloss_phrase_field weight = {from->weight, check_field(L, i)};
    add_row(L, from, &(gloss_phrase_row){gloss_name_at(L, -2), weight.value, &weight, 1}, i);
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
  *builder = gloss_phrase_builder_new(settings, gloss_library_tokenizer(library));
  source from = {.builder = *builder, .kind = kind, .table = table, .charged = gloss_state_of(L)->charged};
  bool is_list = check_is_list(L, &from);
  if (kind == GLOSS_LEXICON) from.weight = gloss_phrase_builder_column(from.builder, GLOSS_SLICE("weight"));
  if (is_list) add_list(L, &from, (lua_Integer)lua_rawlen(L, table));
  else add_map(L, &from);
  gloss_check_room(L, gloss_phrase_builder_size(*builder));
  gloss_phrase_builder *filled = *builder;
  *builder = NULL;
  const gloss_phrases *phrases = gloss_library_add(library, filled);
  gloss_state_give_back(gloss_state_of(L), from.charged);
  gloss_state_hold(L, gloss_phrases_size(phrases));
  return phrases;
}

/* -- A file */

static const gloss_phrases *check_file(lua_State *L, gloss_phrase_settings settings) {
  gloss_state *state = gloss_state_of(L);
  if (!gloss_push_file(L, GLOSS_FIND_DATA, gloss_name_at(L, 1))) gloss_raise_missing(L, GLOSS_FIND_DATA, gloss_name_at(L, 1));
  const char *path = lua_tostring(L, -1);
  gloss_library *library = state->environment->library;
  const gloss_phrases *phrases = gloss_library_phrases(library, path, settings, gloss_phrase_file_read, &state->error);
  if (phrases == NULL) gloss_raise(L);
  return phrases;
}

const gloss_phrases *gloss_check_phrases(lua_State *L, gloss_resource_kind kind) {
  gloss_phrase_settings settings = check_settings(L, 2, kind);
  if (lua_type(L, 1) == LUA_TSTRING) return check_file(L, settings);
  if (!lua_istable(L, 1)) luaL_argerror(L, 1, "the name of a data file or a list expected");
  const gloss_phrases *phrases = check_table(L, 1, kind, settings);
  lua_pushnil(L);
  return phrases;
}
