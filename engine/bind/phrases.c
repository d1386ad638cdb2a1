/* Word sets, lexicons and gazetteers: one implementation under three names. */
#include "bind/resources.h"

/* -- Asking */

static gloss_phrase_words *words_of(lua_State *L, gloss_resource *resource) {
  gloss_vocabulary *vocabulary = gloss_state_of(L)->document->vocabulary;
  if (resource->vocabulary != vocabulary) resource->words = gloss_matcher_words(gloss_matcher_of(L), resource->phrases, vocabulary);
  resource->vocabulary = vocabulary;
  return resource->words;
}

/* A question that was answered is a match too, for those who ask why. */
static void note_lookup(lua_State *L, const gloss_resource *resource, gloss_span tokens, gloss_span entries) {
  gloss_push_match(L, resource, tokens, &entries, 1);
  lua_pop(L, 1);
}

/* The entries of a place that is a phrase of the list as a whole. */
static gloss_span entries_of_place(lua_State *L, gloss_resource *resource, gloss_place place) {
  const gloss_document *document = gloss_state_of(L)->document;
  gloss_phrase_words *words = words_of(L, resource);
  gloss_span tokens = gloss_document_tokens(document, place);
  uint32_t first = 0, count = 0;
  gloss_phrase_hit hit;
  if (gloss_span_size(tokens) == 1) {
    count = gloss_phrases_get_word(resource->phrases, words, document->tokens[tokens.start].word, &first);
  } else if (gloss_phrases_find(resource->phrases, words, document, tokens.start, tokens.end, &hit) &&
             gloss_span_compare(hit.tokens, tokens) == 0) {
    first = hit.first, count = hit.count;
  }
  if (count && gloss_state_of(L)->environment->explain) note_lookup(L, resource, tokens, (gloss_span){first, first + count});
  return (gloss_span){first, first + count};
}

/* The entries of the string or place at index 2. */
static gloss_span check_entries(lua_State *L, gloss_resource *resource) {
  gloss_place place;
  if (gloss_test_place(L, 2, &place)) return entries_of_place(L, resource, place);
  if (lua_type(L, 2) != LUA_TSTRING)
    luaL_argerror(L, 2, lua_pushfstring(L, "a place or a string expected, got %s", gloss_type_name(L, 2)));
  uint32_t first = 0, count = gloss_phrases_get(resource->phrases, gloss_name_at(L, 2), &first);
  return (gloss_span){first, first + count};
}

/* wordset:has(place | string) -> boolean */
static int wordset_has(lua_State *L) {
  lua_pushboolean(L, gloss_span_size(check_entries(L, gloss_check_resource(L))) > 0);
  return 1;
}

/* lexicon:get(place | string) -> weight, or nil */
static int lexicon_get(lua_State *L) {
  gloss_resource *lexicon = gloss_check_resource(L);
  gloss_span entries = check_entries(L, lexicon);
  if (gloss_span_size(entries) == 0) lua_pushnil(L);
  else lua_pushnumber(L, gloss_phrases_weight(lexicon->phrases, entries.start));
  return 1;
}

/* gazetteer:get(place | string) -> {entry, …}, or nil */
static int gazetteer_get(lua_State *L) {
  gloss_resource *gazetteer = gloss_check_resource(L);
  gloss_span entries = check_entries(L, gazetteer);
  if (gloss_span_size(entries) == 0) lua_pushnil(L);
  else gloss_push_entries(L, gazetteer, entries.start, gloss_span_size(entries));
  return 1;
}

/* -- Entries */

static bool has_column(const gloss_phrases *phrases, gloss_slice name) {
  for (uint32_t i = 0; i < gloss_phrases_column_count(phrases); i++)
    if (gloss_slice_equal(gloss_phrases_column(phrases, i), name)) return true;
  return false;
}

/* An entry's `__index`: a column that is empty here is nil, one that is nowhere raises. The upvalue is the gazetteer. */
static int index_entry(lua_State *L) {
  const gloss_phrases *phrases = ((const gloss_resource *)lua_touserdata(L, lua_upvalueindex(1)))->phrases;
  if (lua_type(L, 2) != LUA_TSTRING || has_column(phrases, gloss_name_at(L, 2))) return lua_pushnil(L), 1;
  gloss_nearest nearest = {.word = gloss_name_at(L, 2)};
  gloss_nearest_offer(&nearest, GLOSS_SLICE("name"));
  uint32_t columns = gloss_phrases_column_count(phrases);
  for (uint32_t i = 0; i < columns; i++) gloss_nearest_offer(&nearest, gloss_phrases_column(phrases, i));
  char hint[128];
  return luaL_error(L, "no column \"%s\" in this gazetteer%s", gloss_show_name(L, 2), gloss_nearest_hint(&nearest, hint));
}

/* Pushes the metatable of the entries: made at the first, kept in the gazetteer. */
static void push_entry_metatable(lua_State *L, const gloss_resource *resource) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, resource);
  if (lua_getiuservalue(L, -1, GLOSS_ENTRIES) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -2);
    lua_pushcclosure(L, index_entry, 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, -3, GLOSS_ENTRIES);
  }
  lua_replace(L, -2);
}

void gloss_push_entry(lua_State *L, const gloss_resource *resource, uint32_t entry) {
  const gloss_phrases *phrases = resource->phrases;
  gloss_arena *arena = &gloss_state_of(L)->arena;
  gloss_phrase_fields fields = gloss_phrases_fields(phrases, entry);
  gloss_phrase_field field;
  lua_createtable(L, 0, 4);
  gloss_arena_reset(arena);
  while (gloss_phrase_fields_next(&fields, arena, &field)) {
    gloss_push_slice(L, gloss_phrases_column(phrases, field.column));
    gloss_push_value(L, field.value);
    lua_rawset(L, -3);
  }
  gloss_push_slice(L, gloss_phrases_name(phrases, entry));
  lua_setfield(L, -2, "name");
  push_entry_metatable(L, resource);
  lua_setmetatable(L, -2);
}

void gloss_push_entries(lua_State *L, const gloss_resource *resource, uint32_t first, uint32_t count) {
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    gloss_push_entry(L, resource, first + i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* -- Finding */

static int push_first(lua_State *L, gloss_resource *resource, gloss_span tokens) {
  gloss_phrase_hit hit;
  if (!gloss_phrases_find(resource->phrases, words_of(L, resource), gloss_state_of(L)->document, tokens.start, tokens.end, &hit))
    return lua_pushnil(L), 1;
  gloss_span entries = {hit.first, hit.first + hit.count};
  gloss_push_match(L, resource, hit.tokens, &entries, 1);
  return 1;
}

static int next_match(lua_State *L) {
  push_first(L, lua_touserdata(L, lua_upvalueindex(1)), gloss_rest_of_walk(L));
  return gloss_return_step(L);
}

/* list:matches(place) -> iterator of match, first and last index */
static int phrases_matches(lua_State *L) {
  gloss_check_resource(L);
  return gloss_walk_matches(L);
}

/* list:match(place) -> the first match, or nil */
static int phrases_match(lua_State *L) {
  gloss_resource *resource = gloss_check_resource(L);
  gloss_place place = gloss_check_place(L, 2);
  return push_first(L, resource, gloss_document_tokens(gloss_state_of(L)->document, place));
}

const luaL_Reg gloss_wordset_methods[] = {
  {"has", wordset_has},
  {"matches", phrases_matches},
  {"match", phrases_match},
  {NULL, NULL},
};

const luaL_Reg gloss_lexicon_methods[] = {
  {"get", lexicon_get},
  {"matches", phrases_matches},
  {"match", phrases_match},
  {NULL, NULL},
};

const luaL_Reg gloss_gazetteer_methods[] = {
  {"get", gazetteer_get},
  {"matches", phrases_matches},
  {"match", phrases_match},
  {NULL, NULL},
};

/* gloss.wordset(source, settings?) -> wordset; so lexicon and gazetteer. A source is the name of a data file, or a list. */
int gloss_make_phrases(lua_State *L) {
  gloss_resource_kind kind = (gloss_resource_kind)lua_tointeger(L, lua_upvalueindex(1));
  gloss_check_loading(L, gloss_resource_name(kind));
  lua_settop(L, 2);
  const gloss_phrases *phrases = gloss_check_phrases(L, kind);
  gloss_resource *resource = gloss_push_resource(L, kind, next_match, 0);
  resource->phrases = phrases;
  gloss_set_source(L, resource, -2);
  return 1;
}
