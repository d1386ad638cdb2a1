#include "segment/scanner.h"

/* Names of hosts and files are no longer than this: what is longer is split as a word is, and the look ahead is bounded. */
enum { NAME_MAX_BYTES = 96 };

static bool is_one_of(char byte, const char *marks) {
  return byte && strchr(marks, byte);
}

static bool starts_with(const gloss_scanner *scanner, uint32_t at, const char *word) {
  for (; *word; word++, at++) {
    char byte = gloss_scanner_byte(scanner, at);
    if ((gloss_byte_is(byte, GLOSS_BYTE_UPPER) ? byte | 0x20 : byte) != *word) return false;
  }
  return true;
}

static bool is_quote_or_space(const gloss_scanner *scanner, uint32_t at) {
  if (!gloss_byte_is(scanner->text[at], GLOSS_BYTE_HIGH) || gloss_utf8_is_inner(scanner->text[at])) return false;
  uint32_t code_point;
  gloss_utf8_decode(scanner->text + at, &code_point);
  return gloss_char_class(code_point) & (GLOSS_CHAR_QUOTE | GLOSS_CHAR_SPACE);
}

/* What may close a sentence, at the end of a URL, is no part of it; but "…/some-..." was cut short by its writer. */
static uint32_t without_stops(const gloss_scanner *scanner, uint32_t start, uint32_t end) {
  while (end > start && is_one_of(scanner->text[end - 1], ".,;:!?'*_]")) {
    if (end - start > 3 && memcmp(scanner->text + end - 3, "...", 3) == 0) break;
    end--;
  }
  return end;
}

/* Where a URL that goes on here ends: at white space, a mark that stands in none, or a bracket that it did not open. */
static uint32_t url_end(const gloss_scanner *scanner, uint32_t start) {
  uint32_t at = start, open = 0;
  for (; at < scanner->end && !gloss_byte_is(scanner->text[at], GLOSS_BYTE_SPACE); at++) {
    char byte = scanner->text[at];
    if (is_one_of(byte, "<>\"`{}|\\^") || (byte == ')' && open == 0) || is_quote_or_space(scanner, at)) break;
    if (byte == '(') open++;
    if (byte == ')') open--;
  }
  return without_stops(scanner, start, at);
}

static uint32_t scheme_size(const gloss_scanner *scanner, uint32_t at) {
  static const char *const schemes[] = {"http://", "https://", "ftp://", "mailto:", "www."};
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
    if (starts_with(scanner, at, schemes[i])) return (uint32_t)strlen(schemes[i]);
  return 0;
}

static bool is_alphanumeric(const gloss_scanner *scanner, uint32_t at) {
  return gloss_scanner_is(scanner, at, GLOSS_BYTE_LETTER | GLOSS_BYTE_DIGIT);
}

/* Where the bytes that a name may have end. */
static uint32_t name_end(const gloss_scanner *scanner, uint32_t at, const char *marks) {
  uint32_t limit = at + NAME_MAX_BYTES;
  while (at < limit && (is_alphanumeric(scanner, at) || is_one_of(gloss_scanner_byte(scanner, at), marks))) at++;
  return at;
}

/* Without the marks at its end. */
static uint32_t without_tail(const gloss_scanner *scanner, uint32_t start, uint32_t end) {
  while (end > start && !is_alphanumeric(scanner, end - 1)) end--;
  return end;
}

static uint32_t email_end(const gloss_scanner *scanner, uint32_t start) {
  uint32_t at = name_end(scanner, start, "._%+-");
  if (gloss_scanner_byte(scanner, at) != '@' || !is_alphanumeric(scanner, at + 1)) return start;
  return without_tail(scanner, at, name_end(scanner, at + 1, "._-"));
}

/* Lower-case letters of ASCII, two or more of them. */
static bool is_plain_part(gloss_slice part) {
  for (size_t i = 0; i < part.size; i++)
    if (!gloss_byte_is(part.data[i], GLOSS_BYTE_LETTER) || gloss_byte_is(part.data[i], GLOSS_BYTE_UPPER)) return false;
  return part.size >= 2;
}

/* "example.com", "report.pdf" end in a part that is listed; "alt.animals.cat" has three plain ones. */
static bool is_host(const gloss_scanner *scanner, gloss_slice name) {
  enum { PLAIN_PARTS = 3 };
  uint32_t parts = 0, plain = 0;
  gloss_slice part = name;
  for (gloss_slice rest = name; gloss_slice_split(&rest, '.', &part); parts++) {
    if (part.size == 0) return false;
    plain += is_plain_part(part);
  }
  return (parts >= 2 && gloss_word_set_has(&scanner->rules->last_parts, part)) || (parts >= PLAIN_PARTS && plain == parts);
}

static uint32_t host_end(const gloss_scanner *scanner, uint32_t start) {
  uint32_t end = without_tail(scanner, start, name_end(scanner, start, "._-"));
  if (!is_host(scanner, gloss_scanner_slice(scanner, start, end))) return start;
  if (gloss_scanner_byte(scanner, end) != '/' || !gloss_scanner_in_word(scanner, end + 1)) return end;
  return url_end(scanner, end);
}

uint32_t gloss_scan_web(const gloss_scanner *scanner, uint32_t start) {
  uint32_t scheme = scheme_size(scanner, start);
  if (scheme && gloss_scanner_in_word(scanner, start + scheme)) return url_end(scanner, start + scheme);
  uint32_t end = email_end(scanner, start);
  return end > start ? end : host_end(scanner, start);
}
