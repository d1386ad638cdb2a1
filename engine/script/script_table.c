#include <ctype.h>

#include "base/nearest.h"
#include "bind/objects.h"
#include "script/machine.h"
#include "unicode/unicode.h"

/* What reads an entry of a table: its key is below its value, which is on the top. */
typedef void reader(lua_State *L, gloss_script *script);

/* -- Messages */

static bool is_name_char(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

/* The line where the word stands in the file; 0 when it does not, or more than once: then it is not known which is meant. */
static int find_line(gloss_slice source, gloss_slice word) {
  int line = 1, found = 0;
  for (size_t i = 0; i + word.size <= source.size; i++) {
    bool is_here = memcmp(source.data + i, word.data, word.size) == 0 && (i == 0 || !is_name_char(source.data[i - 1])) &&
                   (i + word.size == source.size || !is_name_char(source.data[i + word.size]));
    if (is_here && found) return 0;
    if (is_here) found = line;
    if (source.data[i] == '\n') line++;
  }
  return found;
}

/* Raises the message, with the line before it where the word tells it. */
static int complain(lua_State *L, const gloss_script *script, const char *word, const char *format, ...) {
  gloss_state *state = gloss_state_of(L);
  gloss_buffer_clear(&state->scratch);
  bool is_read = word && word[0] && gloss_file_read(script->path, &state->scratch, &state->error);
  int line = is_read ? find_line(gloss_buffer_slice(&state->scratch), gloss_slice_of(word)) : 0;
  if (line > 0) lua_pushfstring(L, "%s:%d: ", gloss_path_name(script->path).data, line);
  else lua_pushliteral(L, "");
  va_list arguments;
  va_start(arguments, format);
  lua_pushvfstring(L, format, arguments);
  va_end(arguments);
  lua_concat(L, 2);
  return lua_error(L);
}

static int complain_unknown(lua_State *L, const gloss_script *script, const char *what, const char *word,
                            const char *const *known) {
  gloss_nearest nearest = {.word = gloss_slice_of(word)};
  char hint[128];
  for (int i = 0; known[i]; i++) gloss_nearest_offer(&nearest, gloss_slice_of(known[i]));
  return complain(L, script, word, "unknown %s \"%s\"%s", what, word, gloss_nearest_hint(&nearest, hint));
}

static bool is_name(const char *name) {
  if (!islower((unsigned char)name[0]) && name[0] != '_') return false;
  while (islower((unsigned char)*name) || isdigit((unsigned char)*name) || *name == '_') name++;
  return *name == '\0';
}

static void check_type(lua_State *L, const gloss_script *script, int type, const char *what) {
  if (lua_type(L, -1) != type)
    complain(L, script, what, "`%s` must be a %s, not a %s", what, lua_typename(L, type), luaL_typename(L, -1));
}

/* -- Parts */

static gloss_slice copy_string(lua_State *L, gloss_script *script, int index, const char *what) {
  gloss_slice string = {0};
  if (lua_type(L, index) != LUA_TSTRING)
    complain(L, script, what, "`%s`: a string is expected, not a %s", what, luaL_typename(L, index));
  string.data = lua_tolstring(L, index, &string.size);
  if (!gloss_utf8_is_valid(string) || memchr(string.data, '\0', string.size))
    complain(L, script, what, "`%s`: the string is not UTF-8 text", what);
  return gloss_arena_copy(&script->arena, string);
}

static gloss_slice copy_name(lua_State *L, gloss_script *script, int index, const char *what) {
  gloss_slice name = copy_string(L, script, index, what);
  if (!is_name(name.data))
    complain(L, script, name.data, "`%s`: \"%s\" is not a name: it has small letters, digits and _, and begins with a letter", what,
             name.data);
  return name;
}

/* Calls `read` for each entry of the table on the top, in the order of `pairs`; returns how many there are. */
static uint32_t read_entries(lua_State *L, gloss_script *script, reader *read) {
  int table = lua_gettop(L);
  lua_Integer count = gloss_push_keys(L, table);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, i);
    lua_pushvalue(L, -1);
    lua_rawget(L, table);
    read(L, script);
    lua_settop(L, table + 1);
  }
  lua_pop(L, 1);
  return (uint32_t)count;
}

static size_t count_entries(lua_State *L) {
  size_t count = 0;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) count++;
  return count;
}

static void *make_room(lua_State *L, gloss_script *script, size_t item_size) {
  return gloss_arena_allocate(&script->arena, count_entries(L) * item_size);
}

/* The name that is the key of the entry, which is below its value. */
static const char *key_of(lua_State *L, const gloss_script *script, const char *what) {
  if (lua_type(L, -2) != LUA_TSTRING) complain(L, script, what, "`%s` has an entry without a name", what);
  return lua_tostring(L, -2);
}

static void check_in_list(lua_State *L, const gloss_script *script, const char *what) {
  if (!lua_isinteger(L, -2))
    complain(L, script, what, "`%s` is a list of names, and has no \"%s\"", what, luaL_tolstring(L, -2, NULL));
}

/* -- about, version, tags, requires */

static void read_about(lua_State *L, gloss_script *script) {
  script->about = copy_string(L, script, -1, "about");
  if (memchr(script->about.data, '\n', script->about.size)) complain(L, script, "about", "`about` must be one line");
}

static void read_version(lua_State *L, gloss_script *script) {
  script->version = copy_string(L, script, -1, "version");
}

static void read_tag(lua_State *L, gloss_script *script) {
  check_in_list(L, script, "tags");
  ((gloss_slice *)script->tags)[script->tag_count++] = copy_name(L, script, -1, "tags");
}

static void read_tags(lua_State *L, gloss_script *script) {
  check_type(L, script, LUA_TTABLE, "tags");
  script->tags = make_room(L, script, sizeof *script->tags);
  read_entries(L, script, read_tag);
}

/* The engine's own layers are always there. */
static bool is_own_layer(gloss_slice name) {
  static const char *const layers[] = {"document", "block", "sentence", "token"};
  for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
    if (gloss_slice_is(name, layers[i])) return true;
  return false;
}

static void read_need(lua_State *L, gloss_script *script) {
  check_in_list(L, script, "requires");
  gloss_slice name = copy_string(L, script, -1, "requires");
  bool optional = gloss_slice_ends_with(name, GLOSS_SLICE("?"));
  lua_pushlstring(L, name.data, name.size - optional);
  name = copy_name(L, script, -1, "requires");
  if (is_own_layer(name)) complain(L, script, name.data, "`requires`: \"%s\" is always there; leave it out", name.data);
  ((gloss_need *)script->requires)[script->require_count++] = (gloss_need){name, optional};
}

static void read_requires(lua_State *L, gloss_script *script) {
  check_type(L, script, LUA_TTABLE, "requires");
  script->requires = make_room(L, script, sizeof *script->requires);
  read_entries(L, script, read_need);
}

/* -- provides */

static void read_field(lua_State *L, gloss_script *script) {
  static const char *const types[] = {"string", "number", "boolean", "place", "list", NULL};
  gloss_provided *provided = (gloss_provided *)&script->provides[script->provide_count];
  const char *name = key_of(L, script, provided->name.data);
  gloss_field field = {.name = copy_name(L, script, -2, "provides")};
  if (gloss_is_place_name(field.name))
    complain(L, script, name, "`provides`: a field cannot be called \"%s\", which every annotation has already", name);
  if (lua_type(L, -1) != LUA_TSTRING)
    complain(L, script, name, "`provides`: the type of \"%s\" is a string, as in %s = \"number\"", name, name);
  if (!gloss_field_type_of(gloss_slice_of(lua_tostring(L, -1)), &field.type))
    complain_unknown(L, script, "type of a field", lua_tostring(L, -1), types);
  ((gloss_field *)provided->fields)[provided->field_count++] = field;
}

static void check_provided(lua_State *L, const gloss_script *script, gloss_slice name) {
  if (is_own_layer(name)) complain(L, script, name.data, "`provides`: \"%s\" is the engine's own", name.data);
  for (uint32_t i = 0; i < script->provide_count; i++)
    if (gloss_slice_equal(script->provides[i].name, name)) complain(L, script, NULL, "`provides` has \"%s\" twice", name.data);
}

/* "readability", or money = { amount = "number" } */
static void read_provided(lua_State *L, gloss_script *script) {
  bool is_bare = lua_isinteger(L, -2);
  gloss_provided *provided = (gloss_provided *)&script->provides[script->provide_count];
  *provided = (gloss_provided){.name = copy_name(L, script, is_bare ? -1 : -2, "provides")};
  check_provided(L, script, provided->name);
  if (!is_bare) {
    check_type(L, script, LUA_TTABLE, provided->name.data);
    provided->fields = make_room(L, script, sizeof *provided->fields);
    read_entries(L, script, read_field);
  }
  script->provide_count++;
}

static void read_provides(lua_State *L, gloss_script *script) {
  check_type(L, script, LUA_TTABLE, "provides");
  script->provides = make_room(L, script, sizeof *script->provides);
  read_entries(L, script, read_provided);
}

/* -- options */

static const char *const option_keys[] = {"default", "about", "choices", "file", NULL};

static void check_option_key(lua_State *L, gloss_script *script) {
  const char *name = key_of(L, script, "options");
  for (int i = 0; option_keys[i]; i++)
    if (strcmp(option_keys[i], name) == 0) return;
  complain_unknown(L, script, "key of an option", name, option_keys);
}

static bool is_same_type(gloss_value a, gloss_value b) {
  bool are_numbers = (a.kind == GLOSS_INTEGER || a.kind == GLOSS_NUMBER) && (b.kind == GLOSS_INTEGER || b.kind == GLOSS_NUMBER);
  return a.kind == b.kind || are_numbers;
}

static gloss_value read_standard(lua_State *L, gloss_script *script, const char *name) {
  int type = lua_getfield(L, -1, "default");
  if (type == LUA_TNIL) complain(L, script, name, "option \"%s\" has no `default`", name);
  if (type != LUA_TSTRING && type != LUA_TNUMBER && type != LUA_TBOOLEAN)
    complain(L, script, name, "option \"%s\": the `default` is a string, a number or a boolean, not a %s", name,
             luaL_typename(L, -1));
  gloss_value value = gloss_to_value(L, -1, &script->arena, false, "default");
  lua_pop(L, 1);
  return value;
}

static void check_choices(lua_State *L, const gloss_script *script, const gloss_option *option) {
  const char *name = option->name.data;
  bool has_standard = false;
  for (uint32_t i = 0; i < option->choice_count; i++) {
    if (!is_same_type(option->choices[i], option->standard))
      complain(L, script, name, "option \"%s\": a choice is not of the type of the `default`", name);
    has_standard = has_standard || gloss_value_equal(option->choices[i], option->standard);
  }
  if (!has_standard) complain(L, script, name, "option \"%s\": the `default` is not among the `choices`", name);
}

static void read_choices(lua_State *L, gloss_script *script, gloss_option *option) {
  const char *name = option->name.data;
  if (lua_getfield(L, -1, "choices") != LUA_TNIL) {
    gloss_value choices = gloss_to_value(L, -1, &script->arena, false, "choices");
    if (choices.kind != GLOSS_LIST || choices.size == 0) complain(L, script, name, "option \"%s\": `choices` is a list", name);
    option->choices = choices.items;
    option->choice_count = choices.size;
    check_choices(L, script, option);
  }
  lua_pop(L, 1);
}

static void read_option(lua_State *L, gloss_script *script) {
  key_of(L, script, "options");
  gloss_option option = {.name = copy_name(L, script, -2, "options")};
  check_type(L, script, LUA_TTABLE, option.name.data);
  read_entries(L, script, check_option_key);
  option.standard = read_standard(L, script, option.name.data);
  read_choices(L, script, &option);
  if (lua_getfield(L, -1, "about") != LUA_TNIL) option.about = copy_string(L, script, -1, "about");
  if (lua_getfield(L, -2, "file") != LUA_TNIL) check_type(L, script, LUA_TBOOLEAN, "file");
  option.is_file = lua_toboolean(L, -1);
  if (option.is_file && option.standard.kind != GLOSS_STRING)
    complain(L, script, option.name.data, "option \"%s\" is a file: its `default` is the name of one", option.name.data);
  ((gloss_option *)script->options)[script->option_count++] = option;
}

static void read_options(lua_State *L, gloss_script *script) {
  check_type(L, script, LUA_TTABLE, "options");
  script->options = make_room(L, script, sizeof *script->options);
  read_entries(L, script, read_option);
}

/* -- hooks, fold and tests */

static void read_hook(lua_State *L, gloss_script *script) {
  const char *name = lua_tostring(L, -2);
  check_type(L, script, LUA_TFUNCTION, name);
  for (int i = 0; i < GLOSS_HOOKS; i++)
    if (strcmp(gloss_hook_names[i], name) == 0) script->hooks |= 1u << i;
}

static const char *const fold_keys[] = {"columns", "init", "step", "merge", "finish", NULL};

static void read_column(lua_State *L, gloss_script *script) {
  check_in_list(L, script, "columns");
  gloss_slice name = copy_name(L, script, -1, "columns");
  if (gloss_slice_is(name, "fold")) complain(L, script, "columns", "`columns`: \"fold\" is where several folds say their name");
  for (uint32_t i = 0; i < script->column_count; i++)
    if (gloss_slice_equal(script->columns[i], name)) complain(L, script, "columns", "`columns` has \"%s\" twice", name.data);
  ((gloss_slice *)script->columns)[script->column_count++] = name;
}

static void read_columns(lua_State *L, gloss_script *script) {
  check_type(L, script, LUA_TTABLE, "columns");
  script->columns = make_room(L, script, sizeof *script->columns);
  if (read_entries(L, script, read_column) == 0) complain(L, script, "columns", "`columns` names no column");
}

static void read_fold_key(lua_State *L, gloss_script *script) {
  const char *name = key_of(L, script, "fold");
  int i = 0;
  while (fold_keys[i] && strcmp(fold_keys[i], name) != 0) i++;
  if (fold_keys[i] == NULL) complain_unknown(L, script, "key of `fold`", name, fold_keys);
  if (i == 0) read_columns(L, script);
  else read_hook(L, script);
}

static void read_fold(lua_State *L, gloss_script *script) {
  check_type(L, script, LUA_TTABLE, "fold");
  read_entries(L, script, read_fold_key);
  for (int i = 0; fold_keys[i]; i++)
    if (lua_getfield(L, -1, fold_keys[i]) == LUA_TNIL) complain(L, script, "fold", "`fold` has no `%s`", fold_keys[i]);
    else lua_pop(L, 1);
}

/* -- Readers and writers */

/* ".awx", in small letters, as files are told by it whatever their case. */
static gloss_slice copy_ending(lua_State *L, gloss_script *script, const char *what) {
  gloss_slice ending = copy_string(L, script, -1, what);
  bool is_plain = ending.size > 1 && ending.data[0] == '.';
  for (size_t i = 0; is_plain && i < ending.size; i++) is_plain = !strchr(" /", ending.data[i]);
  if (!is_plain) complain(L, script, what, "`%s`: \"%s\" is not an ending, as \".awx\" is", what, ending.data);
  return ending;
}

static void read_one_ending(lua_State *L, gloss_script *script) {
  check_in_list(L, script, "endings");
  gloss_slice before = script->endings, ending = copy_ending(L, script, "endings");
  script->endings = gloss_arena_print(&script->arena, "%.*s%s%.*s", GLOSS_PRINT(before), before.size > 0 ? " " : "",
                                      GLOSS_PRINT(ending));
}

static void read_endings(lua_State *L, gloss_script *script) {
  check_type(L, script, LUA_TTABLE, "endings");
  read_entries(L, script, read_one_ending);
}

static void read_ending(lua_State *L, gloss_script *script) {
  script->ending = copy_ending(L, script, "ending");
}

/* What stands before the documents, or after them: a string, of any bytes, or a function that returns one. */
static void read_frame(lua_State *L, gloss_script *script) {
  const char *name = lua_tostring(L, -2);
  if (lua_isfunction(L, -1)) return read_hook(L, script);
  check_type(L, script, LUA_TSTRING, name);
  gloss_slice text = gloss_arena_copy(&script->arena, gloss_name_at(L, -1));
  if (strcmp(name, "header") == 0) script->header = text;
  else script->footer = text;
}

/* As data a table is a list or has names; one that is both is given the names "1", "2", … for its list part; so inside it, too. */
static void name_list_parts(lua_State *L, int depth) {
  if (depth == 0) return; /* inside itself, perhaps: no data, as will be said */
  luaL_checkstack(L, 8, NULL);
  lua_Integer listed = (lua_Integer)lua_rawlen(L, -1), count = 0;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1), count++)
    if (lua_istable(L, -1)) name_list_parts(L, depth - 1);
  for (lua_Integer i = 1; i <= listed && count > listed; i++) {
    lua_pushfstring(L, "%I", i);
    lua_rawgeti(L, -2, i);
    lua_rawset(L, -3);
    lua_pushnil(L);
    lua_rawseti(L, -2, i);
  }
}

static void read_tests(lua_State *L, gloss_script *script) {
  enum { DEPTH = 20 };
  check_type(L, script, LUA_TTABLE, "tests");
  name_list_parts(L, DEPTH);
  script->tests = gloss_to_value(L, -1, &script->arena, false, "tests");
  if (script->tests.size == 0) script->tests = (gloss_value){0};
  else if (script->tests.kind != GLOSS_LIST) complain(L, script, "tests", "`tests` is a list of tables");
}

/* -- grants */

static void read_grant(lua_State *L, gloss_script *script) {
  gloss_state *state = gloss_state_of(L);
  check_in_list(L, script, "grants");
  gloss_grants grant = gloss_grant_of(copy_string(L, script, -1, "grants"), &state->error);
  if (grant == 0) complain(L, script, lua_tostring(L, -1), "`grants`: %s", state->error.message);
  script->grants |= grant;
}

static void read_grants(lua_State *L, gloss_script *script) {
  check_type(L, script, LUA_TTABLE, "grants");
  read_entries(L, script, read_grant);
}

/* -- The whole */

static const struct {
  const char *name;
  reader *read;
} keys[] = {
    {"about", read_about},       {"version", read_version}, {"tags", read_tags},     {"requires", read_requires},
    {"provides", read_provides}, {"options", read_options}, {"setup", read_hook},    {"document", read_hook},
    {"block", read_hook},        {"sentence", read_hook},   {"tests", read_tests},   {"fold", read_fold},
    {"endings", read_endings},   {"detect", read_hook},     {"read", read_hook},     {"ending", read_ending},
    {"write", read_hook},        {"header", read_frame},    {"footer", read_frame},
    {"grants", read_grants},
};

enum { KEYS = sizeof keys / sizeof *keys };

static void read_key(lua_State *L, gloss_script *script) {
  const char *known[KEYS + 1] = {0};
  if (lua_type(L, -2) != LUA_TSTRING) complain(L, script, NULL, "the script's table has an entry without a name");
  const char *name = lua_tostring(L, -2);
  for (int i = 0; i < KEYS; i++) {
    known[i] = keys[i].name;
    if (strcmp(keys[i].name, name) != 0) continue;
    keys[i].read(L, script);
    return;
  }
  complain_unknown(L, script, "key", name, known);
}

/* What belongs to a reader or a writer stands beside `read` or `write`, and what belongs to an analysis does not. */
static void check_format(lua_State *L, const gloss_script *script) {
  enum { ANALYSIS = GLOSS_HAS_DOCUMENT | GLOSS_HAS_BLOCK | GLOSS_HAS_SENTENCE | GLOSS_HAS_FOLD };
  bool reads = script->hooks & GLOSS_HAS_READ, writes = script->hooks & GLOSS_HAS_WRITE;
  bool has_footer = script->hooks & GLOSS_HAS_FOOTER || script->footer.data;
  bool has_frame = has_footer || script->hooks & GLOSS_HAS_HEADER || script->header.data;
  if (!reads && script->endings.data) complain(L, script, "endings", "`endings` is for a reader, which has `read`");
  if (!reads && script->hooks & GLOSS_HAS_DETECT) complain(L, script, "detect", "`detect` is for a reader, which has `read`");
  if (!writes && script->ending.data) complain(L, script, "ending", "`ending` is for a writer, which has `write`");
  if (!writes && has_frame)
    complain(L, script, has_footer ? "footer" : "header", "`header` and `footer` are for a writer, which has `write`");
  if (!reads && !writes) return;
  if (script->hooks & ANALYSIS)
    complain(L, script, reads ? "read" : "write", "a reader or a writer has no hooks of an analysis; make two scripts of it");
  if (script->require_count > 0)
    complain(L, script, "requires", "`requires`: a reader has no layers, a writer those that --layers chooses; leave it out");
  if (!reads && script->provide_count > 0) complain(L, script, "provides", "`provides`: a writer adds nothing; leave it out");
}

void gloss_read_script(lua_State *L, void *target) {
  gloss_script *script = target;
  luaL_checkstack(L, 40, NULL);
  if (lua_isnil(L, -1)) complain(L, script, NULL, "a script returns a table, but this file returns nothing");
  if (!lua_istable(L, -1)) complain(L, script, NULL, "a script returns a table, but this file returns a %s", luaL_typename(L, -1));
  read_entries(L, script, read_key);
  check_format(L, script);
}
