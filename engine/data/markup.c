/* Markup: a node of XML or HTML is a table with its name, its attributes, and its children, nodes and strings. */
#include "data/markup.h"

#include "bind/objects.h"

enum { DEPTH = GLOSS_MARKUP_DEPTH };

static const char METATABLE[] = "gloss.node";

/* -- Reading a node */

static bool is_element(lua_State *L, int index) {
  return lua_type(L, index) == LUA_TTABLE;
}

/* Adds the text of the node at the top to the buffer, in the order of the document. */
static void add_text(lua_State *L, gloss_buffer *to, int depth) {
  if (depth > DEPTH) luaL_error(L, "nodes are nested deeper than %d; is one inside itself?", DEPTH);
  luaL_checkstack(L, 4, NULL);
  if (lua_type(L, -1) == LUA_TSTRING) return gloss_buffer_add(to, gloss_name_at(L, -1));
  gloss_check_room(L, to->size);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++, lua_pop(L, 1)) {
    gloss_spend(L, 1);
    if (is_element(L, -1) || lua_type(L, -1) == LUA_TSTRING) add_text(L, to, depth + 1);
  }
  lua_pop(L, 1);
}

static void push_text(lua_State *L) {
  gloss_buffer *text = gloss_push_buffer(L);
  lua_pushvalue(L, 1);
  add_text(L, text, 0);
  gloss_push_slice(L, gloss_buffer_slice(text));
  gloss_buffer_free(text);
}

static bool has_name(lua_State *L, int index, gloss_slice name) {
  lua_pushliteral(L, "name");
  bool has = lua_rawget(L, index) == LUA_TSTRING && gloss_slice_equal(gloss_name_at(L, -1), name);
  lua_pop(L, 1);
  return has;
}

/* Puts all elements of that name inside the node on the top into the list at `list`, at most so many. */
static void collect(lua_State *L, gloss_slice name, int list, lua_Integer most, int depth) {
  if (depth > DEPTH) luaL_error(L, "nodes are nested deeper than %d; is one inside itself?", DEPTH);
  luaL_checkstack(L, 4, NULL);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL && (lua_Integer)lua_rawlen(L, list) < most; i++, lua_pop(L, 1)) {
    gloss_spend(L, 1);
    if (!is_element(L, -1)) continue;
    if (has_name(L, lua_gettop(L), name)) {
      lua_pushvalue(L, -1);
      lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
    }
    collect(L, name, list, most, depth + 1);
  }
  lua_pop(L, 1);
}

static void collect_named(lua_State *L, lua_Integer most) {
  luaL_checktype(L, 1, LUA_TTABLE);
  gloss_slice name = gloss_check_slice(L, 2);
  lua_settop(L, 2);
  lua_newtable(L);
  lua_pushvalue(L, 1);
  collect(L, name, 3, most, 0);
  lua_settop(L, 3);
}

/* node:find(name) -> the first element of that name inside it, or nil */
static int find(lua_State *L) {
  collect_named(L, 1);
  lua_rawgeti(L, 3, 1);
  return 1;
}

static int next_found(lua_State *L) {
  lua_Integer next = lua_tointeger(L, lua_upvalueindex(2)) + 1;
  lua_pushinteger(L, next);
  lua_replace(L, lua_upvalueindex(2));
  lua_rawgeti(L, lua_upvalueindex(1), next);
  return 1;
}

/* node:all(name) -> iterator of all elements of that name inside it */
static int all(lua_State *L) {
  collect_named(L, LUA_MAXINTEGER);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_found, 2);
  return 1;
}

/* What a node has beside its own keys; an element has all of them, so that a name that is unknown is a mistake. */
static int index_node(lua_State *L) {
  static const char *const known[] = {"name", "attributes", "text", "find", "all", NULL};
  if (lua_isinteger(L, 2)) return lua_pushnil(L), 1;
  gloss_slice name = gloss_check_slice(L, 2);
  if (gloss_slice_is(name, "text")) return push_text(L), 1;
  if (gloss_slice_is(name, "find")) return lua_pushcfunction(L, find), 1;
  if (gloss_slice_is(name, "all")) return lua_pushcfunction(L, all), 1;
  if (gloss_slice_is(name, "attributes") || gloss_slice_is(name, "name")) return lua_pushnil(L), 1;
  return gloss_raise_unknown(L, "field of a node", gloss_show_name(L, 2), known);
}

static void set_metatable(lua_State *L) {
  if (luaL_newmetatable(L, METATABLE)) {
    lua_pushcfunction(L, index_node);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "node");
    lua_setfield(L, -2, "__metatable");
  }
  lua_setmetatable(L, -2);
}

/* -- Decoding */

static void push_attributes(lua_State *L, const gloss_node *node) {
  lua_createtable(L, 0, (int)node->attribute_count);
  for (uint32_t i = 0; i < node->attribute_count; i++) {
    gloss_push_slice(L, node->attributes[i].name);
    gloss_push_slice(L, node->attributes[i].value);
    lua_rawset(L, -3);
  }
}

static void push_node(lua_State *L, const gloss_node *node) {
  lua_Integer count = 0;
  luaL_checkstack(L, 6, "nodes nested too deep");
  if (node->name.data == NULL) return gloss_push_slice(L, node->text);
  lua_createtable(L, 0, 2);
  gloss_push_slice(L, node->name);
  lua_setfield(L, -2, "name");
  push_attributes(L, node);
  lua_setfield(L, -2, "attributes");
  for (const gloss_node *child = node->first; child; child = child->next) {
    push_node(L, child);
    lua_rawseti(L, -2, ++count);
  }
  set_metatable(L);
}

static int free_arena(lua_State *L) {
  gloss_arena_free(lua_touserdata(L, 1));
  return 0;
}

void gloss_push_markup(lua_State *L, gloss_markup_language language, gloss_slice text) {
  gloss_state *state = gloss_state_of(L);
  gloss_arena *arena = gloss_push_owner(L, sizeof *arena, free_arena);
  gloss_check_room(L, text.size);
  gloss_spend(L, text.size / 4 + 1);
  const gloss_node *root = gloss_markup_parse(language, text, (state->cap - state->used) / 2, arena, &state->error);
  if (root == NULL) gloss_raise(L);
  push_node(L, root);
  gloss_arena_free(arena);
}

/* -- Encoding */

static bool is_any(gloss_slice name, const char *const *names) {
  while (*names && !gloss_slice_is(name, *names)) names++;
  return *names != NULL;
}

static bool is_void(gloss_slice name) {
  static const char *const names[] = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
                                      "track", "wbr", NULL};
  return is_any(name, names);
}

static bool is_raw(gloss_slice name) {
  static const char *const names[] = {"script", "style", NULL};
  return is_any(name, names);
}

static const char *escape_of(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return NULL;
  }
}

static void add_escaped(lua_State *L, gloss_buffer *to, gloss_slice text) {
  gloss_check_text(L, text, "the text of a node");
  gloss_check_room(L, to->capacity + 2 * text.size);
  for (size_t i = 0; i < text.size; i++) {
    const char *escape = escape_of(text.data[i]);
    if (escape) gloss_buffer_add(to, gloss_slice_of(escape));
    else gloss_buffer_add_char(to, text.data[i]);
  }
}

/* A name goes into the markup as it is: it must be one. */
static gloss_slice check_markup_name(lua_State *L, const char *what) {
  gloss_slice name = {"", 0};
  if (lua_type(L, -1) == LUA_TSTRING) name = gloss_name_at(L, -1);
  bool is_name = name.size > 0 && !strchr("-.0123456789", name.data[0]);
  for (size_t i = 0; i < name.size && is_name; i++)
    is_name = (unsigned char)name.data[i] > ' ' && !strchr("<>&\"'/=", name.data[i]);
  if (!is_name) luaL_error(L, "%s is a name, as \"title\" is", what);
  return name;
}

/* The table of attributes is on the top. */
static void add_attributes(lua_State *L, gloss_buffer *to) {
  int table = lua_gettop(L);
  if (lua_isnil(L, table)) return;
  luaL_checktype(L, table, LUA_TTABLE);
  lua_Integer count = gloss_push_keys(L, table);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, table + 1, i);
    gloss_slice name = check_markup_name(L, "an attribute");
    lua_pushvalue(L, -1);
    lua_rawget(L, table);
    gloss_push_text(L, -1);
    gloss_buffer_print(to, " %.*s=\"", GLOSS_PRINT(name));
    add_escaped(L, to, gloss_name_at(L, -1));
    gloss_buffer_add_char(to, '"');
    lua_settop(L, table + 1);
  }
  lua_pop(L, 1);
}

static void add_node(lua_State *L, gloss_buffer *to, gloss_markup_language language, bool is_raw_text, int depth);

/* Returns whether there is one. */
static bool add_children(lua_State *L, gloss_buffer *to, gloss_markup_language language, bool is_raw_text, int depth) {
  lua_Integer i = 1;
  for (; lua_rawgeti(L, -1, i) != LUA_TNIL; i++, lua_pop(L, 1)) {
    if (i == 1) gloss_buffer_add_char(to, '>');
    add_node(L, to, language, is_raw_text, depth + 1);
  }
  lua_pop(L, 1);
  return i > 1;
}

static void add_element(lua_State *L, gloss_buffer *to, gloss_markup_language language, int depth) {
  int node = lua_gettop(L);
  lua_pushliteral(L, "name");
  lua_rawget(L, node);
  gloss_slice name = check_markup_name(L, "`name` of a node");
  gloss_buffer_print(to, "<%.*s", GLOSS_PRINT(name));
  lua_pushliteral(L, "attributes");
  lua_rawget(L, node);
  add_attributes(L, to);
  lua_settop(L, node);
  bool is_html = language == GLOSS_HTML, has_children = add_children(L, to, language, is_html && is_raw(name), depth);
  lua_pushliteral(L, "name");
  lua_rawget(L, node);
  if (!has_children && !is_html) gloss_buffer_add(to, GLOSS_SLICE("/>"));
  else if (!has_children && is_void(name)) gloss_buffer_add_char(to, '>');
  else gloss_buffer_print(to, "%s</%.*s>", has_children ? "" : ">", GLOSS_PRINT(name));
  lua_settop(L, node);
}

static void add_node(lua_State *L, gloss_buffer *to, gloss_markup_language language, bool is_raw_text, int depth) {
  if (depth > DEPTH) luaL_error(L, "nodes are nested deeper than %d; is one inside itself?", DEPTH);
  luaL_checkstack(L, 8, NULL);
  gloss_spend(L, 1);
  if (is_element(L, -1)) return add_element(L, to, language, depth);
  if (!lua_isstring(L, -1)) luaL_error(L, "a child of a node is a node or a string, not a %s", gloss_type_name(L, -1));
  gloss_push_text(L, -1);
  if (is_raw_text) gloss_buffer_add(to, gloss_name_at(L, -1));
  else add_escaped(L, to, gloss_name_at(L, -1));
  lua_pop(L, 1);
}

void gloss_encode_markup(lua_State *L, gloss_markup_language language, int index) {
  luaL_checktype(L, index, LUA_TTABLE);
  gloss_buffer *out = gloss_push_buffer(L);
  lua_pushvalue(L, index);
  add_node(L, out, language, false, 0);
  gloss_push_slice(L, gloss_buffer_slice(out));
  gloss_buffer_free(out);
}
