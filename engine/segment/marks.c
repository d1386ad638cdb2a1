#include "segment/scanner.h"

static bool is_in(char byte, const char *marks) {
  return byte && strchr(marks, byte);
}

static uint32_t same_end(const gloss_scanner *scanner, uint32_t start) {
  uint32_t at = start + 1;
  while (at < scanner->end && scanner->text[at] == scanner->text[start]) at++;
  return at;
}

/* Does an opening mark, or a dash, stand right before this place? */
static bool is_after_opener(const gloss_scanner *scanner, uint32_t start) {
  if (scanner->spaced || scanner->next == scanner->document->tokens + scanner->first) return false;
  const gloss_token *before = &scanner->next[-1];
  gloss_role role = gloss_token_role(before);
  return role == GLOSS_ROLE_OPEN || role == GLOSS_ROLE_QUOTE_OPEN || (before->size == 1 && is_in(scanner->text[start - 1], "-/="));
}

/* A mark of quotation opens where space, or another opening mark, stands before it and, unless it faces right, none after it. */
static gloss_role quote_role(const gloss_scanner *scanner, uint32_t start, uint32_t end, bool faces_right) {
  bool opens = scanner->spaced || is_after_opener(scanner, start);
  if (opens && (faces_right || !gloss_scanner_is(scanner, end, GLOSS_BYTE_SPACE))) return GLOSS_ROLE_QUOTE_OPEN;
  return GLOSS_ROLE_QUOTE_CLOSE;
}

static uint32_t add(gloss_scanner *scanner, uint32_t start, uint32_t end, gloss_role role) {
  gloss_scanner_add(scanner, start, end, role);
  return end;
}

/* ... is one token, and so is ?! */
static uint32_t scan_stops(gloss_scanner *scanner, uint32_t start) {
  enum { ELLIPSIS = 3 };
  uint32_t end = scanner->text[start] == '.' ? same_end(scanner, start) : start;
  bool dots_only = end > start;
  if (end - start < ELLIPSIS)
    while (end < scanner->end && is_in(scanner->text[end], ".!?")) dots_only &= scanner->text[end++] == '.';
  if (end - start == 1 && dots_only) {
    if (scanner->spaced && gloss_scanner_is(scanner, end, GLOSS_BYTE_DIGIT)) return gloss_scan_number(scanner, start);
    return add(scanner, start, end, GLOSS_ROLE_STOP);
  }
  return add(scanner, start, end, dots_only ? GLOSS_ROLE_ELLIPSIS : GLOSS_ROLE_MARK);
}

static bool is_year(const gloss_scanner *scanner, uint32_t start, uint32_t end) {
  return scanner->spaced && end - start >= 2 && end - start <= 3 && gloss_scanner_is(scanner, start, GLOSS_BYTE_DIGIT) &&
         gloss_scanner_is(scanner, start + 1, GLOSS_BYTE_DIGIT);
}

static uint32_t scan_single_quote(gloss_scanner *scanner, uint32_t start) {
  uint32_t one, two, code_point = gloss_scanner_decode(scanner, start, &one);
  bool is_double = gloss_scanner_decode(scanner, start + one, &two) == code_point;
  uint32_t end = start + one + (is_double ? two : 0);
  return add(scanner, start, end, code_point == '`' ? GLOSS_ROLE_QUOTE_OPEN : quote_role(scanner, start, end, false));
}

/* An apostrophe before letters: of a clitic that stands alone ('s), of a contraction ('tis), of a year ('98). */
static uint32_t scan_apostrophe(gloss_scanner *scanner, uint32_t start) {
  uint32_t after = start + gloss_scanner_apostrophe(scanner, start), end = gloss_scan_run(scanner, after);
  gloss_slice word = gloss_scanner_slice(scanner, start, end);
  if (end == after) return scan_single_quote(scanner, start);
  if (is_year(scanner, after, end)) return add(scanner, start, end, GLOSS_ROLE_NUMBER);
  if (gloss_word_set_has(&scanner->rules->contractions, word)) return gloss_scanner_add_word(scanner, start, end);
  if (!gloss_word_set_has(&scanner->rules->clitics, word)) return scan_single_quote(scanner, start);
  add(scanner, start, end, GLOSS_ROLE_NONE);
  scanner->next[-1].flags |= GLOSS_IS_CLITIC;
  return end;
}

/* [...] or […], which leaves something out; `start` when it is not here. */
static uint32_t omission_end(const gloss_scanner *scanner, uint32_t start) {
  const gloss_slice forms[] = {GLOSS_SLICE("[...]"), GLOSS_SLICE("[…]")};
  gloss_slice rest = gloss_scanner_slice(scanner, start, scanner->end);
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (gloss_slice_starts_with(rest, forms[i])) return start + (uint32_t)forms[i].size;
  return start;
}

static uint32_t scan_bracket(gloss_scanner *scanner, uint32_t start) {
  uint32_t end = omission_end(scanner, start);
  if (end > start) return add(scanner, start, end, GLOSS_ROLE_ELLIPSIS);
  return add(scanner, start, start + 1, GLOSS_ROLE_OPEN);
}

/* A mark and its repetitions: a dash, or a line drawn with it. */
static uint32_t scan_same(gloss_scanner *scanner, uint32_t start) {
  enum { LINE = 3 };
  uint32_t end = same_end(scanner, start);
  if (end - start > LINE && is_in(scanner->text[start], "-=_*~#")) return add(scanner, start, end, GLOSS_ROLE_RULE);
  return add(scanner, start, end, scanner->text[start] == '-' ? GLOSS_ROLE_DASH : GLOSS_ROLE_NONE);
}

/* #topic @name */
static uint32_t scan_tag(gloss_scanner *scanner, uint32_t start) {
  uint32_t end = gloss_scan_run(scanner, start + 1);
  bool is_tag = end > start + 1 && !gloss_scanner_is(scanner, start + 1, GLOSS_BYTE_DIGIT);
  if (!is_tag) return scan_same(scanner, start);
  if (scanner->text[start] == '@') {
    uint32_t host = gloss_scan_web(scanner, start + 1);
    if (host > end) end = host;
  }
  return add(scanner, start, end, GLOSS_ROLE_NONE);
}

uint32_t gloss_scan_mark(gloss_scanner *scanner, uint32_t start) {
  gloss_role role = GLOSS_ROLE_NONE;
  uint32_t whole = gloss_scan_whole(scanner, start, &role);
  if (whole > start) return add(scanner, start, whole, role);
  switch (scanner->text[start]) {
    case '.': case '!': case '?': return scan_stops(scanner, start);
    case ',': case ';': case ':': return add(scanner, start, start + 1, GLOSS_ROLE_COMMA);
    case '(': case '[': case '{': return scan_bracket(scanner, start);
    case ')': case ']': case '}': return add(scanner, start, start + 1, GLOSS_ROLE_CLOSE);
    case '"': return add(scanner, start, start + 1, quote_role(scanner, start, start + 1, false));
    case '\'': case '`': return scan_apostrophe(scanner, start);
    case '#': case '@': return scan_tag(scanner, start);
    case '+':
      if (scanner->spaced && gloss_scanner_is(scanner, start + 1, GLOSS_BYTE_DIGIT)) {
        return add(scanner, start, gloss_scan_run(scanner, start + 1), GLOSS_ROLE_NUMBER);
      }
      break;
    default: break;
  }
  return scan_same(scanner, start);
}

/* An emoji with all that is joined to it: flags are pairs, a family is held together by zero-width joiners. */
static uint32_t emoji_end(const gloss_scanner *scanner, uint32_t at) {
  enum { JOINER = 0x200d, REGIONAL_FIRST = 0x1f1e6, REGIONAL_LAST = 0x1f1ff, TONE_FIRST = 0x1f3fb, TONE_LAST = 0x1f3ff };
  uint32_t size, first = gloss_scanner_decode(scanner, at, &size), next;
  at += size;
  next = gloss_scanner_decode(scanner, at, &size);
  if (first >= REGIONAL_FIRST && first <= REGIONAL_LAST) return next >= REGIONAL_FIRST && next <= REGIONAL_LAST ? at + size : at;
  for (; at < scanner->end; next = gloss_scanner_decode(scanner, at, &size)) {
    bool is_tone = next >= TONE_FIRST && next <= TONE_LAST;
    if (!is_tone && !(gloss_char_class(next) & (GLOSS_CHAR_MARK | GLOSS_CHAR_IGNORABLE))) break;
    at += size;
    if (next == JOINER && gloss_char_class(gloss_scanner_decode(scanner, at, &size)) & GLOSS_CHAR_EMOJI) at += size;
  }
  return at;
}

/* One character with the marks on it, for scripts that are written without spaces. */
static uint32_t character_end(const gloss_scanner *scanner, uint32_t at) {
  uint32_t size;
  gloss_scanner_decode(scanner, at, &size);
  for (at += size; gloss_char_class(gloss_scanner_decode(scanner, at, &size)) & GLOSS_CHAR_MARK && size;) at += size;
  return at;
}

static gloss_role high_role(uint32_t code_point, uint16_t class) {
  switch (code_point) {
    case 0x2026: return GLOSS_ROLE_ELLIPSIS;
    case 0x3002: case 0x0964: case 0x06d4: case 0xff0e: return GLOSS_ROLE_STOP;
    case 0xff01: case 0xff1f: case 0x061f: case 0x203c: case 0x2047: case 0x2048: case 0x2049: return GLOSS_ROLE_MARK;
    case 0x3001: case 0xff0c: case 0x060c: case 0xff1a: case 0xff1b: return GLOSS_ROLE_COMMA;
    default: return class & GLOSS_CHAR_DASH ? GLOSS_ROLE_DASH : GLOSS_ROLE_NONE;
  }
}

/* “ opens even with space after it; where it closes, as in German, no space stands before it. */
static bool faces_right(uint32_t code_point) {
  return code_point == 0x201c || code_point == 0x2018 || code_point == 0xab || code_point == 0x201e;
}

static bool is_quote(uint32_t code_point, uint16_t class) {
  return class & GLOSS_CHAR_QUOTE && code_point != 0x2019;
}

uint32_t gloss_scan_high(gloss_scanner *scanner, uint32_t start) {
  uint32_t size, code_point = gloss_scanner_decode(scanner, start, &size);
  uint16_t class = gloss_char_class(code_point);
  if (class & GLOSS_CHAR_SPACE) return scanner->spaced = GLOSS_AFTER_SPACE, start + size;
  if (class & GLOSS_CHAR_EMOJI) return add(scanner, start, emoji_end(scanner, start), GLOSS_ROLE_SMILE);
  if (class & GLOSS_CHAR_IDEOGRAPH) return add(scanner, start, character_end(scanner, start), high_role(code_point, class));
  if (gloss_scanner_apostrophe(scanner, start)) return scan_apostrophe(scanner, start);
  if (is_quote(code_point, class))
    return add(scanner, start, start + size, quote_role(scanner, start, start + size, faces_right(code_point)));
  if (gloss_scanner_in_word(scanner, start)) return gloss_scan_word(scanner, start);
  gloss_role role = GLOSS_ROLE_NONE;
  uint32_t whole = gloss_scan_whole(scanner, start, &role);
  if (whole > start) return add(scanner, start, whole, role);
  uint32_t end = start + size, next;
  while (end < scanner->end && gloss_scanner_decode(scanner, end, &next) == code_point) end += next;
  return add(scanner, start, end, high_role(code_point, class));
}
