#include "read/encoding.h"

#include <ctype.h>

#include "unicode/unicode.h"

/* -- Windows-1252 */

/* What it has where Latin-1 has control characters; 0: nothing. */
static const uint16_t western[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static uint32_t western_char(unsigned char byte) {
  return byte >= 0x80 && byte < 0xa0 ? western[byte - 0x80] : byte;
}

static bool is_western_letter(unsigned char byte) {
  if (byte < 0x80) return isalpha(byte);
  return gloss_char_class(western_char(byte)) & GLOSS_CHAR_LETTER;
}

static unsigned char byte_at(gloss_slice bytes, size_t i) {
  return i < bytes.size ? (unsigned char)bytes.data[i] : 0;
}

/* A letter stands beside a letter; "ÿ" is what binary data is full of. */
static bool is_plausible(gloss_slice bytes, size_t i) {
  unsigned char byte = byte_at(bytes, i);
  if (byte == 0xff || western_char(byte) == 0) return false;
  if (!is_western_letter(byte)) return true;
  return is_western_letter(byte_at(bytes, i + 1)) || (i > 0 && is_western_letter(byte_at(bytes, i - 1)));
}

static size_t sequence_size(unsigned char lead) {
  return lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
}

/* Does a character of UTF-8 stand here, or the beginning of one that is cut off by the end? */
static bool is_utf8_here(gloss_slice bytes, size_t i) {
  size_t size = sequence_size(byte_at(bytes, i)), end = i + size < bytes.size ? i + size : bytes.size;
  if (size == 1) return false;
  for (size_t j = i + 1; j < end; j++)
    if (!gloss_utf8_is_inner(bytes.data[j])) return false;
  return true;
}

bool gloss_looks_western(gloss_slice bytes) {
  for (size_t i = 0; i < bytes.size; i++) {
    if (byte_at(bytes, i) < 0x80) continue;
    if (!is_plausible(bytes, i) || is_utf8_here(bytes, i)) return false;
  }
  return true;
}

void gloss_decode_western(gloss_slice bytes, gloss_buffer *text) {
  for (size_t i = 0; i < bytes.size; i++) {
    uint32_t code_point = western_char(byte_at(bytes, i));
    text->size += gloss_utf8_encode(code_point == 0 && bytes.data[i] ? 0xfffd : code_point, gloss_buffer_reserve(text, 4));
  }
}

/* -- UTF-16, which its byte order mark gives away */

typedef struct utf16 {
  const unsigned char *at, *end;
  int high; /* the byte of a unit that has its upper half */
} utf16;

static bool utf16_open(gloss_slice bytes, utf16 *units) {
  bool little = gloss_slice_starts_with(bytes, GLOSS_SLICE("\xff\xfe"));
  if (!little && !gloss_slice_starts_with(bytes, GLOSS_SLICE("\xfe\xff"))) return false;
  const unsigned char *start = (const unsigned char *)bytes.data;
  *units = (utf16){start + 2, start + bytes.size, little};
  return true;
}

/* The unit at `at`; 0 where there is none. */
static uint32_t utf16_peek(const utf16 *units) {
  if (units->end - units->at < 2) return 0;
  return (uint32_t)units->at[units->high] << 8 | units->at[1 - units->high];
}

static uint32_t utf16_next(utf16 *units) {
  uint32_t unit = utf16_peek(units);
  units->at += 2;
  uint32_t low = utf16_peek(units);
  if (unit < 0xd800 || unit > 0xdbff || low < 0xdc00 || low > 0xdfff) return unit;
  units->at += 2;
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

/* As UTF-8; returns how many surrogates stood alone. */
static size_t utf16_decode(utf16 units, gloss_buffer *text) {
  size_t lone = 0;
  while (units.end - units.at >= 2) {
    uint32_t code_point = utf16_next(&units);
    lone += code_point >= 0xd800 && code_point <= 0xdfff;
    text->size += gloss_utf8_encode(code_point, gloss_buffer_reserve(text, 4));
  }
  return lone;
}

/* -- Whatever it is */

gloss_slice gloss_decode(gloss_slice bytes, bool is_told, gloss_buffer *space, gloss_decoded *decoded) {
  utf16 units;
  *decoded = (gloss_decoded){0};
  gloss_buffer_clear(space);
  if (!is_told && utf16_open(bytes, &units)) decoded->surrogates = utf16_decode(units, space);
  else if (gloss_utf8_is_valid(bytes)) return bytes;
  else if (!is_told && gloss_looks_western(bytes)) decoded->is_western = true, gloss_decode_western(bytes, space);
  else decoded->sequences = gloss_utf8_repair(bytes, space, &decoded->first);
  return gloss_buffer_slice(space);
}
