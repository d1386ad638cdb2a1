#include "bind/objects.h"
#include "unicode/unicode.h"

/* -- Facts */

static void place_text(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)detail;
  gloss_push_slice(L, gloss_document_slice(document, gloss_document_bytes(document, place)));
}

static void place_first(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)detail;
  lua_pushinteger(L, (lua_Integer)gloss_document_bytes(document, place).start + 1);
}

static void place_last(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)detail;
  lua_pushinteger(L, gloss_document_bytes(document, place).end);
}

static void place_plain(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)detail;
  gloss_buffer *plain = &gloss_state_of(L)->scratch;
  gloss_buffer_clear(plain);
  gloss_plain(gloss_document_slice(document, gloss_document_bytes(document, place)), plain);
  gloss_push_slice(L, gloss_buffer_slice(plain));
}

/* From its first token to its last there is no white space at the ends, which `plain` does not have either. */
static void place_norm(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)detail;
  gloss_buffer *folded = &gloss_state_of(L)->scratch;
  gloss_buffer_clear(folded);
  gloss_fold(gloss_document_slice(document, gloss_document_bytes_of(document, gloss_document_tokens(document, place))), folded);
  gloss_push_slice(L, gloss_buffer_slice(folded));
}

static void place_index(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)detail;
  lua_pushinteger(L, (lua_Integer)gloss_document_tokens(document, place).start + 1);
}

static void place_document(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)document, (void)place, (void)detail;
  gloss_push_document(L);
}

/* The sentence of a token; of the last one, when nothing stands after the place. False: the document has none. */
static bool sentence_of(const gloss_document *document, uint32_t token, uint32_t *sentence) {
  if (document->token_count == 0 || document->sentence_count == 0) return false;
  *sentence = gloss_document_sentence_at(document, token < document->token_count ? token : document->token_count - 1);
  return true;
}

static void place_sentence(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)detail;
  uint32_t sentence;
  if (gloss_place_kind_of(place) == GLOSS_SENTENCE) gloss_push_place(L, place);
  else if (!sentence_of(document, gloss_document_tokens(document, place).start, &sentence)) lua_pushnil(L);
  else gloss_push_place(L, gloss_place_of(GLOSS_SENTENCE, sentence, 0));
}

static void place_block(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail) {
  (void)detail;
  uint32_t sentence;
  if (!sentence_of(document, gloss_document_tokens(document, place).start, &sentence)) lua_pushnil(L);
  else gloss_push_place(L, gloss_place_of(GLOSS_BLOCK, document->sentences[sentence].block, 0));
}

/* -- Iterators: each step is given the span that is walked and the place that the last step gave, and needs no other memory */

static int walk(lua_State *L, lua_CFunction step) {
  gloss_place place = gloss_check_place(L, 1);
  gloss_document *document = gloss_state_of(L)->document;
  lua_pushcfunction(L, step);
  gloss_push_span(L, document, gloss_document_tokens(document, place));
  return 2;
}

static int next_token(lua_State *L) {
  gloss_span tokens = gloss_document_tokens(gloss_state_of(L)->document, gloss_check_place(L, 1));
  uint32_t next = lua_isnil(L, 2) ? tokens.start : gloss_place_first(gloss_check_kind(L, 2, GLOSS_TOKEN)) + 1;
  if (next < tokens.end) gloss_push_place(L, gloss_place_of(GLOSS_TOKEN, next, 0));
  else lua_pushnil(L);
  return gloss_return_step(L);
}

/* place:tokens() -> iterator of token, index, index */
static int place_tokens(lua_State *L) {
  return walk(L, next_token);
}

static int next_sentence(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  const gloss_document *document = gloss_state_of(L)->document;
  gloss_span tokens = gloss_document_tokens(document, place);
  uint32_t next = 0;
  if (!lua_isnoneornil(L, 2)) next = gloss_place_first(gloss_check_kind(L, 2, GLOSS_SENTENCE)) + 1;
  else if (!sentence_of(document, tokens.start, &next)) return lua_pushnil(L), 1;
  if (next < document->sentence_count && gloss_span_overlaps(document->sentences[next].tokens, tokens))
    gloss_push_place(L, gloss_place_of(GLOSS_SENTENCE, next, 0));
  else lua_pushnil(L);
  return gloss_return_step(L);
}

/* place:sentences() -> iterator of the sentences it touches, with first and last index */
static int place_sentences(lua_State *L) {
  return walk(L, next_sentence);
}

/* -- Other places */

/* place:sub(i, j = -1) -> span of its tokens i..j, as string.sub takes them */
static int place_sub(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  gloss_document *document = gloss_state_of(L)->document;
  gloss_span tokens = gloss_document_tokens(document, place);
  lua_Integer count = gloss_span_size(tokens), first = luaL_checkinteger(L, 2), last = luaL_optinteger(L, 3, -1);
  if (first < 0) first = first < -count ? 1 : first + count + 1;
  if (first == 0) first = 1;
  if (last < 0) last = last < -count ? 0 : last + count + 1;
  if (last > count) last = count;
  if (first > count + 1) first = count + 1;
  if (last < first) last = first - 1;
  gloss_push_span(L, document, (gloss_span){tokens.start + (uint32_t)(first - 1), tokens.start + (uint32_t)last});
  return 1;
}

/* place:to(other) -> span from its first token to the other's last; empty when the other ends before */
static int place_to(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1), other = gloss_check_place(L, 2);
  gloss_document *document = gloss_state_of(L)->document;
  uint32_t start = gloss_document_tokens(document, place).start, end = gloss_document_tokens(document, other).end;
  gloss_push_span(L, document, (gloss_span){start, end > start ? end : start});
  return 1;
}

static uint32_t check_count(lua_State *L, int argument) {
  lua_Integer count = luaL_checkinteger(L, argument);
  luaL_argcheck(L, count >= 0, argument, "a number of tokens expected: 0 or more");
  return count < GLOSS_TOKENS_MAX ? (uint32_t)count : GLOSS_TOKENS_MAX;
}

/* place:before(n) -> span of at most n tokens before it, in the same sentence */
static int place_before(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  uint32_t count = check_count(L, 2), sentence;
  gloss_document *document = gloss_state_of(L)->document;
  uint32_t end = gloss_document_tokens(document, place).start, start = end;
  if (sentence_of(document, end, &sentence)) start = document->sentences[sentence].tokens.start;
  if (end - start > count) start = end - count;
  gloss_push_span(L, document, (gloss_span){start, end});
  return 1;
}

/* place:after(n) -> span of at most n tokens after it, in the same sentence */
static int place_after(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  uint32_t count = check_count(L, 2), sentence;
  gloss_document *document = gloss_state_of(L)->document;
  gloss_span tokens = gloss_document_tokens(document, place);
  uint32_t start = tokens.end, end = start, last = tokens.end > tokens.start ? tokens.end - 1 : tokens.end;
  if (sentence_of(document, last, &sentence)) end = document->sentences[sentence].tokens.end;
  if (end - start > count) end = start + count;
  gloss_push_span(L, document, (gloss_span){start, end});
  return 1;
}

/* -- Where it lies */

/* place:covers(other) -> boolean */
static int place_covers(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1), other = gloss_check_place(L, 2);
  const gloss_document *document = gloss_state_of(L)->document;
  lua_pushboolean(L, gloss_span_covers(gloss_document_tokens(document, place), gloss_document_tokens(document, other)));
  return 1;
}

/* place:overlaps(other) -> boolean: they share a token */
static int place_overlaps(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1), other = gloss_check_place(L, 2);
  const gloss_document *document = gloss_state_of(L)->document;
  lua_pushboolean(L, gloss_span_overlaps(gloss_document_tokens(document, place), gloss_document_tokens(document, other)));
  return 1;
}

/* place:offsets() -> start, end: code points, 0-based, half-open */
static int place_offsets(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  gloss_document *document = gloss_state_of(L)->document;
  gloss_span bytes = gloss_document_bytes(document, place);
  lua_pushinteger(L, gloss_document_code_points(document, bytes.start));
  lua_pushinteger(L, gloss_document_code_points(document, bytes.end));
  return 2;
}

/* place:position() -> line, column: code points, 1-based */
static int place_position(lua_State *L) {
  gloss_place place = gloss_check_place(L, 1);
  const gloss_document *document = gloss_state_of(L)->document;
  uint32_t line, column;
  gloss_document_position(document, gloss_document_bytes(document, place).start, &line, &column);
  lua_pushinteger(L, line);
  lua_pushinteger(L, column);
  return 2;
}

const gloss_member gloss_place_members[] = {
  {"text", .field = place_text},
  {"first", .field = place_first},
  {"last", .field = place_last},
  {"plain", .field = place_plain},
  {"norm", .field = place_norm},
  {"index", .field = place_index},
  {"document", .field = place_document},
  {"block", .field = place_block},
  {"sentence", .field = place_sentence},
  {"tokens", .method = place_tokens},
  {"sentences", .method = place_sentences},
  {"sub", .method = place_sub},
  {"to", .method = place_to},
  {"before", .method = place_before},
  {"after", .method = place_after},
  {"covers", .method = place_covers},
  {"overlaps", .method = place_overlaps},
  {"offsets", .method = place_offsets},
  {"position", .method = place_position},
  {NULL, .detail = 0},
};
