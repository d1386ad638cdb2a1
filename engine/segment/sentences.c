#include "segment/sentences.h"

#include "segment/scanner.h"

/* The numbering of a list that is written in one line: "1.) … 2.) …", "a. … b. …", "• 9. … • 10. …". */
typedef struct list_marker {
  uint32_t size;   /* tokens; 0: the block begins with none */
  uint32_t bullet; /* tokens before the number */
  uint32_t value;  /* of the last number or letter met */
  bool is_letter;
} list_marker;

typedef struct split {
  const gloss_rules *rules;
  gloss_document *document;
  gloss_token *tokens; /* of the document */
  gloss_span block;    /* its tokens */
  uint32_t start;      /* first token of the sentence */
  list_marker marker;
} split;

static gloss_role role_at(const split *split, uint32_t token) {
  return token < split->block.end ? gloss_token_role(&split->tokens[token]) : GLOSS_ROLE_NONE;
}

static gloss_slice text_at(const split *split, uint32_t token) {
  return gloss_document_token_text(split->document, token);
}

static bool is_spaced(const split *split, uint32_t token) {
  return split->tokens[token].flags & GLOSS_AFTER_SPACE;
}

static uint16_t first_class(gloss_slice text) {
  uint32_t code_point;
  gloss_utf8_decode(text.data, &code_point);
  return gloss_char_class(code_point);
}

static bool is_lower(const split *split, uint32_t token) {
  return first_class(text_at(split, token)) & GLOSS_CHAR_LOWER;
}

static bool is_upper(const split *split, uint32_t token) {
  return first_class(text_at(split, token)) & GLOSS_CHAR_UPPER;
}

static bool is_starter(const split *split, uint32_t token) {
  return gloss_word_set_has(&split->rules->starters, text_at(split, token));
}

/* "Monday", "GMT" */
static bool is_of_date(const split *split, uint32_t token) {
  return gloss_word_set_has(&split->rules->dates, text_at(split, token));
}

/* -- Lists in one line */

static bool is_closer_of_number(const split *split, uint32_t token) {
  return (role_at(split, token) == GLOSS_ROLE_STOP || role_at(split, token) == GLOSS_ROLE_CLOSE) && !is_spaced(split, token);
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

static bool is_bullet(const split *split, uint32_t token) {
  uint16_t class = first_class(text_at(split, token));
  return role_at(split, token) == GLOSS_ROLE_NONE && class & (GLOSS_CHAR_PUNCT | GLOSS_CHAR_SYMBOL);
}

static list_marker read_marker(const split *split, uint32_t token) {
  list_marker marker = {0};
  uint32_t at = token;
  if (at < split->block.end && is_bullet(split, at)) at++;
  marker.bullet = at - token;
  if (at >= split->block.end || !read_value(text_at(split, at), &marker) || !is_closer_of_number(split, at + 1)) return marker;
  for (at++; is_closer_of_number(split, at); at++) {}
  marker.size = at - token;
  return marker;
}

/* Does the next item of the list begin here? */
static bool is_next_item(split *split, uint32_t token) {
  list_marker next = read_marker(split, token);
  const list_marker *last = &split->marker;
  bool is_alike = next.size == last->size && next.bullet == last->bullet && next.is_letter == last->is_letter;
  if (!is_alike || next.value != last->value + 1) return false;
  split->marker = next;
  return true;
}

/* -- What ends a sentence */

/* "[6]" after a full stop. */
static bool is_citation(const split *split, uint32_t token) {
  return role_at(split, token) == GLOSS_ROLE_OPEN && role_at(split, token + 1) == GLOSS_ROLE_NUMBER &&
         role_at(split, token + 2) == GLOSS_ROLE_CLOSE && text_at(split, token).data[0] == '[';
}

/* A closing mark of quotation or bracket, one more full stop, a smile: they belong to the sentence that ends before them. */
static uint32_t after_closers(const split *split, uint32_t token) {
  while (token < split->block.end) {
    gloss_role role = role_at(split, token);
    bool closes = role == GLOSS_ROLE_CLOSE || role == GLOSS_ROLE_QUOTE_CLOSE || role == GLOSS_ROLE_SMILE;
    bool repeats = role >= GLOSS_ROLE_STOP && role <= GLOSS_ROLE_ELLIPSIS && !is_spaced(split, token);
    if (is_citation(split, token)) token += 3;
    else if (closes || repeats) token++;
    else break;
  }
  return token;
}

/* Where the full stops with spaces between that stand here end: ". . ." omits something. */
static uint32_t after_spaced_stops(const split *split, uint32_t token) {
  uint32_t end = token + 1;
  while (role_at(split, end) == GLOSS_ROLE_STOP && is_spaced(split, end)) end++;
  return end;
}

static uint32_t skip_openers(const split *split, uint32_t token) {
  while (role_at(split, token) == GLOSS_ROLE_OPEN || role_at(split, token) == GLOSS_ROLE_QUOTE_OPEN) token++;
  return token;
}

/* `"Will you go?" Ann Lee asked.`: names and then a verb of saying. */
static bool is_reporting_clause(const split *split, uint32_t token) {
  enum { NAMES = 4 };
  for (uint32_t i = 0; i <= NAMES && token < split->block.end; i++, token++) {
    if (gloss_word_set_has(&split->rules->reporting, text_at(split, token))) return true;
    if (!is_upper(split, token)) return false;
  }
  return false;
}

static bool closes_between(const split *split, uint32_t from, uint32_t to, gloss_role role) {
  for (; from < to; from++)
    if (role_at(split, from) == role) return true;
  return false;
}

/* A dash that stands alone goes on with the sentence: "We will be back." - Ann Lee */
static bool is_loose_dash(const split *split, uint32_t token) {
  return role_at(split, token) == GLOSS_ROLE_DASH && text_at(split, token).size == 1 && token + 1 < split->block.end &&
         is_spaced(split, token + 1);
}

/* "… and so it went [...]" (Lee 12). */
static bool is_source(const split *split, uint32_t token) {
  return role_at(split, token) == GLOSS_ROLE_OPEN && role_at(split, token - 1) == GLOSS_ROLE_QUOTE_CLOSE;
}

/* After . ? or !: */
static bool is_end_of_clause(const split *split, uint32_t token, uint32_t next, uint32_t word) {
  bool is_quoted = closes_between(split, token, next, GLOSS_ROLE_QUOTE_CLOSE);
  if (token < split->start + read_marker(split, split->start).size) return false; /* "3. Buy bread" */
  if (is_loose_dash(split, next)) return false;
  if (is_lower(split, word)) return !is_quoted && !closes_between(split, token, next, GLOSS_ROLE_CLOSE);
  return !(is_quoted && role_at(split, token) == GLOSS_ROLE_MARK && is_reporting_clause(split, word));
}

/* Is the sentence over, where `token` is what may end it and `next` what stands after it and its closers? */
static bool is_end(const split *split, uint32_t token, uint32_t next) {
  enum { OPENING = 4 }; /* "At 5 a.m. Mr. Smith": so near to its start a time ends no sentence */
  uint32_t word = skip_openers(split, next);
  if (word >= split->block.end) return true;
  if (role_at(split, next) == GLOSS_ROLE_COMMA) return false;
  gloss_role role = closes_between(split, token, next, GLOSS_ROLE_ELLIPSIS) ? GLOSS_ROLE_ELLIPSIS : role_at(split, token);
  switch (role) {
    case GLOSS_ROLE_STOP: case GLOSS_ROLE_MARK: return is_end_of_clause(split, token, next, word);
    case GLOSS_ROLE_ELLIPSIS: return is_upper(split, word) && !is_source(split, next);
    case GLOSS_ROLE_SMILE: return is_upper(split, word);
    case GLOSS_ROLE_WEB: return is_upper(split, word) || role_at(split, word) == GLOSS_ROLE_WEB;
    case GLOSS_ROLE_RULE: return is_spaced(split, next);
    case GLOSS_ROLE_TIME: return is_upper(split, word) && !is_of_date(split, word) && token - split->start >= OPENING;
    default: return is_starter(split, word) && is_upper(split, word) && token - split->start >= 2;
  }
}

static void add_sentence(split *split, uint32_t end) {
  if (end > split->start) gloss_document_add_sentence(split->document, (gloss_span){split->start, end});
  split->start = end;
}

/* A name or an address and then date and time, as mail programs put them between two letters: 03/15/2001 04:03 PM. */
static bool is_stamp(const split *split, uint32_t token) {
  if (token == split->start || token + 1 >= split->block.end || role_at(split, token + 1) != GLOSS_ROLE_NUMBER) return false;
  gloss_slice date = text_at(split, token), time = text_at(split, token + 1), before = text_at(split, token - 1);
  const char *slash = memchr(date.data, '/', date.size);
  bool is_date = slash && memchr(slash + 1, '/', date.size - (size_t)(slash + 1 - date.data)) && memchr(time.data, ':', time.size);
  return is_date && (is_upper(split, token - 1) || role_at(split, token - 1) == GLOSS_ROLE_WEB || gloss_slice_is(before, ">"));
}

/* A sentence that began with a bracket ends with it, when something new begins. */
static bool ends_aside(const split *split, uint32_t token) {
  enum { SHORTEST = 3 };
  uint32_t word = skip_openers(split, token + 1);
  bool is_aside = role_at(split, split->start) == GLOSS_ROLE_OPEN && token - split->start >= SHORTEST;
  return is_aside && word < split->block.end && is_upper(split, word);
}

/* Full stops with spaces between them: three omit something, four end a sentence too. */
static uint32_t split_at_omission(split *split, uint32_t token, uint32_t end) {
  enum { OMISSION = 3 };
  uint32_t next = after_closers(split, end);
  if (end - token == OMISSION || next >= split->block.end || !is_upper(split, next)) return next;
  bool ends_before = !is_spaced(split, token) && end - token == OMISSION + 1; /* "home. . . . The" */
  add_sentence(split, ends_before ? token + 1 : next);
  return next;
}

static uint32_t split_at_stop(split *split, uint32_t token) {
  enum { OMISSION = 3 };
  uint32_t stops = role_at(split, token) == GLOSS_ROLE_STOP ? after_spaced_stops(split, token) : token + 1;
  if (stops - token >= OMISSION) return split_at_omission(split, token, stops);
  uint32_t next = after_closers(split, token + 1);
  if (is_end(split, token, next)) add_sentence(split, next);
  return next;
}

/* Looks at one token, and returns the next to look at. */
static uint32_t step(split *split, uint32_t token) {
  if (split->marker.size && is_next_item(split, token)) {
    add_sentence(split, token);
    return token + split->marker.size;
  }
  gloss_role role = gloss_token_role(&split->tokens[token]);
  if (role < GLOSS_ROLE_NUMBER) return token + 1;
  bool begins = (role == GLOSS_ROLE_RULE && is_spaced(split, token)) || (role == GLOSS_ROLE_NUMBER && is_stamp(split, token));
  if (begins) add_sentence(split, token);
  if (role == GLOSS_ROLE_CLOSE && ends_aside(split, token)) add_sentence(split, token + 1);
  return role >= GLOSS_ROLE_STOP ? split_at_stop(split, token) : token + 1;
}

void gloss_split_sentences(const gloss_rules *rules, gloss_document *document, gloss_span tokens) {
  split split = {.rules = rules, .document = document, .tokens = document->tokens, .block = tokens, .start = tokens.start};
  split.marker = read_marker(&split, tokens.start);
  for (uint32_t token = tokens.start + split.marker.size; token < tokens.end;) token = step(&split, token);
  add_sentence(&split, tokens.end);
  for (uint32_t token = tokens.start; token < tokens.end; token++) split.tokens[token].flags &= GLOSS_FLAGS_MASK;
}
