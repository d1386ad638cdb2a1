#include "unicode/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/memory.h"

enum { REPLACEMENT = 0xfffd };

uint32_t gloss_utf8_encode(uint32_t c, char *to) {
  if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) c = REPLACEMENT;
  if (c < 0x80) return to[0] = (char)c, 1;
  if (c < 0x800) {
    to[0] = (char)(0xc0 | c >> 6);
    to[1] = (char)(0x80 | (c & 0x3f));
    return 2;
  }
  if (c < 0x10000) {
    to[0] = (char)(0xe0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3f));
    to[2] = (char)(0x80 | (c & 0x3f));
    return 3;
  }
  to[0] = (char)(0xf0 | c >> 18);
  to[1] = (char)(0x80 | (c >> 12 & 0x3f));
  to[2] = (char)(0x80 | (c >> 6 & 0x3f));
  to[3] = (char)(0x80 | (c & 0x3f));
  return 4;
}

/* Where the ASCII bytes from `at` on end: eight at a time. */
static size_t skip_ascii(const char *text, size_t at, size_t size) {
  for (; at + 8 <= size; at += 8) {
    uint64_t bytes;
    memcpy(&bytes, text + at, 8);
    if (bytes & 0x8080808080808080u) break;
  }
  while (at < size && (unsigned char)text[at] < 0x80) at++;
  return at;
}

/* What the second byte must lie between, and how many bytes the sequence has, by its first (Unicode 15, table 3-7). */
typedef struct sequence {
  unsigned char size, low, high;
} sequence;

static sequence sequence_of(unsigned char first) {
  if (first >= 0xc2 && first <= 0xdf) return (sequence){2, 0x80, 0xbf};
  if (first == 0xe0) return (sequence){3, 0xa0, 0xbf};
  if (first == 0xed) return (sequence){3, 0x80, 0x9f};
  if (first >= 0xe1 && first <= 0xef) return (sequence){3, 0x80, 0xbf};
  if (first == 0xf0) return (sequence){4, 0x90, 0xbf};
  if (first >= 0xf1 && first <= 0xf3) return (sequence){4, 0x80, 0xbf};
  if (first == 0xf4) return (sequence){4, 0x80, 0x8f};
  return (sequence){0, 0, 0};
}

/* Looks at the sequence at `at`, which is not ASCII: how many of its bytes are good, and whether it is whole. */
static size_t good_bytes(gloss_slice text, size_t at, bool *whole) {
  const unsigned char *s = (const unsigned char *)text.data + at;
  size_t left = text.size - at, good = 1;
  sequence sequence = sequence_of(s[0]);
  while (good < sequence.size && good < left) {
    unsigned char low = good == 1 ? sequence.low : 0x80, high = good == 1 ? sequence.high : 0xbf;
    if (s[good] < low || s[good] > high) break;
    good++;
  }
  *whole = good == sequence.size;
  return good;
}

bool gloss_utf8_is_valid(gloss_slice text) {
  for (size_t at = 0; (at = skip_ascii(text.data, at, text.size)) < text.size;) {
    bool whole;
    at += good_bytes(text, at, &whole);
    if (!whole) return false;
  }
  return true;
}

size_t gloss_utf8_repair(gloss_slice text, gloss_buffer *repaired, size_t *first) {
  size_t count = 0, copied = 0;
  for (size_t at = 0; (at = skip_ascii(text.data, at, text.size)) < text.size;) {
    bool whole;
    size_t good = good_bytes(text, at, &whole);
    if (!whole) {
      if (count++ == 0 && first) *first = at;
      gloss_buffer_add(repaired, gloss_slice_cut(text, copied, at));
      gloss_buffer_add(repaired, GLOSS_SLICE("\xef\xbf\xbd"));
      copied = at + good;
    }
    at += good;
  }
  gloss_buffer_add(repaired, gloss_slice_cut(text, copied, text.size));
  return count;
}

size_t gloss_utf8_count(gloss_slice text) {
  size_t inner = 0, at = 0;
  for (; at + 8 <= text.size; at += 8) {
    uint64_t bytes;
    memcpy(&bytes, text.data + at, 8);
    /* an inner byte is 10xxxxxx: its top bit set and the next one not; the product sums up the eight answers in its top byte */
    inner += (bytes >> 7 & ~bytes >> 6 & 0x0101010101010101u) * 0x0101010101010101u >> 56;
  }
  for (; at < text.size; at++) inner += gloss_utf8_is_inner(text.data[at]);
  return text.size - inner;
}

static bool is_plain_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The plain form of an apostrophe or a dash, or the code point itself. */
static uint32_t made_plain(uint32_t c) {
  if (c == 0x2018 || c == 0x2019 || c == 0x201b || c == 0x02bc || c == 0x2032 || c == 0xff07) return '\'';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63 || c == 0xff0d) return '-';
  return c;
}

static void add_code_point(gloss_buffer *to, uint32_t c) {
  char *end = gloss_buffer_reserve(to, 4);
  to->size += gloss_utf8_encode(c, end);
}

/* A run of white space is one space. */
static void add_space(gloss_buffer *to, size_t start) {
  if (to->size == start || to->data[to->size - 1] != ' ') gloss_buffer_add_char(to, ' ');
}

static void fold_ascii(gloss_slice text, gloss_buffer *to) {
  char *start = gloss_buffer_reserve(to, text.size), *end = start;
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    if (!is_plain_space(c)) *end++ = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    else if (end == start || end[-1] != ' ') *end++ = ' ';
  }
  to->size += (size_t)(end - start);
}

static void fold_unicode(gloss_slice text, gloss_buffer *to) {
  size_t start = to->size;
  utf8proc_uint8_t *folded = NULL;
  utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.size, &folded,
                                       UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  if (size < 0) { /* too long for utf8proc: better unfolded than lost */
    gloss_buffer_add(to, text);
    return;
  }
  for (utf8proc_ssize_t at = 0; at < size;) {
    uint32_t c;
    at += gloss_utf8_decode((const char *)folded + at, &c);
    uint16_t class = gloss_char_class(c);
    if (class & GLOSS_CHAR_SPACE) add_space(to, start);
    else if (!(class & GLOSS_CHAR_IGNORABLE)) add_code_point(to, made_plain(c));
  }
  free(folded);
}

void gloss_fold(gloss_slice text, gloss_buffer *to) {
  bool is_ascii = skip_ascii(text.data, 0, text.size) == text.size;
  (is_ascii ? fold_ascii : fold_unicode)(text, to);
}

/* Where the characters from `at` on end that are white space, or that are not. */
static size_t skip_spaces(gloss_slice text, size_t at, bool spaces) {
  while (at < text.size) {
    if (!spaces && (signed char)text.data[at] > ' ') { /* ASCII that one sees */
      at++;
      continue;
    }
    uint32_t c, size = gloss_utf8_decode(text.data + at, &c);
    if (spaces != ((gloss_char_class(c) & GLOSS_CHAR_SPACE) != 0)) break;
    at += size;
  }
  return at;
}

void gloss_plain(gloss_slice text, gloss_buffer *to) {
  size_t start = skip_spaces(text, 0, true);
  while (start < text.size) {
    size_t end = skip_spaces(text, start, false);
    gloss_buffer_add(to, gloss_slice_cut(text, start, end));
    start = skip_spaces(text, end, true);
    if (start < text.size) gloss_buffer_add_char(to, ' ');
  }
}

/* The size of the character that stands at `at` of valid text if it is a control character but a tab or a line end, else 0. */
static size_t control_size(gloss_slice text, size_t at) {
  unsigned char byte = (unsigned char)text.data[at];
  if (byte == '\r' && at + 1 < text.size && text.data[at + 1] == '\n') return 0;
  if (byte < ' ' || byte == 0x7f) return byte != '\t' && byte != '\n';
  return byte == 0xc2 && (unsigned char)text.data[at + 1] < 0xa0 ? 2 : 0;
}

void gloss_visible(gloss_slice text, gloss_buffer *to) {
  gloss_buffer repaired = {0};
  gloss_utf8_repair(text, &repaired, NULL);
  text = gloss_buffer_slice(&repaired);
  for (size_t at = 0, size; at < text.size; at += size ? size : 1) {
    size = control_size(text, at);
    if (size) gloss_buffer_add(to, GLOSS_SLICE("\xef\xbf\xbd"));
    else gloss_buffer_add_char(to, text.data[at]);
  }
  gloss_buffer_free(&repaired);
}

/* `first` is the first of the 26 ASCII letters that change: the other case of a letter is one bit away. */
static void map_each(gloss_slice text, gloss_buffer *to, char first, utf8proc_int32_t (*map)(utf8proc_int32_t)) {
  for (size_t at = 0; at < text.size;) {
    size_t end = skip_ascii(text.data, at, text.size);
    char *copy = gloss_buffer_reserve(to, end - at);
    for (size_t i = 0; i < end - at; i++)
      copy[i] = text.data[at + i] ^ ((unsigned char)(text.data[at + i] - first) < 26 ? 0x20 : 0);
    to->size += end - at;
    uint32_t c;
    if ((at = end) == text.size) break;
    at += gloss_utf8_decode(text.data + at, &c);
    add_code_point(to, (uint32_t)map((utf8proc_int32_t)c));
  }
}

void gloss_lower(gloss_slice text, gloss_buffer *to) {
  map_each(text, to, 'A', utf8proc_tolower);
}

void gloss_upper(gloss_slice text, gloss_buffer *to) {
  map_each(text, to, 'a', utf8proc_toupper);
}
