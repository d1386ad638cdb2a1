#include "segment/scanner.h"

static uint32_t digits_end(const gloss_scanner *scanner, uint32_t at) {
  while (gloss_scanner_is(scanner, at, GLOSS_BYTE_DIGIT)) at++;
  return at;
}

/* Where the groups of digits with hyphens between them end: a telephone number or a date. Two groups are a range ("1990-95")
 * and are split, unless they are a local number ("555-1234") or a postal code. */
static uint32_t hyphenated_end(const gloss_scanner *scanner, uint32_t start, uint32_t at) {
  uint32_t groups = 1, first = at - start, last = 0, end = at;
  while (gloss_scanner_byte(scanner, end) == '-' && gloss_scanner_is(scanner, end + 1, GLOSS_BYTE_DIGIT)) {
    uint32_t next = digits_end(scanner, end + 1);
    last = next - end - 1;
    end = next;
    groups++;
  }
  return groups > 2 || (groups == 2 && (first == 3 || first == 5) && last == 4) ? end : at;
}

/* 1,000.5 10:30 9/11 192.168.0.1 */
static uint32_t grouped_end(const gloss_scanner *scanner, uint32_t at) {
  for (;;) {
    char mark = gloss_scanner_byte(scanner, at);
    bool groups = mark == ',' || mark == '.' || mark == ':' || mark == '/';
    if (!groups || !gloss_scanner_is(scanner, at + 1, GLOSS_BYTE_DIGIT)) return at;
    at = digits_end(scanner, at + 1);
  }
}

static bool is_unit(const gloss_scanner *scanner, uint32_t start, uint32_t end) {
  return gloss_word_set_has(&scanner->rules->units, gloss_scanner_slice(scanner, start, end));
}

/* Letters glued to the number are its own ("1st", "1990s", "90's", "3G") unless they are a unit. */
static uint32_t glued_end(const gloss_scanner *scanner, uint32_t at) {
  uint32_t end = gloss_scan_run(scanner, at), apostrophe = gloss_scanner_apostrophe(scanner, at);
  if (apostrophe && gloss_scanner_byte(scanner, at + apostrophe) == 's' && !gloss_scanner_in_word(scanner, at + apostrophe + 1))
    return at + apostrophe + 1;
  if (end == at) return at;
  if (is_unit(scanner, at, end)) return at;
  if (gloss_scanner_byte(scanner, end) == '.' && gloss_scanner_is(scanner, end + 1, GLOSS_BYTE_LETTER)) return at; /* 5p.m. */
  return end;
}

/* "3. Oktober": in some languages a full stop makes an ordinal of a number. */
static bool is_ordinal(const gloss_scanner *scanner, uint32_t dot) {
  return gloss_scanner_byte(scanner, dot) == '.' && gloss_word_set_has(&scanner->rules->abbreviations, GLOSS_SLICE("0.")) &&
         gloss_word_set_has(&scanner->rules->dates, gloss_scanner_next_word(scanner, dot + 1));
}

uint32_t gloss_scan_number(gloss_scanner *scanner, uint32_t start) {
  uint32_t end = gloss_scan_web(scanner, start);
  gloss_role role = GLOSS_ROLE_NUMBER;
  if (end == start) end = gloss_scan_whole(scanner, start, &role);
  if (end == start) {
    uint32_t digits = digits_end(scanner, start);
    end = hyphenated_end(scanner, start, digits);
    if (end == digits) end = grouped_end(scanner, digits);
    end = glued_end(scanner, end);
    if (is_ordinal(scanner, end)) end++;
  }
  gloss_scanner_add(scanner, start, end, role);
  return end;
}
