/* string.find, match, gmatch and gsub, as the standard has them (Lua 5.4 manual, 6.4.1), but that each step counts: the standard
 * ones can take for ever over a short text. */
#include <ctype.h>

#include "machine/budget.h"
#include "machine/machine.h"

enum { CAPTURES = 32, DEPTH = 200, OPEN = -1, POSITION = -2 };

typedef struct capture {
  const char *start;
  ptrdiff_t size; /* or OPEN, POSITION */
} capture;

typedef struct matching {
  lua_State *L;
  const char *text, *end; /* what is searched */
  const char *pattern_end;
  int depth; /* of calls that are left */
  int count;
  capture captures[CAPTURES];
  uint32_t steps; /* not reported yet */
} matching;

static const char *match_here(matching *m, const char *s, const char *p);

static void step(matching *m) {
  enum { REPORTED = 256 };
  if (++m->steps < REPORTED) return;
  m->steps = 0;
  gloss_spend(m->L, REPORTED);
}

/* -- Classes of characters */

/* Where the class that begins at `p` ends. */
static const char *class_end(matching *m, const char *p) {
  if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
  if (*p++ == '%') {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (p[-1] != '[') return p;
  if (p < m->pattern_end && *p == '^') p++;
  do { /* a "]" that comes first is one of the set */
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
    if (*p++ == '%') p++;
    if (p > m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
  } while (p == m->pattern_end || *p != ']');
  return p + 1;
}

static bool is_of_letter(int c, int letter) {
  bool is;
  switch (tolower(letter)) {
    case 'a': is = isalpha(c); break;
    case 'c': is = iscntrl(c); break;
    case 'd': is = isdigit(c); break;
    case 'g': is = isgraph(c); break;
    case 'l': is = islower(c); break;
    case 'p': is = ispunct(c); break;
    case 's': is = isspace(c); break;
    case 'u': is = isupper(c); break;
    case 'w': is = isalnum(c); break;
    case 'x': is = isxdigit(c); break;
    default: return letter == c;
  }
  return isupper(letter) ? !is : is;
}

/* `p` is at the "[", `last` at the "]". */
static bool is_of_set(int c, const char *p, const char *last) {
  bool found = true;
  if (p[1] == '^') found = false, p++;
  while (++p < last) {
    if (*p == '%') {
      if (is_of_letter(c, (unsigned char)*++p)) return found;
    } else if (p[1] == '-' && p + 2 < last) {
      p += 2;
      if ((unsigned char)p[-2] <= c && c <= (unsigned char)*p) return found;
    } else if ((unsigned char)*p == c) {
      return found;
    }
  }
  return !found;
}

static bool fits(matching *m, const char *s, const char *p, const char *next) {
  step(m);
  if (s >= m->end) return false;
  int c = (unsigned char)*s;
  switch (*p) {
    case '.': return true;
    case '%': return is_of_letter(c, (unsigned char)p[1]);
    case '[': return is_of_set(c, p, next - 1);
    default: return (unsigned char)*p == c;
  }
}

/* -- Repetitions */

static const char *match_most(matching *m, const char *s, const char *p, const char *next) {
  ptrdiff_t count = 0;
  while (fits(m, s + count, p, next)) count++;
  for (; count >= 0; count--) {
    const char *end = match_here(m, s + count, next + 1);
    if (end) return end;
  }
  return NULL;
}

static const char *match_least(matching *m, const char *s, const char *p, const char *next) {
  for (;; s++) {
    const char *end = match_here(m, s, next + 1);
    if (end) return end;
    if (!fits(m, s, p, next)) return NULL;
  }
}

/* -- Captures */

static const char *open_capture(matching *m, const char *s, const char *p, ptrdiff_t size) {
  if (m->count >= CAPTURES) luaL_error(m->L, "too many captures");
  m->captures[m->count++] = (capture){s, size};
  const char *end = match_here(m, s, p);
  if (end == NULL) m->count--;
  return end;
}

static const char *close_capture(matching *m, const char *s, const char *p) {
  int at = m->count - 1;
  while (at >= 0 && m->captures[at].size != OPEN) at--;
  if (at < 0) luaL_error(m->L, "invalid pattern capture");
  m->captures[at].size = s - m->captures[at].start;
  const char *end = match_here(m, s, p);
  if (end == NULL) m->captures[at].size = OPEN;
  return end;
}

/* %1 … %9: what that capture has matched. */
static const char *match_again(matching *m, const char *s, int digit) {
  int at = digit - '1';
  if (at < 0 || at >= m->count || m->captures[at].size == OPEN) luaL_error(m->L, "invalid capture index %%%d", at + 1);
  size_t size = m->captures[at].size < 0 ? 0 : (size_t)m->captures[at].size;
  gloss_spend(m->L, size / 16);
  bool is_there = (size_t)(m->end - s) >= size && memcmp(m->captures[at].start, s, size) == 0;
  return is_there ? s + size : NULL;
}

/* -- %b and %f */

static const char *match_balance(matching *m, const char *s, const char *p) {
  if (p + 1 >= m->pattern_end) luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
  if (s >= m->end || *s != *p) return NULL;
  int depth = 1;
  while (++s < m->end) {
    step(m);
    if (*s == p[1] && --depth == 0) return s + 1;
    if (*s == p[0] && *s != p[1]) depth++;
  }
  return NULL;
}

static bool is_frontier(matching *m, const char *s, const char *p, const char *next) {
  int before = s == m->text ? '\0' : (unsigned char)s[-1], here = s < m->end ? (unsigned char)*s : '\0';
  return !is_of_set(before, p, next - 1) && is_of_set(here, p, next - 1);
}

/* -- All of it */

/* A class, with what may stand after it; `*s` moves on when the pattern just goes on after one character. */
static const char *match_class(matching *m, const char **s, const char *p, const char *next, bool *goes_on) {
  *goes_on = false;
  char suffix = next < m->pattern_end ? *next : '\0';
  if (suffix == '*') return match_most(m, *s, p, next);
  if (suffix == '-') return match_least(m, *s, p, next);
  bool is_there = fits(m, *s, p, next);
  if (suffix == '+') return is_there ? match_most(m, *s + 1, p, next) : NULL;
  if (suffix == '?') {
    const char *end = is_there ? match_here(m, *s + 1, next + 1) : NULL;
    return end ? end : match_here(m, *s, next + 1);
  }
  *goes_on = is_there;
  *s += is_there;
  return NULL;
}

/* What begins with "%" and is no class: true, and where it ends, or NULL. */
static bool match_special(matching *m, const char **s, const char **p) {
  char letter = *p + 1 < m->pattern_end ? (*p)[1] : '\0';
  if (letter == 'b') {
    *s = match_balance(m, *s, *p + 2);
    *p += 4;
  } else if (letter == 'f') {
    const char *set = *p + 2;
    if (set == m->pattern_end || *set != '[') luaL_error(m->L, "missing '[' after '%%f' in pattern");
    const char *next = class_end(m, set);
    if (!is_frontier(m, *s, set, next)) *s = NULL;
    *p = next;
  } else if (isdigit((unsigned char)letter)) {
    *s = match_again(m, *s, letter);
    *p += 2;
  } else {
    return false;
  }
  return true;
}

static const char *match_on(matching *m, const char *s, const char *p) {
  while (s && p < m->pattern_end) {
    step(m);
    bool is_position = *p == '(' && p + 1 < m->pattern_end && p[1] == ')';
    if (*p == '(') return is_position ? open_capture(m, s, p + 2, POSITION) : open_capture(m, s, p + 1, OPEN);
    if (*p == ')') return close_capture(m, s, p + 1);
    if (*p == '$' && p + 1 == m->pattern_end) return s == m->end ? s : NULL;
    if (*p == '%' && match_special(m, &s, &p)) continue;
    bool goes_on;
    const char *next = class_end(m, p), *end = match_class(m, &s, p, next, &goes_on);
    if (!goes_on) return end;
    p = next;
  }
  return s;
}

/* Where a match of the rest of the pattern that begins at `s` ends, or NULL. */
static const char *match_here(matching *m, const char *s, const char *p) {
  if (m->depth-- == 0) luaL_error(m->L, "pattern too complex");
  const char *end = match_on(m, s, p);
  m->depth++;
  return end;
}

/* -- What Lua is given */

static matching begin_matching(lua_State *L, gloss_slice text, gloss_slice pattern) {
  return (matching){.L = L, .text = text.data, .end = text.data + text.size, .pattern_end = pattern.data + pattern.size};
}

static const char *match_at(matching *m, const char *s, const char *p) {
  m->depth = DEPTH;
  m->count = 0;
  return match_here(m, s, p);
}

/* The capture, or, when there is none at all, the whole match. */
static void push_capture(matching *m, int at, const char *start, const char *end) {
  if (at >= m->count) {
    if (at > 0) luaL_error(m->L, "invalid capture index %%%d", at + 1);
    lua_pushlstring(m->L, start, (size_t)(end - start));
    return;
  }
  const capture *capture = &m->captures[at];
  if (capture->size == OPEN) luaL_error(m->L, "unfinished capture");
  if (capture->size == POSITION) lua_pushinteger(m->L, capture->start - m->text + 1);
  else lua_pushlstring(m->L, capture->start, (size_t)capture->size);
}

/* With `whole` the match is pushed where there are no captures. */
static int push_captures(matching *m, const char *start, const char *end, bool whole) {
  int count = m->count == 0 && whole ? 1 : m->count;
  luaL_checkstack(m->L, count, "too many captures");
  for (int i = 0; i < count; i++) push_capture(m, i, start, end);
  return count;
}

static gloss_slice check_string(lua_State *L, int argument) {
  gloss_slice string;
  string.data = luaL_checklstring(L, argument, &string.size);
  return string;
}

/* The byte at which the search begins, from the 1-based number at the index, negative ones from the end; may lie beyond it. */
static size_t check_start(lua_State *L, int argument, size_t size) {
  lua_Integer from = luaL_optinteger(L, argument, 1);
  if (from > 0) return (size_t)from - 1;
  return from == 0 || from < -(lua_Integer)size ? 0 : size - (size_t)-from;
}

static bool is_plain(gloss_slice pattern) {
  for (size_t i = 0; i < pattern.size; i++)
    if (strchr("^$*+?.([%-", pattern.data[i]) && pattern.data[i]) return false;
  return true;
}

static int find_plain(lua_State *L, gloss_slice text, gloss_slice wanted, size_t from) {
  gloss_spend(L, (text.size - from) / 16);
  const char *found = wanted.size == 0 ? text.data + from : memmem(text.data + from, text.size - from, wanted.data, wanted.size);
  if (found == NULL) return lua_pushnil(L), 1;
  lua_pushinteger(L, found - text.data + 1);
  lua_pushinteger(L, found - text.data + (lua_Integer)wanted.size);
  return 2;
}

static int search(lua_State *L, bool is_find) {
  gloss_slice text = check_string(L, 1), pattern = check_string(L, 2);
  size_t from = check_start(L, 3, text.size);
  if (from > text.size) return lua_pushnil(L), 1;
  if (is_find && (lua_toboolean(L, 4) || is_plain(pattern))) return find_plain(L, text, pattern, from);
  matching m = begin_matching(L, text, pattern);
  bool is_anchored = pattern.size > 0 && pattern.data[0] == '^';
  for (const char *s = text.data + from; s <= m.end; s++) {
    const char *end = match_at(&m, s, pattern.data + is_anchored);
    if (end && !is_find) return push_captures(&m, s, end, true);
    if (end) {
      lua_pushinteger(L, s - text.data + 1);
      lua_pushinteger(L, end - text.data);
      return push_captures(&m, s, end, false) + 2;
    }
    if (is_anchored) break;
  }
  return lua_pushnil(L), 1;
}

/* string.find(text, pattern, start?, plain?) */
static int find(lua_State *L) {
  return search(L, true);
}

/* string.match(text, pattern, start?) */
static int match(lua_State *L) {
  return search(L, false);
}

/* Upvalues: the text, the pattern, where to go on, where the last match ended (-1: there was none). */
static int gmatch_step(lua_State *L) {
  gloss_slice text = check_string(L, lua_upvalueindex(1)), pattern = check_string(L, lua_upvalueindex(2));
  lua_Integer from = lua_tointeger(L, lua_upvalueindex(3)), last = lua_tointeger(L, lua_upvalueindex(4));
  matching m = begin_matching(L, text, pattern);
  for (const char *s = text.data + from; s <= m.end; s++) {
    const char *end = match_at(&m, s, pattern.data);
    if (end == NULL || end - text.data == last) continue;
    lua_pushinteger(L, end - text.data);
    lua_pushvalue(L, -1);
    lua_replace(L, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return push_captures(&m, s, end, true);
  }
  return 0;
}

/* string.gmatch(text, pattern, start?) */
static int gmatch(lua_State *L) {
  gloss_slice text = check_string(L, 1);
  check_string(L, 2);
  size_t from = check_start(L, 3, text.size);
  lua_settop(L, 2);
  lua_pushinteger(L, (lua_Integer)(from > text.size ? text.size + 1 : from));
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, gmatch_step, 4);
  return 1;
}

/* -- gsub */

enum { REPLACEMENT = 3 };

static void add_string(matching *m, luaL_Buffer *to, const char *start, const char *end) {
  gloss_slice with = check_string(m->L, REPLACEMENT);
  gloss_spend(m->L, with.size / 16 + 1);
  for (size_t i = 0; i < with.size; i++) {
    if (with.data[i] != '%') {
      luaL_addchar(to, with.data[i]);
      continue;
    }
    char c = ++i < with.size ? with.data[i] : '\0';
    if (c == '%') luaL_addchar(to, '%');
    else if (c == '0') luaL_addlstring(to, start, (size_t)(end - start));
    else if (isdigit((unsigned char)c)) {
      push_capture(m, c - '1', start, end);
      luaL_tolstring(m->L, -1, NULL);
      lua_remove(m->L, -2);
      luaL_addvalue(to);
    } else luaL_error(m->L, "invalid use of '%%' in replacement string");
  }
}

/* Adds what takes the place of the match; true when that is something else. */
static bool add_replacement(matching *m, luaL_Buffer *to, const char *start, const char *end, int type) {
  lua_State *L = m->L;
  if (type == LUA_TSTRING || type == LUA_TNUMBER) return add_string(m, to, start, end), true;
  if (type == LUA_TFUNCTION) {
    lua_pushvalue(L, REPLACEMENT);
    lua_call(L, push_captures(m, start, end, true), 1);
  } else {
    push_capture(m, 0, start, end);
    lua_gettable(L, REPLACEMENT);
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(to, start, (size_t)(end - start));
    return false;
  }
  if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  luaL_addvalue(to);
  return true;
}

/* string.gsub(text, pattern, replacement, most?) */
static int gsub(lua_State *L) {
  gloss_slice text = check_string(L, 1), pattern = check_string(L, 2);
  int type = lua_type(L, REPLACEMENT);
  luaL_argexpected(L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE, REPLACEMENT,
                   "string/function/table");
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)text.size + 1), count = 0;
  bool is_anchored = pattern.size > 0 && pattern.data[0] == '^', is_changed = false;
  const char *s = text.data, *last = NULL;
  matching m = begin_matching(L, text, pattern);
  size_t checked = 0;
  luaL_Buffer to;
  luaL_buffinit(L, &to);
  while (count < most) {
    gloss_check_growth(L, luaL_bufflen(&to), &checked);
    const char *end = match_at(&m, s, pattern.data + is_anchored);
    if (end && end != last) {
      count++;
      is_changed = add_replacement(&m, &to, s, end, type) || is_changed;
      s = last = end;
    } else if (s < m.end) {
      luaL_addchar(&to, *s);
      s++;
    } else {
      break;
    }
    if (is_anchored) break;
  }
  if (is_changed) {
    luaL_addlstring(&to, s, (size_t)(m.end - s));
    luaL_pushresult(&to);
  } else {
    lua_pushvalue(L, 1);
  }
  lua_pushinteger(L, count);
  return 2;
}

void gloss_open_string_match(lua_State *L) {
  static const luaL_Reg functions[] = {{"find", find}, {"match", match}, {"gmatch", gmatch}, {"gsub", gsub}, {NULL, NULL}};
  lua_getglobal(L, LUA_STRLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
