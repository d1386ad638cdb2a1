/* unicode: the one door to utf8proc.
 * Decoding and encoding of UTF-8, what a code point is, and the folding of a text for comparison. Categories come from a
 * table that is flattened when gloss is built, so a question costs one or two loads. */
#ifndef GLOSS_UNICODE_UNICODE_H
#define GLOSS_UNICODE_UNICODE_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* What a code point is; several may hold. */
enum {
  GLOSS_CHAR_LETTER = 1 << 0,   /* L* */
  GLOSS_CHAR_UPPER = 1 << 1,    /* Lu, Lt */
  GLOSS_CHAR_LOWER = 1 << 2,    /* Ll */
  GLOSS_CHAR_MARK = 1 << 3,     /* M*: goes on with the letter before it */
  GLOSS_CHAR_DIGIT = 1 << 4,    /* Nd */
  GLOSS_CHAR_NUMBER = 1 << 5,   /* N*: digits too, and ½ Ⅳ */
  GLOSS_CHAR_SPACE = 1 << 6,    /* white space: Z*, tab, line ends */
  GLOSS_CHAR_PUNCT = 1 << 7,    /* P* */
  GLOSS_CHAR_SYMBOL = 1 << 8,   /* S* */
  GLOSS_CHAR_CURRENCY = 1 << 9, /* Sc */
  GLOSS_CHAR_EMOJI = 1 << 10,   /* Extended_Pictographic from U+2300 on, so not © ™ ↔; regional indicators, emoji modifiers */
  GLOSS_CHAR_QUOTE = 1 << 11,   /* a quotation mark, straight ones and ` too: " ' ‘ ’ “ ” « » „ ‚ ‹ › 「 」 … */
  GLOSS_CHAR_DASH = 1 << 12,    /* Pd */
  GLOSS_CHAR_IGNORABLE = 1 << 13, /* Cf: zero-width space, soft hyphen, byte order mark, … */
  GLOSS_CHAR_IDEOGRAPH = 1 << 14, /* written without spaces: Han, Hiragana, Katakana, Thai, … */
};

uint16_t gloss_char_class(uint32_t code_point);

/* Decodes the code point at `at` (at < end) of VALID UTF-8 and returns its size in bytes. */
static inline uint32_t gloss_utf8_decode(const char *at, uint32_t *code_point) {
  const unsigned char *s = (const unsigned char *)at;
  if (s[0] < 0x80) return *code_point = s[0], 1;
  if (s[0] < 0xe0) return *code_point = (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu), 2;
  if (s[0] < 0xf0) return *code_point = (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu), 3;
  return *code_point = (s[0] & 0x07u) << 18 | (s[1] & 0x3fu) << 12 | (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu), 4;
}

/* Is the byte inside a character, not its first? */
static inline bool gloss_utf8_is_inner(char byte) {
  return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Writes the code point to `to` (room for 4 bytes) and returns its size. Surrogates and what is beyond U+10FFFF: U+FFFD. */
uint32_t gloss_utf8_encode(uint32_t code_point, char *to);

bool gloss_utf8_is_valid(gloss_slice text);

/* Appends the text with U+FFFD for each maximal part of a broken sequence (Unicode 15, 3.9), and returns how many those were.
 * `first`, when not NULL, is given the byte offset of the first in `text`. */
size_t gloss_utf8_repair(gloss_slice text, gloss_buffer *repaired, size_t *first);

/* How many code points a valid text has. */
size_t gloss_utf8_count(gloss_slice text);

/* These append to `to` the text, which is valid:
 * fold: for comparison: case-folded, apostrophes ' and dashes - made plain, soft hyphens and zero-width characters
 *       left out, each run of white space one space. It is what Lua sees as `norm`.
 * lower, upper: as Unicode maps each character, one to one. */
void gloss_fold(gloss_slice text, gloss_buffer *to);
void gloss_lower(gloss_slice text, gloss_buffer *to);
void gloss_upper(gloss_slice text, gloss_buffer *to);

/* Appends the text, whatever its bytes, as a terminal may be given it: broken sequences, and control characters but tabs and line
 * ends, are U+FFFD. */
void gloss_visible(gloss_slice text, gloss_buffer *to);

/* Appends the text on one line: a run of white space is one space; none at the ends. It is what Lua sees as `plain`. */
void gloss_plain(gloss_slice text, gloss_buffer *to);

#endif
