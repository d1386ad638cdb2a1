#include "read/json.h"

#include <stdlib.h>

#include "base/memory.h"
#include "unicode/unicode.h"

/* Lists and objects are gathered on these stacks while they are open, and copied into the arena when they are closed. */
struct gloss_json {
  gloss_structure *structure;
  gloss_buffer repaired; /* the text, when it was not UTF-8 */
  gloss_value *items;
  gloss_json_member *members;
  uint32_t item_count, item_capacity, member_count, member_capacity;

  gloss_slice text;
  const uint32_t *starts; /* of its tokens */
  uint32_t token_count, next, depth;
  gloss_arena *arena;
  gloss_json_mended *mended;
  gloss_error *error;
};

gloss_json *gloss_json_new(void) {
  gloss_json *json = gloss_allocate_zeroed(1, sizeof *json);
  json->structure = gloss_structure_new();
  return json;
}

void gloss_json_free(gloss_json *json) {
  if (json == NULL) return;
  gloss_structure_free(json->structure);
  gloss_buffer_free(&json->repaired);
  free(json->items);
  free(json->members);
  free(json);
}

/* -- Tokens */

static char peek(const gloss_json *json) {
  return json->next < json->token_count ? json->text.data[json->starts[json->next]] : '\0';
}

static bool accept(gloss_json *json, char token) {
  if (peek(json) != token) return false;
  json->next++;
  return true;
}

/* The next token, up to where the one after it begins, without white space. */
static gloss_slice take(gloss_json *json) {
  size_t start = json->starts[json->next++];
  size_t end = json->next < json->token_count ? json->starts[json->next] : json->text.size;
  return gloss_slice_trim(gloss_slice_cut(json->text, start, end));
}

static bool fail_here(gloss_json *json, const char *what) {
  if (json->next >= json->token_count) return gloss_fail(json->error, "truncated JSON: it ends where %s is expected", what);
  return gloss_fail(json->error, "broken JSON: %s is expected at byte %u", what, json->starts[json->next] + 1);
}

static bool fail_token(gloss_json *json, gloss_slice token, const char *what) {
  return gloss_fail(json->error, "broken JSON: %s at byte %zu", what, (size_t)(token.data - json->text.data) + 1);
}

/* -- Strings. A half of a surrogate pair becomes U+FFFD and must not cost the record. */

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code of four digits at `at`, or -1. */
static int32_t read_hex(const char *at, const char *end) {
  if (end - at < 4) return -1;
  int32_t code = 0;
  for (int i = 0; i < 4; i++) {
    int digit = hex_digit(at[i]);
    if (digit < 0) return -1;
    code = code << 4 | digit;
  }
  return code;
}

static bool is_high(int32_t code) {
  return code >= 0xd800 && code < 0xdc00;
}

static bool is_low(int32_t code) {
  return code >= 0xdc00 && code < 0xe000;
}

/* Reads what follows "\u"; returns where it ends, or NULL. */
static const char *unescape_code_point(gloss_json *json, const char *at, const char *end, char **to) {
  int32_t code = read_hex(at, end);
  if (code < 0) return NULL;
  at += 4;
  if (is_high(code) && end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
    int32_t low = read_hex(at + 2, end);
    if (is_low(low)) {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      at += 6;
    }
  }
  json->mended->surrogates += is_high(code) || is_low(code);
  *to += gloss_utf8_encode((uint32_t)code, *to);
  return at;
}

/* Reads what follows a backslash; returns where it ends, or NULL. */
static const char *unescape(gloss_json *json, const char *at, const char *end, char **to) {
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  if (*at == 'u') return unescape_code_point(json, at + 1, end, to);
  const char *letter = memchr(letters, *at, sizeof letters - 1);
  if (letter == NULL) return NULL;
  *(*to)++ = meanings[letter - letters];
  return at + 1;
}

static bool read_string(gloss_json *json, gloss_slice *string) {
  gloss_slice token = take(json);
  if (token.size < 2 || token.data[token.size - 1] != '"') return fail_token(json, token, "something follows the string");
  const char *at = token.data + 1, *end = token.data + token.size - 1;
  char *start = gloss_arena_allocate(json->arena, token.size), *to = start; /* what is meant is never longer */
  for (;;) {
    const char *slash = memchr(at, '\\', (size_t)(end - at));
    size_t plain = (size_t)((slash ? slash : end) - at);
    memcpy(to, at, plain);
    to += plain;
    if (slash == NULL) break;
    at = unescape(json, slash + 1, end, &to);
    if (at == NULL) return fail_token(json, (gloss_slice){slash, 1}, "no such escape");
  }
  *to = '\0';
  *string = (gloss_slice){start, (size_t)(to - start)};
  return true;
}

/* -- Numbers and words */

static const char *skip_digits(const char *at, const char *end) {
  while (at < end && *at >= '0' && *at <= '9') at++;
  return at;
}

/* Skips a part of a number that begins with `mark`, if it is there; NULL when it has no digits. */
static const char *skip_part(const char *at, const char *end, bool is_exponent) {
  if (at == end || (is_exponent ? (*at | 0x20) != 'e' : *at != '.')) return at;
  at++;
  if (is_exponent && at < end && (*at == '+' || *at == '-')) at++;
  const char *after = skip_digits(at, end);
  return after > at ? after : NULL;
}

static bool is_number(gloss_slice token, bool *is_integer) {
  const char *at = token.data, *end = at + token.size;
  if (*at == '-') at++;
  const char *whole = at;
  at = skip_digits(at, end);
  if (at == whole || (*whole == '0' && at - whole > 1)) return false;
  *is_integer = at == end;
  at = skip_part(at, end, false);
  if (at != NULL) at = skip_part(at, end, true);
  return at == end;
}

/* False when it is beyond 64 bits. */
static bool read_integer(gloss_slice token, int64_t *integer) {
  bool negative = token.data[0] == '-';
  *integer = 0;
  for (size_t i = negative; i < token.size; i++) {
    int digit = token.data[i] - '0';
    if (__builtin_mul_overflow(*integer, 10, integer)) return false;
    if (__builtin_add_overflow(*integer, negative ? -digit : digit, integer)) return false;
  }
  return true;
}

static bool read_number(gloss_json *json, gloss_value *value) {
  gloss_slice token = take(json);
  bool is_integer = false;
  if (!is_number(token, &is_integer)) return fail_token(json, token, "a number is malformed");
  value->kind = GLOSS_INTEGER;
  if (is_integer && read_integer(token, &value->integer)) return true;
  value->kind = GLOSS_NUMBER;
  return gloss_structure_number(token, &value->number) || fail_token(json, token, "a number is too large or too small");
}

static bool read_word(gloss_json *json, gloss_value *value) {
  gloss_slice token = take(json);
  if (gloss_slice_is(token, "null")) return true;
  value->kind = GLOSS_BOOLEAN;
  value->boolean = gloss_slice_is(token, "true");
  return value->boolean || gloss_slice_is(token, "false") || fail_token(json, token, "no such value");
}

/* -- Lists and objects */

static bool read_value(gloss_json *json, gloss_value *value);

static void push_item(gloss_json *json, gloss_value item) {
  json->items = gloss_grow(json->items, &json->item_capacity, json->item_count + 1u, sizeof *json->items);
  json->items[json->item_count++] = item;
}

static gloss_value pop_list(gloss_json *json, uint32_t first) {
  uint32_t count = json->item_count - first;
  gloss_value *items = gloss_arena_allocate(json->arena, count * sizeof *items);
  if (count > 0) memcpy(items, json->items + first, count * sizeof *items);
  json->item_count = first;
  return (gloss_value){.kind = GLOSS_LIST, .size = count, .items = items};
}

static bool read_list(gloss_json *json, gloss_value *value) {
  uint32_t first = json->item_count;
  json->next++;
  if (!accept(json, ']')) {
    do {
      gloss_value item = {0};
      if (!read_value(json, &item)) return false;
      push_item(json, item);
    } while (accept(json, ','));
    if (!accept(json, ']')) return fail_here(json, "a comma or the end of the list");
  }
  *value = pop_list(json, first);
  return true;
}

static bool read_member(gloss_json *json, gloss_json_member *member) {
  if (peek(json) != '"') return fail_here(json, "a key");
  if (!read_string(json, &member->key)) return false;
  if (!accept(json, ':')) return fail_here(json, "a colon");
  uint32_t first = json->next;
  if (!read_value(json, &member->value)) return false;
  size_t start = json->starts[first], end = json->next < json->token_count ? json->starts[json->next] : json->text.size;
  member->raw = gloss_slice_trim(gloss_slice_cut(json->text, start, end));
  return true;
}

static void push_member(gloss_json *json, gloss_json_member member) {
  json->members = gloss_grow(json->members, &json->member_capacity, json->member_count + 1u, sizeof *json->members);
  json->members[json->member_count++] = member;
}

/* Leaves the members on their stack. */
static bool read_members(gloss_json *json) {
  json->next++;
  if (accept(json, '}')) return true;
  do {
    gloss_json_member member = {0};
    if (!read_member(json, &member)) return false;
    push_member(json, member);
  } while (accept(json, ','));
  return accept(json, '}') || fail_here(json, "a comma or the end of the object");
}

static gloss_value pop_map(gloss_json *json, uint32_t first) {
  uint32_t count = json->member_count - first;
  gloss_pair *pairs = gloss_arena_allocate(json->arena, count * sizeof *pairs);
  for (uint32_t i = 0; i < count; i++) pairs[i] = (gloss_pair){json->members[first + i].key, json->members[first + i].value};
  json->member_count = first;
  return gloss_map_of(pairs, count);
}

static bool read_map(gloss_json *json, gloss_value *value) {
  uint32_t first = json->member_count;
  if (!read_members(json)) return false;
  *value = pop_map(json, first);
  return true;
}

static bool read_nested(gloss_json *json, bool (*read)(gloss_json *, gloss_value *), gloss_value *value) {
  if (json->depth == GLOSS_JSON_DEPTH)
    return gloss_fail(json->error, "lists and objects are nested deeper than %d", GLOSS_JSON_DEPTH);
  json->depth++;
  bool done = read(json, value);
  json->depth--;
  return done;
}

static bool read_string_value(gloss_json *json, gloss_value *value) {
  gloss_slice string;
  if (!read_string(json, &string)) return false;
  *value = gloss_value_string(string);
  return true;
}

static bool read_value(gloss_json *json, gloss_value *value) {
  switch (peek(json)) {
    case '"': return read_string_value(json, value);
    case '{': return read_nested(json, read_map, value);
    case '[': return read_nested(json, read_list, value);
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
      return read_number(json, value);
    case 't': case 'f': case 'n': return read_word(json, value);
    default: return fail_here(json, "a value");
  }
}

/* -- Whole texts */

static bool explain(gloss_structure_result result, gloss_error *error) {
  switch (result) {
    case GLOSS_STRUCTURE_FOUND: return true;
    case GLOSS_STRUCTURE_EMPTY: return gloss_fail(error, "empty, where JSON is expected");
    case GLOSS_STRUCTURE_UNCLOSED_STRING: return gloss_fail(error, "truncated JSON: a string is not closed");
    case GLOSS_STRUCTURE_CONTROL: return gloss_fail(error, "broken JSON: a control character stands unescaped in a string");
    case GLOSS_STRUCTURE_TOO_LONG: return gloss_fail(error, "too long: JSON may have 4 GiB, and must fit into memory");
    default: return gloss_fail(error, "not UTF-8");
  }
}

static void repair(gloss_json *json) {
  gloss_buffer_clear(&json->repaired);
  json->mended->sequences = gloss_utf8_repair(json->text, &json->repaired, &json->mended->first);
  gloss_buffer_reserve(&json->repaired, GLOSS_JSON_PADDING);
  json->text = gloss_buffer_slice(&json->repaired);
}

static bool open_text(gloss_json *json, gloss_slice text, gloss_arena *arena, gloss_json_mended *mended, gloss_error *error) {
  *mended = (gloss_json_mended){0};
  json->text = text;
  json->next = json->depth = json->item_count = json->member_count = 0;
  json->arena = arena;
  json->mended = mended;
  json->error = error;
  gloss_structure_result result = gloss_structure_find(json->structure, json->text, &json->starts, &json->token_count);
  if (result == GLOSS_STRUCTURE_NOT_UTF8) {
    repair(json);
    result = gloss_structure_find(json->structure, json->text, &json->starts, &json->token_count);
  }
  return explain(result, error);
}

static bool at_end(gloss_json *json) {
  return json->next == json->token_count || fail_here(json, "the end");
}

bool gloss_json_parse(gloss_json *json, gloss_slice text, gloss_arena *arena, gloss_value *value, gloss_json_mended *mended,
                      gloss_error *error) {
  *value = (gloss_value){0};
  return open_text(json, text, arena, mended, error) && read_value(json, value) && at_end(json);
}

bool gloss_json_parse_object(gloss_json *json, gloss_slice text, gloss_arena *arena, gloss_json_object *object,
                             gloss_json_mended *mended, gloss_error *error) {
  if (!open_text(json, text, arena, mended, error)) return false;
  if (peek(json) != '{') return gloss_fail(error, "not an object");
  json->depth = 1;
  if (!read_members(json) || !at_end(json)) return false;
  *object = (gloss_json_object){json->members, json->member_count};
  return true;
}
