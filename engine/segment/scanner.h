/* scanner: tokenizes the bytes of a block, in one pass.
 * scanner.c goes from token to token; words.c, numbers.c, marks.c and web.c know where one of their kind ends. What one looks
 * ahead is bounded, or becomes its token, so the time is linear whatever the text.
 *
 * While a block is tokenized, the flags of a token hold its role for the sentences too; they take it out again. */
#ifndef GLOSS_SEGMENT_SCANNER_H
#define GLOSS_SEGMENT_SCANNER_H

#include "segment/bytes.h"
#include "segment/rules.h"

typedef enum gloss_role {
  GLOSS_ROLE_NONE,
  GLOSS_ROLE_OPEN, /* ( [ */
  GLOSS_ROLE_QUOTE_OPEN,
  GLOSS_ROLE_QUOTE_CLOSE,
  GLOSS_ROLE_COMMA, /* a sentence goes on after it: , ; : */
  GLOSS_ROLE_DASH,
  GLOSS_ROLE_NUMBER, /* from here on, a sentence may begin or end beside it */
  GLOSS_ROLE_CLOSE,
  GLOSS_ROLE_STOP,
  GLOSS_ROLE_MARK, /* ? ! */
  GLOSS_ROLE_ELLIPSIS,
  GLOSS_ROLE_ABBREVIATION,
  GLOSS_ROLE_TIME,
  GLOSS_ROLE_SMILE, /* emoji too */
  GLOSS_ROLE_WEB,   /* URL, e-mail address */
  GLOSS_ROLE_RULE,  /* a line of one mark: ____ ==== */
} gloss_role;

enum { GLOSS_ROLE_SHIFT = 8, GLOSS_FLAGS_MASK = (1 << GLOSS_ROLE_SHIFT) - 1 };

static inline gloss_role gloss_token_role(const gloss_token *token) {
  return (gloss_role)(token->flags >> GLOSS_ROLE_SHIFT);
}

typedef struct gloss_scanner {
  const gloss_rules *rules;
  gloss_document *document;
  const char *text;
  uint32_t end;    /* of the block */
  uint16_t spaced; /* GLOSS_AFTER_SPACE, or 0, for the next token */
  uint32_t first;  /* token of the block */
  gloss_token *next, *limit;
  bool is_full; /* the document can hold no more */
} gloss_scanner;

/* Splits the bytes of the block into tokens of the document. False when there are too many. */
bool gloss_scan(const gloss_rules *rules, gloss_document *document, gloss_span bytes);

/* A scan of one kind of token: takes where it starts, adds it, and returns where it ends. */
uint32_t gloss_scan_word(gloss_scanner *scanner, uint32_t start);
uint32_t gloss_scan_number(gloss_scanner *scanner, uint32_t start);
uint32_t gloss_scan_mark(gloss_scanner *scanner, uint32_t start); /* ASCII */
uint32_t gloss_scan_high(gloss_scanner *scanner, uint32_t start); /* beyond ASCII */

/* Where the URL, e-mail address, host or file name that starts here ends; `start` when none does. */
uint32_t gloss_scan_web(const gloss_scanner *scanner, uint32_t start);

/* Where the longest token that the language keeps whole ends; `start` when none does. A smile is told by its role. */
uint32_t gloss_scan_whole(const gloss_scanner *scanner, uint32_t start, gloss_role *role);

/* Where the letters, digits, marks and _ from here on end. */
uint32_t gloss_scan_run(const gloss_scanner *scanner, uint32_t at);

/* Adds a word, in pieces when it is a contraction ("cannot", "dont"). Returns its end. */
uint32_t gloss_scanner_add_word(gloss_scanner *scanner, uint32_t start, uint32_t end);

void gloss_scanner_grow(gloss_scanner *scanner);
void gloss_scanner_add_long(gloss_scanner *scanner, uint32_t start, uint32_t end, gloss_role role);

/* Adds a token. */
static inline void gloss_scanner_add(gloss_scanner *scanner, uint32_t start, uint32_t end, gloss_role role) {
  if (__builtin_expect(end - start > GLOSS_TOKEN_SIZE_MAX, 0)) {
    gloss_scanner_add_long(scanner, start, end, role);
    return;
  }
  if (__builtin_expect(scanner->next == scanner->limit, 0)) gloss_scanner_grow(scanner);
  *scanner->next++ = (gloss_token){
    .start = start, .size = (uint16_t)(end - start), .flags = (uint16_t)(scanner->spaced | (unsigned)role << GLOSS_ROLE_SHIFT)};
  scanner->spaced = 0;
}

static inline char gloss_scanner_byte(const gloss_scanner *scanner, uint32_t at) {
  return at < scanner->end ? scanner->text[at] : ' ';
}

static inline bool gloss_scanner_is(const gloss_scanner *scanner, uint32_t at, uint8_t classes) {
  return gloss_byte_is(gloss_scanner_byte(scanner, at), classes);
}

static inline gloss_slice gloss_scanner_slice(const gloss_scanner *scanner, uint32_t start, uint32_t end) {
  return (gloss_slice){scanner->text + start, end - start};
}

/* The code point here, and what it is; a space at the end of the block. */
static inline uint32_t gloss_scanner_decode(const gloss_scanner *scanner, uint32_t at, uint32_t *size) {
  uint32_t code_point = ' ';
  *size = 0;
  if (at < scanner->end) *size = gloss_utf8_decode(scanner->text + at, &code_point);
  return code_point;
}

/* How many bytes the apostrophe here has: ' ’ ʼ `; 0: none is here. */
static inline uint32_t gloss_scanner_apostrophe(const gloss_scanner *scanner, uint32_t at) {
  uint32_t size, code_point = gloss_scanner_decode(scanner, at, &size);
  return code_point == '\'' || code_point == 0x2019 || code_point == 0x2bc || code_point == '`' ? size : 0;
}

/* The size of the character here when a word goes on with it (a letter, digit or mark of any script, _), else 0. */
uint32_t gloss_scanner_in_word(const gloss_scanner *scanner, uint32_t at);

/* Where the white space from here on ends, within reach; and the letters after it. */
uint32_t gloss_scanner_skip_space(const gloss_scanner *scanner, uint32_t at);
gloss_slice gloss_scanner_next_word(const gloss_scanner *scanner, uint32_t at);

#endif
