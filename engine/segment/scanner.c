#include "segment/scanner.h"

enum { TOKENS_AT_ONCE = 4096 };

void gloss_scanner_grow(gloss_scanner *scanner) {
  gloss_document *document = scanner->document;
  if (scanner->next) document->token_count = (uint32_t)(scanner->next - document->tokens);
  if (document->token_count + 1 > GLOSS_TOKENS_MAX - TOKENS_AT_ONCE) {
    scanner->is_full = true;
    scanner->end = 0; /* nothing more is read; what is in hand overwrites the last tokens */
    document->token_count -= TOKENS_AT_ONCE;
  }
  scanner->next = gloss_document_reserve_tokens(document, TOKENS_AT_ONCE);
  scanner->limit = scanner->next + TOKENS_AT_ONCE;
}

void gloss_scanner_add_long(gloss_scanner *scanner, uint32_t start, uint32_t end, gloss_role role) {
  while (end - start > GLOSS_TOKEN_SIZE_MAX) {
    uint32_t most = start + GLOSS_TOKEN_SIZE_MAX;
    while (gloss_utf8_is_inner(scanner->text[most])) most--;
    gloss_scanner_add(scanner, start, most, GLOSS_ROLE_NONE);
    start = most;
  }
  gloss_scanner_add(scanner, start, end, role);
}

uint32_t gloss_scanner_in_word(const gloss_scanner *scanner, uint32_t at) {
  const uint16_t in_word = GLOSS_CHAR_LETTER | GLOSS_CHAR_MARK | GLOSS_CHAR_NUMBER | GLOSS_CHAR_IGNORABLE;
  char byte = gloss_scanner_byte(scanner, at);
  if (gloss_byte_is(byte, GLOSS_BYTE_LETTER | GLOSS_BYTE_DIGIT) || byte == '_') return 1;
  if (!gloss_byte_is(byte, GLOSS_BYTE_HIGH)) return 0;
  uint32_t code_point, size = gloss_utf8_decode(scanner->text + at, &code_point);
  uint16_t class = gloss_char_class(code_point);
  return class & in_word && !(class & (GLOSS_CHAR_IDEOGRAPH | GLOSS_CHAR_EMOJI)) ? size : 0;
}

uint32_t gloss_scan_run(const gloss_scanner *scanner, uint32_t at) {
  for (uint32_t size; (size = gloss_scanner_in_word(scanner, at)) != 0; at += size) {}
  return at;
}

uint32_t gloss_scanner_skip_space(const gloss_scanner *scanner, uint32_t at) {
  enum { REACH = 16 };
  for (uint32_t i = 0; i < REACH && at < scanner->end && gloss_byte_is(scanner->text[at], GLOSS_BYTE_SPACE); i++) at++;
  return at;
}

gloss_slice gloss_scanner_next_word(const gloss_scanner *scanner, uint32_t at) {
  uint32_t start = gloss_scanner_skip_space(scanner, at), end = start, size;
  while (end - start < GLOSS_WORD_SET_SIZE_MAX && (size = gloss_scanner_in_word(scanner, end)) != 0) end += size;
  return gloss_scanner_slice(scanner, start, end);
}

uint32_t gloss_scan_whole(const gloss_scanner *scanner, uint32_t start, gloss_role *role) {
  uint64_t sizes = scanner->rules->whole.sizes[(unsigned char)scanner->text[start]];
  while (sizes) {
    uint32_t size = 63 - (uint32_t)__builtin_clzll(sizes), end = start + size;
    sizes &= ~(UINT64_C(1) << size);
    if (end > scanner->end) continue;
    uint32_t kind = gloss_word_set_get(&scanner->rules->whole, gloss_scanner_slice(scanner, start, end));
    if (kind == GLOSS_WORD_NONE || (gloss_scanner_in_word(scanner, end - 1) && gloss_scanner_in_word(scanner, end))) continue;
    *role = kind == GLOSS_WHOLE_SMILE ? GLOSS_ROLE_SMILE : GLOSS_ROLE_NONE;
    return end;
  }
  return start;
}

static uint32_t scan_token(gloss_scanner *scanner, uint32_t start) {
  uint8_t class = gloss_byte_class(scanner->text[start]);
  if (class & GLOSS_BYTE_LETTER) return gloss_scan_word(scanner, start);
  if (class & GLOSS_BYTE_DIGIT) return gloss_scan_number(scanner, start);
  if (class & GLOSS_BYTE_HIGH) return gloss_scan_high(scanner, start);
  return gloss_scan_mark(scanner, start);
}

bool gloss_scan(const gloss_rules *rules, gloss_document *document, gloss_span bytes) {
  gloss_scanner scanner = {.rules = rules, .document = document, .text = document->text.data, .end = bytes.end,
                           .spaced = GLOSS_AFTER_SPACE, .first = document->token_count};
  gloss_scanner_grow(&scanner);
  uint32_t at = bytes.start;
  while (at < scanner.end) {
    if (gloss_byte_is(scanner.text[at], GLOSS_BYTE_SPACE)) {
      scanner.spaced = GLOSS_AFTER_SPACE;
      at++;
    } else {
      at = scan_token(&scanner, at);
    }
  }
  document->token_count = (uint32_t)(scanner.next - document->tokens);
  return !scanner.is_full;
}
