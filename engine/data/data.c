#include "data/data.h"

#include <math.h>

#include "base/hash.h"
#include "base/nearest.h"
#include "base/rows.h"
#include "bind/objects.h"
#include "data/markup.h"
#include "read/json_lines.h"
#include "unicode/unicode.h"
#include "write/json_text.h"
#include "write/sheet.h"

/* -- JSON */

enum { INDEX_OF_JSON = 4, MUCH_JSON = 1 << 20 }; /* bytes that its parser takes for each byte of it */

/* What the parser and the arena have grown to for a long text. */
static void free_parsed(gloss_state *state, size_t size) {
  gloss_arena_reset(&state->arena);
  if (size <= MUCH_JSON) return;
  gloss_json_free(state->json);
  state->json = NULL;
}

/* Pushes what the JSON text says; `padded` has GLOSS_JSON_PADDING bytes to spare after it. */
static void push_json(lua_State *L, gloss_slice padded, const char *path) {
  gloss_state *state = gloss_state_of(L);
  size_t charged = state->charged;
  gloss_value value;
  gloss_json_mended mended = {0};
  gloss_spend(L, padded.size / 16 + 1);
  if (state->json == NULL) state->json = gloss_json_new();
  gloss_arena_reset(&state->arena);
  gloss_state_charge(L, INDEX_OF_JSON * padded.size);
  gloss_begin_loan(L, padded.size);
  bool done = gloss_json_parse(state->json, padded, &state->arena, &value, &mended, &state->error);
  gloss_end_loan(L);
  if (done) gloss_push_value(L, value);
  free_parsed(state, padded.size);
  gloss_state_give_back(state, charged);
  if (!done && path) gloss_fail_at(&state->error, "%s", path);
  if (!done) gloss_raise(L);
}

static void decode_json(lua_State *L, gloss_slice text) {
  gloss_state *state = gloss_state_of(L);
  size_t charged = state->charged;
  gloss_buffer *padded = gloss_push_buffer(L);
  gloss_begin_loan(L, text.size);
  gloss_buffer_reserve(padded, text.size + GLOSS_JSON_PADDING);
  gloss_end_loan(L);
  gloss_buffer_add(padded, text);
  push_json(L, gloss_buffer_slice(padded), NULL);
  gloss_buffer_free(padded);
  gloss_state_give_back(state, charged);
}

/* Nothing of what C made on the way stays. */
static void encode_json(lua_State *L, int index) {
  gloss_state *state = gloss_state_of(L);
  size_t charged = state->charged;
  gloss_arena_reset(&state->arena);
  gloss_value value = gloss_to_value(L, index, &state->arena, false, "the value");
  gloss_buffer_clear(&state->scratch);
  gloss_begin_loan(L, 0);
  gloss_json_add_value(&state->scratch, value, NULL, NULL);
  gloss_end_loan(L);
  gloss_arena_reset(&state->arena);
  gloss_push_scratch(L);
  gloss_state_give_back(state, charged);
}

/* -- Rows of CSV and TSV */

static int free_row(lua_State *L) {
  gloss_row_free(lua_touserdata(L, 1));
  return 0;
}

static void decode_row(lua_State *L, gloss_slice text, gloss_row_format format) {
  gloss_state *state = gloss_state_of(L);
  size_t charged = state->charged;
  gloss_row *row = gloss_push_owner(L, sizeof *row, free_row);
  gloss_begin_loan(L, text.size);
  bool done = text.size == 0 || gloss_row_read(row, format, &text, &state->error);
  gloss_end_loan(L);
  if (!done) gloss_raise(L);
  if (gloss_slice_trim(text).size > 0) luaL_error(L, "the text has more than one row");
  lua_createtable(L, (int)row->count, 0);
  for (uint32_t i = 0; i < row->count; i++) {
    lua_pushlstring(L, row->cells[i].data, row->cells[i].size);
    lua_rawseti(L, -2, i + 1);
  }
  gloss_row_free(row);
  gloss_state_give_back(state, charged);
}

static void add_tsv_cell(lua_State *L, gloss_buffer *to, gloss_slice cell) {
  for (size_t i = 0; i < cell.size; i++)
    if (strchr("\t\n\r", cell.data[i]) && cell.data[i]) luaL_error(L, "a cell of TSV cannot hold a tab or a line end");
  gloss_buffer_add(to, cell);
}

static lua_Number check_finite(lua_State *L) {
  lua_Number number = lua_tonumber(L, -1);
  if (!isfinite(number)) luaL_error(L, "a cell: a number that is not finite is not data");
  return number;
}

/* Numbers as JSON has them, so that every format writes them alike. */
static void add_cell(lua_State *L, gloss_buffer *to, gloss_row_format format) {
  gloss_slice cell = {0};
  if (lua_isinteger(L, -1)) gloss_json_add_integer(to, lua_tointeger(L, -1));
  else if (lua_type(L, -1) == LUA_TNUMBER) gloss_json_add_number(to, check_finite(L));
  else {
    gloss_push_text(L, -1);
    lua_replace(L, -2);
    cell.data = lua_tolstring(L, -1, &cell.size);
  }
  gloss_check_room(L, to->capacity + 2 * cell.size);
  gloss_spend(L, cell.size / 16 + 1);
  if (format == GLOSS_ROW_CSV) gloss_csv_add_cell(to, cell);
  else add_tsv_cell(L, to, cell);
}

/* The cells of a row; those of a view are where only its metatable finds them. */
static lua_Integer count_cells(lua_State *L, int index) {
  if (!lua_getmetatable(L, index)) return (lua_Integer)gloss_check_list(L, index, "the row");
  lua_pop(L, 1);
  return luaL_len(L, index);
}

static void encode_row(lua_State *L, int index, gloss_row_format format) {
  luaL_checktype(L, index, LUA_TTABLE);
  gloss_buffer *text = gloss_push_buffer(L);
  lua_Integer count = count_cells(L, index);
  for (lua_Integer i = 1; i <= count; i++) {
    if (i > 1) gloss_buffer_add_char(text, format == GLOSS_ROW_CSV ? ',' : '\t');
    if (lua_geti(L, index, i) == LUA_TNIL) luaL_error(L, "the row: a list has a hole at %d", (int)i);
    add_cell(L, text, format);
    lua_pop(L, 1);
  }
  lua_pushlstring(L, text->data, text->size);
}

/* -- decode and encode */

typedef enum format { JSON, CSV, TSV, HTML, XML } format;

static const char *const format_names[] = {"json", "csv", "tsv", "html", "xml", NULL};

static format check_format(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  for (int i = 0; format_names[i]; i++)
    if (strcmp(format_names[i], name) == 0) return (format)i;
  gloss_raise_unknown(L, "format", name, format_names);
  return JSON;
}

/* gloss.decode(format, text) -> value */
static int decode(lua_State *L) {
  format format = check_format(L);
  gloss_slice text;
  text.data = luaL_checklstring(L, 2, &text.size);
  if (format == JSON) decode_json(L, text);
  else if (format == HTML || format == XML) gloss_push_markup(L, format == HTML ? GLOSS_HTML : GLOSS_XML, text);
  else decode_row(L, text, format == CSV ? GLOSS_ROW_CSV : GLOSS_ROW_TSV);
  return 1;
}

/* gloss.encode(format, value) -> string */
static int encode(lua_State *L) {
  format format = check_format(L);
  luaL_checkany(L, 2);
  if (format == JSON) encode_json(L, 2);
  else if (format == HTML || format == XML) gloss_encode_markup(L, format == HTML ? GLOSS_HTML : GLOSS_XML, 2);
  else encode_row(L, 2, format == CSV ? GLOSS_ROW_CSV : GLOSS_ROW_TSV);
  return 1;
}

/* -- Data files: each kind pushes what the content says */

typedef void pusher(lua_State *L, gloss_slice content, const char *path);

static int close_rows(lua_State *L) {
  gloss_rows_close(lua_touserdata(L, 1));
  return 0;
}

static void push_row(lua_State *L, const gloss_rows *rows) {
  lua_createtable(L, 0, (int)rows->header.count);
  for (uint32_t i = 0; i < rows->header.count; i++) {
    gloss_slice name = rows->header.cells[i], cell = rows->row.cells[i];
    if (cell.size == 0) continue;
    lua_pushlstring(L, name.data, name.size);
    lua_pushlstring(L, cell.data, cell.size);
    lua_rawset(L, -3);
  }
}

static void push_rows(lua_State *L, gloss_slice content, const char *path, gloss_row_format format) {
  gloss_error *error = &gloss_state_of(L)->error;
  gloss_rows *rows = gloss_push_owner(L, sizeof *rows, close_rows);
  if (!gloss_rows_open(rows, path, format, content, error)) {
    memset(rows, 0, sizeof *rows);
    gloss_raise(L);
  }
  lua_newtable(L);
  gloss_rows_result result;
  for (lua_Integer i = 1; (result = gloss_rows_next(rows, error)) == GLOSS_ROWS_READ; i++) {
    push_row(L, rows);
    lua_rawseti(L, -2, i);
  }
  if (result == GLOSS_ROWS_FAILED) gloss_raise(L);
}

static void push_tsv(lua_State *L, gloss_slice content, const char *path) {
  push_rows(L, content, path, GLOSS_ROW_TSV);
}

static void push_csv(lua_State *L, gloss_slice content, const char *path) {
  push_rows(L, content, path, GLOSS_ROW_CSV);
}

static void push_json_file(lua_State *L, gloss_slice content, const char *path) {
  push_json(L, content, path);
}

static int close_lines(lua_State *L) {
  gloss_json_lines_close(lua_touserdata(L, 1));
  return 0;
}

static void push_jsonl(lua_State *L, gloss_slice content, const char *path) {
  gloss_error *error = &gloss_state_of(L)->error;
  gloss_json_lines *lines = gloss_push_owner(L, sizeof *lines, close_lines);
  gloss_json_lines_open(lines, path, content);
  lua_newtable(L);
  gloss_json_lines_result result;
  for (lua_Integer i = 1; (result = gloss_json_lines_next(lines, error)) == GLOSS_JSON_LINES_READ; i++) {
    gloss_push_value(L, lines->value);
    lua_rawseti(L, -2, i);
  }
  if (result == GLOSS_JSON_LINES_FAILED) gloss_raise(L);
}

static void push_lines(lua_State *L, gloss_slice content, const char *path) {
  (void)path;
  gloss_slice line;
  lua_Integer count = 0;
  lua_newtable(L);
  while (gloss_slice_line(&content, &line)) {
    line = gloss_slice_trim(line);
    if (line.size == 0 || gloss_slice_is(line, "#") || gloss_slice_starts_with(line, GLOSS_SLICE("# "))) continue;
    lua_pushlstring(L, line.data, line.size);
    lua_rawseti(L, -2, ++count);
  }
}

static const struct {
  const char *ending;
  pusher *push;
} kinds[] = {
    {".tsv", push_tsv}, {".csv", push_csv}, {".json", push_json_file}, {".jsonl", push_jsonl}, {".txt", push_lines}, {NULL, NULL},
};

static pusher *check_kind(lua_State *L, gloss_slice name) {
  gloss_slice ending = gloss_path_ending(name.data);
  for (int i = 0; kinds[i].ending; i++)
    if (gloss_slice_is(ending, kinds[i].ending)) return kinds[i].push;
  luaL_error(L, "data files end in .tsv, .csv, .json, .jsonl or .txt: \"%s\" does not", name.data);
  return NULL;
}

/* Pushes what the file says; its path is at the index. */
static void push_file(lua_State *L, int index, pusher *push) {
  gloss_state *state = gloss_state_of(L);
  gloss_error *error = &state->error;
  const char *path = lua_tostring(L, index);
  size_t charged = state->charged;
  gloss_buffer *content = gloss_push_buffer(L);
  gloss_state_charge(L, gloss_file_size(path));
  if (!gloss_file_read(path, content, error)) gloss_raise(L);
  gloss_buffer_reserve(content, GLOSS_JSON_PADDING);
  gloss_slice text = gloss_buffer_slice(content);
  if (!gloss_utf8_is_valid(text)) luaL_error(L, "%s: is not UTF-8", path);
  if (gloss_slice_starts_with(text, GLOSS_SLICE("\xef\xbb\xbf"))) text = gloss_slice_cut(text, 3, text.size);
  push(L, text, path);
  gloss_buffer_free(content);
  gloss_state_give_back(state, charged);
}

/* gloss.data(name) -> what the file holds; read once a state, so the table is the same each time.
 * Upvalue: those that were read, by name */
static int data(lua_State *L) {
  gloss_slice name;
  name.data = luaL_checklstring(L, 1, &name.size);
  lua_settop(L, 1);
  lua_pushvalue(L, 1);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
  pusher *push = check_kind(L, name);
  if (!gloss_push_file(L, GLOSS_FIND_DATA, name)) return gloss_raise_missing(L, GLOSS_FIND_DATA, name);
  push_file(L, lua_gettop(L), push);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, lua_upvalueindex(1));
  return 1;
}

/* -- Small ones */

/* gloss.fold(text) -> string: as `norm` has it */
static int fold(lua_State *L) {
  gloss_slice text;
  text.data = luaL_checklstring(L, 1, &text.size);
  luaL_argcheck(L, gloss_utf8_is_valid(text), 1, "is not UTF-8");
  gloss_change_text(L, text, gloss_fold);
  return 1;
}

/* gloss.hash(text) -> integer */
static int hash(lua_State *L) {
  gloss_slice text;
  text.data = luaL_checklstring(L, 1, &text.size);
  gloss_spend(L, text.size / 16 + 1);
  lua_pushinteger(L, (lua_Integer)gloss_hash(text));
  return 1;
}

/* gloss.type(x) -> "token", "document", …, or as `type` has it */
static int type_of(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushstring(L, gloss_type_name(L, 1));
  return 1;
}

/* gloss.tally(settings) -> fold: as the module gloss_tally makes it */
static int tally(lua_State *L) {
  lua_settop(L, 1);
  lua_getglobal(L, "require");
  lua_pushliteral(L, "gloss_tally");
  lua_call(L, 1, 1);
  lua_insert(L, 1);
  lua_call(L, 1, 2);
  if (lua_isnil(L, 1)) return luaL_error(L, "gloss.tally: %s", lua_tostring(L, 2));
  lua_settop(L, 1);
  return 1;
}

void gloss_open_data(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"decode", decode}, {"encode", encode}, {"fold", fold}, {"hash", hash}, {"tally", tally}, {"type", type_of}, {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
  lua_newtable(L);
  lua_pushcclosure(L, data, 1);
  lua_setfield(L, -2, "data");
  lua_pushliteral(L, GLOSS_VERSION);
  lua_setfield(L, -2, "version");
}
