#include "segment/sentences.h"

#include "segment/scanner.h"

/* The numbering of a list that is written in one line: "1.) … 2.) …", "a. … b. …", "• 9. … • 10. …". */
typedef struct list_marker {
  uint32_t size;   /* tokens; 0: the block begins with none */
  uint32_t bullet; /* tokens in front of the number */
  uint32_t value;  /* of the last number or letter met */
  bool is_letter;
} list_marker;

typedef struct cutter {
  const gloss_rules *rules;
  gloss_document *document;
  gloss_token *tokens; /* of the document */
  gloss_span block;    /* its tokens */
  uint32_t start;      /* first token of the sentence */
  list_marker marker;
} cutter;

static gloss_role role_at(const cutter *cutter, uint32_t token) {
  return token < cutter->block.end ? gloss_token_role(&cutter->tokens[token]) : GLOSS_ROLE_NONE;
}

static gloss_slice text_at(const cutter *cutter, uint32_t token) {
  return gloss_document_token_text(cutter->document, token);
}

static bool is_spaced(const cutter *cutter, uint32_t token) {
  return cutter->tokens[token].flags & GLOSS_AFTER_SPACE;
}

static uint16_t first_class(gloss_slice text) {
  uint32_t code_point;
  gloss_utf8_decode(text.data, &code_point);
  return gloss_char_class(code_point);
}

static bool is_lower(const cutter *cutter, uint32_t token) {
  return first_class(text_at(cutter, token)) & GLOSS_CHAR_LOWER;
}

static bool is_upper(const cutter *cutter, uint32_t token) {
  return first_class(text_at(cutter, token)) & GLOSS_CHAR_UPPER;
}

static bool is_starter(const cutter *cutter, uint32_t token) {
  return gloss_word_set_has(&cutter->rules->starters, text_at(cutter, token));
}

/* "Monday", "GMT" */
static bool is_of_date(const cutter *cutter, uint32_t token) {
  return gloss_word_set_has(&cutter->rules->dates, text_at(cutter, token));
}

/* -- Lists in one line */

static bool is_closer_of_number(const cutter *cutter, uint32_t token) {
  return (role_at(cutter, token) == GLOSS_ROLE_STOP || role_at(cutter, token) == GLOSS_ROLE_CLOSE) && !is_spaced(cutter, token);
}

/* A whole number of few digits, or one small letter. False: neither. */
static bool read_value(gloss_slice text, list_marker *marker) {
  marker->is_letter = text.size == 1 && text.data[0] >= 'a' && text.data[0] <= 'z';
  marker->value = marker->is_letter ? (uint32_t)text.data[0] : 0;
  for (size_t i = 0; i < text.size && !marker->is_letter; i++) {
    if (!gloss_byte_is(text.data[i], GLOSS_BYTE_DIGIT) || i == 3) return false;
    marker->value = marker->value * 10 + (uint32_t)(text.data[i] - '0');
  }
  return text.size > 0;
}

static bool is_bullet(const cutter *cutter, uint32_t token) {
  uint16_t class = first_class(text_at(cutter, token));
  return role_at(cutter, token) == GLOSS_ROLE_NONE && class & (GLOSS_CHAR_PUNCT | GLOSS_CHAR_SYMBOL);
}

static list_marker read_marker(const cutter *cutter, uint32_t token) {
  list_marker marker = {0};
  uint32_t at = token;
  if (at < cutter->block.end && is_bullet(cutter, at)) at++;
  marker.bullet = at - token;
  if (at >= cutter->block.end || !read_value(text_at(cutter, at), &marker) || !is_closer_of_number(cutter, at + 1)) return marker;
  for (at++; is_closer_of_number(cutter, at); at++) {}
  marker.size = at - token;
  return marker;
}

/* Does the next item of the list begin here? */
static bool is_next_item(cutter *cutter, uint32_t token) {
  list_marker next = read_marker(cutter, token);
  const list_marker *last = &cutter->marker;
  bool is_alike = next.size == last->size && next.bullet == last->bullet && next.is_letter == last->is_letter;
  if (!is_alike || next.value != last->value + 1) return false;
  cutter->marker = next;
  return true;
}

/* -- What ends a sentence */

/* "[6]" behind a full stop. */
static bool is_citation(const cutter *cutter, uint32_t token) {
  return role_at(cutter, token) == GLOSS_ROLE_OPEN && role_at(cutter, token + 1) == GLOSS_ROLE_NUMBER &&
         role_at(cutter, token + 2) == GLOSS_ROLE_CLOSE && text_at(cutter, token).data[0] == '[';
}

/* A closing mark of quotation or bracket, one more full stop, a smile: they belong to the sentence that ends before them. */
static uint32_t after_closers(const cutter *cutter, uint32_t token) {
  while (token < cutter->block.end) {
    gloss_role role = role_at(cutter, token);
    bool closes = role == GLOSS_ROLE_CLOSE || role == GLOSS_ROLE_QUOTE_CLOSE || role == GLOSS_ROLE_SMILE;
    bool repeats = role >= GLOSS_ROLE_STOP && role <= GLOSS_ROLE_ELLIPSIS && !is_spaced(cutter, token);
    if (is_citation(cutter, token)) token += 3;
    else if (closes || repeats) token++;
    else break;
  }
  return token;
}

/* Where the full stops with spaces between that stand here end: ". . ." omits something. */
static uint32_t after_spaced_stops(const cutter *cutter, uint32_t token) {
  uint32_t end = token + 1;
  while (role_at(cutter, end) == GLOSS_ROLE_STOP && is_spaced(cutter, end)) end++;
  return end;
}

static uint32_t skip_openers(const cutter *cutter, uint32_t token) {
  while (role_at(cutter, token) == GLOSS_ROLE_OPEN || role_at(cutter, token) == GLOSS_ROLE_QUOTE_OPEN) token++;
  return token;
}

/* `"Will you go?" Ann Lee asked.`: names and then a verb of saying. */
static bool is_reporting_clause(const cutter *cutter, uint32_t token) {
  enum { NAMES = 4 };
  for (uint32_t i = 0; i <= NAMES && token < cutter->block.end; i++, token++) {
    if (gloss_word_set_has(&cutter->rules->reporting, text_at(cutter, token))) return true;
    if (!is_upper(cutter, token)) return false;
  }
  return false;
}

static bool closes_between(const cutter *cutter, uint32_t from, uint32_t to, gloss_role role) {
  for (; from < to; from++)
    if (role_at(cutter, from) == role) return true;
  return false;
}

/* A dash that stands alone goes on with the sentence: "We will be back." - Ann Lee */
static bool is_loose_dash(const cutter *cutter, uint32_t token) {
  return role_at(cutter, token) == GLOSS_ROLE_DASH && text_at(cutter, token).size == 1 && token + 1 < cutter->block.end &&
         is_spaced(cutter, token + 1);
}

/* "… and so it went [...]" (Lee 12). */
static bool is_source(const cutter *cutter, uint32_t token) {
  return role_at(cutter, token) == GLOSS_ROLE_OPEN && role_at(cutter, token - 1) == GLOSS_ROLE_QUOTE_CLOSE;
}

/* Behind . ? or !: */
static bool is_end_of_clause(const cutter *cutter, uint32_t token, uint32_t next, uint32_t word) {
  bool is_quoted = closes_between(cutter, token, next, GLOSS_ROLE_QUOTE_CLOSE);
  if (token < cutter->start + read_marker(cutter, cutter->start).size) return false; /* "3. Buy bread" */
  if (is_loose_dash(cutter, next)) return false;
  if (is_lower(cutter, word)) return !is_quoted && !closes_between(cutter, token, next, GLOSS_ROLE_CLOSE);
  return !(is_quoted && role_at(cutter, token) == GLOSS_ROLE_MARK && is_reporting_clause(cutter, word));
}

/* Is the sentence over, where `token` is what may end it and `next` what stands behind it and its closers? */
static bool is_end(const cutter *cutter, uint32_t token, uint32_t next) {
  enum { OPENING = 4 }; /* "At 5 a.m. Mr. Smith": so near to its start a time ends no sentence */
  uint32_t word = skip_openers(cutter, next);
  if (word >= cutter->block.end) return true;
  if (role_at(cutter, next) == GLOSS_ROLE_COMMA) return false;
  gloss_role role = closes_between(cutter, token, next, GLOSS_ROLE_ELLIPSIS) ? GLOSS_ROLE_ELLIPSIS : role_at(cutter, token);
  switch (role) {
    case GLOSS_ROLE_STOP: case GLOSS_ROLE_MARK: return is_end_of_clause(cutter, token, next, word);
    case GLOSS_ROLE_ELLIPSIS: return is_upper(cutter, word) && !is_source(cutter, next);
    case GLOSS_ROLE_SMILE: return is_upper(cutter, word);
    case GLOSS_ROLE_WEB: return is_upper(cutter, word) || role_at(cutter, word) == GLOSS_ROLE_WEB;
    case GLOSS_ROLE_RULE: return is_spaced(cutter, next);
    case GLOSS_ROLE_TIME: return is_upper(cutter, word) && !is_of_date(cutter, word) && token - cutter->start >= OPENING;
    default: return is_starter(cutter, word) && is_upper(cutter, word) && token - cutter->start >= 2;
  }
}

static void add_sentence(cutter *cutter, uint32_t end) {
  if (end > cutter->start) gloss_document_add_sentence(cutter->document, (gloss_span){cutter->start, end});
  cutter->start = end;
}

/* A name or an address and then date and time, as mail programs put them between two letters: 03/15/2001 04:03 PM. */
static bool is_stamp(const cutter *cutter, uint32_t token) {
  if (token == cutter->start || token + 1 >= cutter->block.end || role_at(cutter, token + 1) != GLOSS_ROLE_NUMBER) return false;
  gloss_slice date = text_at(cutter, token), time = text_at(cutter, token + 1), before = text_at(cutter, token - 1);
  const char *slash = memchr(date.data, '/', date.size);
  bool is_date = slash && memchr(slash + 1, '/', date.size - (size_t)(slash + 1 - date.data)) && memchr(time.data, ':', time.size);
  return is_date && (is_upper(cutter, token - 1) || role_at(cutter, token - 1) == GLOSS_ROLE_WEB || gloss_slice_is(before, ">"));
}

/* A sentence that began with a bracket ends with it, when something new begins. */
static bool ends_aside(const cutter *cutter, uint32_t token) {
  enum { SHORTEST = 3 };
  uint32_t word = skip_openers(cutter, token + 1);
  bool is_aside = role_at(cutter, cutter->start) == GLOSS_ROLE_OPEN && token - cutter->start >= SHORTEST;
  return is_aside && word < cutter->block.end && is_upper(cutter, word);
}

/* Full stops with spaces between them: three omit something, four end a sentence too. */
static uint32_t cut_at_omission(cutter *cutter, uint32_t token, uint32_t end) {
  enum { OMISSION = 3 };
  uint32_t next = after_closers(cutter, end);
  if (end - token == OMISSION || next >= cutter->block.end || !is_upper(cutter, next)) return next;
  bool ends_before = !is_spaced(cutter, token) && end - token == OMISSION + 1; /* "home. . . . The" */
  add_sentence(cutter, ends_before ? token + 1 : next);
  return next;
}

static uint32_t cut_at_stop(cutter *cutter, uint32_t token) {
  enum { OMISSION = 3 };
  uint32_t stops = role_at(cutter, token) == GLOSS_ROLE_STOP ? after_spaced_stops(cutter, token) : token + 1;
  if (stops - token >= OMISSION) return cut_at_omission(cutter, token, stops);
  uint32_t next = after_closers(cutter, token + 1);
  if (is_end(cutter, token, next)) add_sentence(cutter, next);
  return next;
}

/* Looks at one token, and returns the next to look at. */
static uint32_t step(cutter *cutter, uint32_t token) {
  if (cutter->marker.size && is_next_item(cutter, token)) {
    add_sentence(cutter, token);
    return token + cutter->marker.size;
  }
  gloss_role role = gloss_token_role(&cutter->tokens[token]);
  if (role < GLOSS_ROLE_NUMBER) return token + 1;
  bool begins = (role == GLOSS_ROLE_RULE && is_spaced(cutter, token)) || (role == GLOSS_ROLE_NUMBER && is_stamp(cutter, token));
  if (begins) add_sentence(cutter, token);
  if (role == GLOSS_ROLE_CLOSE && ends_aside(cutter, token)) add_sentence(cutter, token + 1);
  return role >= GLOSS_ROLE_STOP ? cut_at_stop(cutter, token) : token + 1;
}

void gloss_cut_sentences(const gloss_rules *rules, gloss_document *document, gloss_span tokens) {
  cutter cutter = {.rules = rules, .document = document, .tokens = document->tokens, .block = tokens, .start = tokens.start};
  cutter.marker = read_marker(&cutter, tokens.start);
  for (uint32_t token = tokens.start + cutter.marker.size; token < tokens.end;) token = step(&cutter, token);
  add_sentence(&cutter, tokens.end);
  for (uint32_t token = tokens.start; token < tokens.end; token++) cutter.tokens[token].flags &= GLOSS_FLAGS_MASK;
}
