#include "segment/scanner.h"

uint32_t gloss_scanner_add_word(gloss_scanner *scanner, uint32_t start, uint32_t end) {
  uint32_t index = gloss_word_set_get(&scanner->rules->contractions, gloss_scanner_slice(scanner, start, end));
  if (__builtin_expect(index == GLOSS_WORD_NONE, 1)) {
    gloss_scanner_add(scanner, start, end, GLOSS_ROLE_NONE);
    return end;
  }
  const gloss_word_split *split = &scanner->rules->splits[index];
  for (uint32_t i = 0; i < split->count; start += split->sizes[i++]) {
    gloss_scanner_add(scanner, start, start + split->sizes[i], GLOSS_ROLE_NONE);
    if (i > 0) scanner->next[-1].flags |= GLOSS_IS_CLITIC;
  }
  return end;
}

static bool is_clitic(const gloss_scanner *scanner, uint32_t start, uint32_t end) {
  return gloss_word_set_has(&scanner->rules->clitics, gloss_scanner_slice(scanner, start, end));
}

/* A letter and a full stop, twice or more: "U.S.", "p.m". Returns where they end, or `start`. */
static uint32_t acronym_end(const gloss_scanner *scanner, uint32_t start) {
  uint32_t at = start;
  while (gloss_scanner_is(scanner, at, GLOSS_BYTE_LETTER) && gloss_scanner_byte(scanner, at + 1) == '.') at += 2;
  if (gloss_scanner_is(scanner, at, GLOSS_BYTE_LETTER)) { /* the last full stop is missing, or a word begins */
    if (gloss_scanner_in_word(scanner, at + 1)) return start;
    at++;
  }
  return at - start >= 3 ? at : start;
}

static gloss_role role_of(gloss_abbreviation kind) {
  if (kind == GLOSS_ABBREVIATION_END) return GLOSS_ROLE_ABBREVIATION;
  return kind == GLOSS_ABBREVIATION_TIME ? GLOSS_ROLE_TIME : GLOSS_ROLE_NONE;
}

/* Does an abbreviation that is listed end here, its full stop included? */
static bool is_abbreviation(const gloss_scanner *scanner, uint32_t start, uint32_t end, gloss_role *role) {
  uint32_t kind = gloss_word_set_get(&scanner->rules->abbreviations, gloss_scanner_slice(scanner, start, end));
  if (kind == GLOSS_WORD_NONE) return false;
  if (kind & GLOSS_ABBREVIATION_CAPITAL && gloss_scanner_is(scanner, start, GLOSS_BYTE_LETTER) &&
      !gloss_scanner_is(scanner, start, GLOSS_BYTE_UPPER))
    return false;
  kind &= GLOSS_ABBREVIATION_CAPITAL - 1;
  *role = role_of((gloss_abbreviation)kind);
  if (kind == GLOSS_ABBREVIATION_DATE) return gloss_word_set_has(&scanner->rules->dates, gloss_scanner_next_word(scanner, end));
  if (kind != GLOSS_ABBREVIATION_NUMBER) return true;
  char next = gloss_scanner_byte(scanner, gloss_scanner_skip_space(scanner, end));
  return gloss_byte_is(next, GLOSS_BYTE_DIGIT) || next == '#';
}

/* "J." before a name or another initial: a capital on both sides, and the next word none that begins sentences. */
static bool is_initial(const gloss_scanner *scanner, uint32_t start, uint32_t dot) {
  if (dot - start != 1 || !gloss_scanner_is(scanner, start, GLOSS_BYTE_UPPER)) return false;
  gloss_slice next = gloss_scanner_next_word(scanner, dot + 1);
  if (next.size == 0 || !gloss_byte_is(next.data[0], GLOSS_BYTE_UPPER | GLOSS_BYTE_HIGH)) return false;
  if (next.size == 1 && gloss_scanner_byte(scanner, gloss_scanner_skip_space(scanner, dot + 1) + 1) == '.') return true;
  if (scanner->next == scanner->document->tokens + scanner->first) return true;
  const gloss_token *before = &scanner->next[-1];
  gloss_role role = gloss_token_role(before);
  if (role == GLOSS_ROLE_OPEN || role == GLOSS_ROLE_QUOTE_OPEN) return true;
  if (gloss_word_set_has(&scanner->rules->starters, next)) return false;
  return role >= GLOSS_ROLE_COMMA || gloss_byte_is(scanner->text[before->start], GLOSS_BYTE_UPPER | GLOSS_BYTE_HIGH);
}

/* The word meets a full stop: "U.S.", "Ph.D.", "Mr.", "J." take it in. Returns where the token ends, or `dot`. */
static uint32_t take_stop(const gloss_scanner *scanner, uint32_t start, uint32_t dot, gloss_role *role) {
  uint32_t end = dot + 1;
  if (gloss_scanner_byte(scanner, end) == '.') return dot;
  while (end - start < GLOSS_WORD_SET_SIZE_MAX && gloss_scanner_is(scanner, end, GLOSS_BYTE_LETTER)) {
    while (gloss_scanner_is(scanner, end, GLOSS_BYTE_LETTER)) end++;
    if (gloss_scanner_byte(scanner, end) != '.') break;
    end++;
  }
  if (is_abbreviation(scanner, start, end, role)) return end;
  uint32_t acronym = acronym_end(scanner, start);
  if (acronym > start) return *role = scanner->text[acronym - 1] == '.' ? GLOSS_ROLE_ABBREVIATION : GLOSS_ROLE_NONE, acronym;
  if (is_abbreviation(scanner, start, dot + 1, role)) return dot + 1;
  char after = gloss_scanner_byte(scanner, dot + 1);
  if (after == ',' || after == ';') return dot + 1; /* no sentence ends here, so it is an abbreviation: "S. F., Cal.;" */
  return is_initial(scanner, start, dot) ? dot + 1 : dot;
}

/* Does a hyphen join here? It does in a language that lists no prefixes. */
static bool is_prefix(const gloss_scanner *scanner, uint32_t start, uint32_t end) {
  const gloss_word_set *prefixes = &scanner->rules->prefixes;
  return prefixes->words.count == 0 || gloss_word_set_has(prefixes, gloss_scanner_slice(scanner, start, end));
}

/* Capitals on both sides of &, few of them: "AT&T". */
static bool is_firm(const gloss_scanner *scanner, uint32_t start, uint32_t at) {
  enum { FEW = 3 };
  uint32_t after = at + 1;
  if (at - start > FEW) return false;
  for (uint32_t i = start; i < at; i++)
    if (!gloss_scanner_is(scanner, i, GLOSS_BYTE_UPPER)) return false;
  while (after - at <= FEW + 1 && gloss_scanner_is(scanner, after, GLOSS_BYTE_UPPER)) after++;
  return after > at + 1 && after - at <= FEW + 1 && !gloss_scanner_in_word(scanner, after);
}

/* Does the mark here, of `size` bytes, stand inside the word that began at `start`? */
static bool joins(const gloss_scanner *scanner, uint32_t start, uint32_t at, uint32_t *size) {
  *size = 1;
  if (scanner->text[at] == '-') return is_prefix(scanner, start, at) && gloss_scanner_in_word(scanner, at + 1);
  if (scanner->text[at] == '&') return is_firm(scanner, start, at);
  *size = gloss_scanner_apostrophe(scanner, at);
  return *size && scanner->text[at] != '`' && gloss_scanner_in_word(scanner, at + *size);
}

/* Where the word that meets an apostrophe at `at` ends: before a clitic ("do" "n't"), or after the apostrophe because it is one
 * itself ("l'"); 0: there is none. */
static uint32_t end_for_clitic(const gloss_scanner *scanner, uint32_t start, uint32_t at) {
  uint32_t size = gloss_scanner_apostrophe(scanner, at);
  if (size == 0) return 0;
  uint32_t after = gloss_scan_run(scanner, at + size);
  if (at > start + 1 && is_clitic(scanner, at - 1, after)) return at - 1;
  if (is_clitic(scanner, at, after)) return at;
  return after > at + size && is_clitic(scanner, start, at + size) ? at + size : 0;
}

static uint32_t add_negation(gloss_scanner *scanner, uint32_t start, uint32_t middle, uint32_t at) {
  gloss_scanner_add_word(scanner, start, middle);
  uint32_t end = gloss_scan_run(scanner, at + gloss_scanner_apostrophe(scanner, at));
  gloss_scanner_add(scanner, middle, end, GLOSS_ROLE_NONE);
  scanner->next[-1].flags |= GLOSS_IS_CLITIC;
  return end;
}

/* Most words that meet a mark meet the end of a sentence or a clitic: no URL goes on so. */
static bool may_be_web(const gloss_scanner *scanner, uint32_t at) {
  if (scanner->text[at] == '.') return !gloss_scanner_is(scanner, at + 1, GLOSS_BYTE_SPACE);
  return scanner->text[at] != '\'' && scanner->text[at] != '/';
}

/* A word that does not simply end where its letters do. */
static uint32_t scan_joined(gloss_scanner *scanner, uint32_t start, uint32_t at) {
  gloss_role role = GLOSS_ROLE_WEB;
  uint32_t end = may_be_web(scanner, at) ? gloss_scan_web(scanner, start) : start, size;
  if (end == start) end = gloss_scan_whole(scanner, start, &role);
  if (end > start) return gloss_scanner_add(scanner, start, end, role), end;
  for (at = gloss_scan_run(scanner, at); at < scanner->end; at = gloss_scan_run(scanner, at + size)) {
    uint32_t middle = end_for_clitic(scanner, start, at);
    if (middle && middle < at) return add_negation(scanner, start, middle, at);
    if (middle) return gloss_scanner_add_word(scanner, start, middle);
    if (!joins(scanner, start, at, &size)) break;
  }
  role = GLOSS_ROLE_NONE;
  if (gloss_scanner_byte(scanner, at) == '.' && (end = take_stop(scanner, start, at, &role)) > at)
    return gloss_scanner_add(scanner, start, end, role), end;
  return gloss_scanner_add_word(scanner, start, at);
}

uint32_t gloss_scan_word(gloss_scanner *scanner, uint32_t start) {
  uint32_t at = start;
  while (at < scanner->end && gloss_byte_is(scanner->text[at], GLOSS_BYTE_LETTER)) at++;
  if (!gloss_scanner_is(scanner, at, GLOSS_BYTE_JOINS)) return gloss_scanner_add_word(scanner, start, at);
  return scan_joined(scanner, start, at);
}
