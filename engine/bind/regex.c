#include "bind/resources.h"
#include "unicode/unicode.h"

static gloss_regex_result find(lua_State *L, const gloss_resource *regex, gloss_slice subject, uint32_t from) {
  gloss_regex_scratch *scratch = gloss_matcher_regex(gloss_matcher_of(L));
  gloss_span *groups = (gloss_span *)regex->groups;
  gloss_regex_result result = gloss_regex_find(regex->regex, scratch, subject, from, groups, &gloss_state_of(L)->error);
  gloss_spend(L, gloss_regex_steps(scratch));
  return result == GLOSS_REGEX_FAILED ? gloss_raise(L), result : result;
}

/* -- On a place: sentence by sentence, widened to whole tokens */

/* The first match in the tokens, which are of one sentence, that begins at token `from` or after it. Its groups become bytes of
 * the text. */
static bool find_in_sentence(lua_State *L, gloss_resource *regex, gloss_span tokens, uint32_t from, gloss_span *found) {
  const gloss_document *document = gloss_state_of(L)->document;
  gloss_span *groups = regex->groups, bytes = gloss_document_bytes_of(document, tokens);
  gloss_slice subject = gloss_document_slice(document, bytes);
  uint32_t byte = document->tokens[from].start - bytes.start;
  for (;; byte = gloss_regex_after(subject, groups[0])) {
    if (find(L, regex, subject, byte) != GLOSS_REGEX_FOUND) return false;
    gloss_span match = {bytes.start + groups[0].start, bytes.start + groups[0].end};
    *found = gloss_document_tokens_touching(document, match);
    if (gloss_span_size(match) > 0 && gloss_span_size(*found) > 0) break; /* else it is empty, or white space */
  }
  for (uint32_t i = 0; i <= regex->group_count; i++)
    if (groups[i].start != UINT32_MAX) groups[i] = (gloss_span){bytes.start + groups[i].start, bytes.start + groups[i].end};
  return true;
}

/* Pushes the first match in the place's tokens from token `from` on, or nil. */
static int push_first(lua_State *L, gloss_resource *regex, gloss_span tokens, uint32_t from) {
  const gloss_document *document = gloss_state_of(L)->document;
  uint32_t sentence = from < tokens.end ? gloss_document_sentence_at(document, from) : 0;
  for (; from < tokens.end; sentence++, from = tokens.start) {
    gloss_span part = document->sentences[sentence].tokens, found;
    if (part.start >= tokens.end) break;
    if (part.start < tokens.start) part.start = tokens.start;
    if (part.end > tokens.end) part.end = tokens.end;
    if (from < part.start) from = part.start;
    if (find_in_sentence(L, regex, part, from, &found))
      return gloss_push_match(L, regex, found, regex->groups, regex->group_count + 1), 1;
    if (part.end == tokens.end) break;
  }
  return lua_pushnil(L), 1;
}

static int next_match(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  gloss_span tokens = gloss_document_tokens(gloss_state_of(L)->document, place);
  push_first(L, lua_touserdata(L, lua_upvalueindex(1)), tokens, gloss_rest_of_walk(L).start);
  return gloss_return_step(L);
}

/* -- On a string */

/* Pushes the first match in the string from byte `from` on as a table {text, first, last, GROUP = …}, or nil. */
static int push_first_in_string(lua_State *L, gloss_resource *regex, gloss_slice subject, uint32_t from) {
  gloss_span *groups = regex->groups;
  if (find(L, regex, subject, from) != GLOSS_REGEX_FOUND) return lua_pushnil(L), 1;
  lua_createtable(L, 0, 4);
  gloss_push_slice(L, gloss_slice_cut(subject, groups[0].start, groups[0].end));
  lua_setfield(L, -2, "text");
  lua_pushinteger(L, (lua_Integer)groups[0].start + 1);
  lua_setfield(L, -2, "first");
  lua_pushinteger(L, groups[0].end);
  lua_setfield(L, -2, "last");
  for (uint32_t i = regex->group_count; i > 0; i--) { /* of two with one name the first that took part stays */
    gloss_slice name = gloss_regex_group_name(regex->regex, i);
    if (name.data == NULL || groups[i].start == UINT32_MAX) continue;
    gloss_push_slice(L, gloss_slice_cut(subject, groups[i].start, groups[i].end));
    lua_setfield(L, -2, name.data);
  }
  return 1;
}

/* The upvalues: the regex, the string, where to go on. */
static int next_in_string(lua_State *L) {
  gloss_resource *regex = lua_touserdata(L, lua_upvalueindex(1));
  gloss_slice subject = gloss_name_at(L, lua_upvalueindex(2));
  push_first_in_string(L, regex, subject, (uint32_t)lua_tointeger(L, lua_upvalueindex(3)));
  if (lua_isnil(L, -1)) return 1;
  lua_pushinteger(L, gloss_regex_after(subject, regex->groups[0]));
  lua_replace(L, lua_upvalueindex(3));
  return 1;
}

static gloss_slice check_subject(lua_State *L, int index) {
  gloss_slice subject = gloss_name_at(L, index);
  luaL_argcheck(L, subject.size < UINT32_MAX, index, "too long");
  gloss_check_text(L, subject, "the string");
  return subject;
}

/* -- Its methods */

/* regex:matches(place) -> iterator of match, first and last index
 * regex:matches(string) -> iterator of {text, first, last, GROUP = …} */
static int regex_matches(lua_State *L) {
  gloss_check_resource(L);
  if (lua_type(L, 2) != LUA_TSTRING) return gloss_walk_matches(L);
  check_subject(L, 2);
  lua_settop(L, 2);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_in_string, 3);
  return 1;
}

/* regex:match(place | string) -> the first, or nil */
static int regex_match(lua_State *L) {
  gloss_resource *regex = gloss_check_resource(L);
  if (lua_type(L, 2) == LUA_TSTRING) return push_first_in_string(L, regex, check_subject(L, 2), 0);
  gloss_place place = gloss_check_place(L, 2);
  gloss_span tokens = gloss_document_tokens(gloss_state_of(L)->document, place);
  return push_first(L, regex, tokens, tokens.start);
}

const luaL_Reg gloss_regex_methods[] = {{"matches", regex_matches}, {"match", regex_match}, {NULL, NULL}};

static bool is_match_name(gloss_slice name) {
  for (const gloss_member *const *table = *gloss_members_of(GLOSS_MATCH); *table; table++)
    for (const gloss_member *member = *table; member->name; member++)
      if (gloss_slice_is(name, member->name)) return true;
  return false;
}

/* gloss.regex(pattern, flags?) -> regex */
int gloss_make_regex(lua_State *L) {
  gloss_state *state = gloss_state_of(L);
  gloss_check_loading(L, "regex");
  gloss_slice pattern = gloss_check_slice(L, 1), flags = lua_isnoneornil(L, 2) ? GLOSS_SLICE("") : gloss_check_slice(L, 2);
  const gloss_regex *regex = gloss_library_regex(state->environment->library, pattern, flags, &state->error);
  if (regex == NULL) return gloss_raise(L);
  gloss_state_hold(L, gloss_regex_size(regex));
  uint32_t count = gloss_regex_group_count(regex);
  for (uint32_t group = 1; group <= count; group++) {
    gloss_slice name = gloss_regex_group_name(regex, group);
    if (name.data && is_match_name(name))
      return luaL_error(L, "a group cannot be named \"%s\": places have a field of that name", name.data);
  }
  gloss_resource *resource = gloss_push_resource(L, GLOSS_REGEX, next_match, count);
  resource->regex = regex;
  gloss_set_source(L, resource, 1);
  return 1;
}
