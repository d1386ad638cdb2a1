#include "write/json_text.h"

#include <assert.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* -- Strings. What needs no escape is copied in steps of so many bytes, written before it is known how many of them count. */

enum { STEP = 16, PIECE = 4096, LONGEST_ESCAPE = 6 };

#ifdef __SSE2__

/* Copies a step; returns how many bytes stand before the first that needs an escape. */
static inline unsigned copy_step(const char *from, char *to) {
  __m128i bytes = _mm_loadu_si128((const __m128i *)from);
  _mm_storeu_si128((__m128i *)to, bytes);
  __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
  __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  unsigned found = (unsigned)_mm_movemask_epi8(_mm_or_si128(control, _mm_or_si128(quote, slash)));
  return (unsigned)__builtin_ctz(found | 1u << STEP);
}

#else

static inline unsigned copy_step(const char *from, char *to) {
  memcpy(to, from, STEP);
  for (unsigned i = 0; i < STEP; i++)
    if ((unsigned char)from[i] < ' ' || from[i] == '"' || from[i] == '\\') return i;
  return STEP;
}

#endif

static char *add_escape(char *to, unsigned char byte) {
  static const char letters[] = "\"\\\b\f\n\r\t", escapes[] = "\"\\bfnrt", digits[] = "0123456789abcdef";
  const char *letter = byte ? strchr(letters, byte) : NULL;
  *to++ = '\\';
  if (letter) {
    *to++ = escapes[letter - letters];
    return to;
  }
  memcpy(to, "u00", 3);
  to[3] = digits[byte >> 4];
  to[4] = digits[byte & 15];
  return to + 5;
}

static inline bool needs_escape(unsigned char byte) {
  return byte < ' ' || byte == '"' || byte == '\\';
}

/* Copies the bytes, with escapes; there is room for LONGEST_ESCAPE times as many, and a step. */
static char *add_piece(char *to, const char *at, const char *end) {
  while (end - at >= STEP) {
    unsigned plain = copy_step(at, to);
    at += plain;
    to += plain;
    if (plain < STEP) to = add_escape(to, (unsigned char)*at++);
  }
  for (; at < end; at++)
    if (needs_escape((unsigned char)*at))
      to = add_escape(to, (unsigned char)*at);
    else
      *to++ = *at;
  return to;
}

void gloss_json_add_string(gloss_buffer *out, gloss_slice string) {
  gloss_buffer_add_char(out, '"');
  for (size_t start = 0; start < string.size; start += PIECE) {
    size_t size = string.size - start < PIECE ? string.size - start : PIECE;
    char *to = gloss_buffer_reserve(out, size * LONGEST_ESCAPE + STEP), *from = to;
    out->size += (size_t)(add_piece(to, string.data + start, string.data + start + size) - from);
  }
  gloss_buffer_add_char(out, '"');
}

/* -- Numbers; those that are not integers are in number.cpp */

void gloss_json_add_integer(gloss_buffer *out, int64_t integer) {
  char digits[20], *end = digits + sizeof digits, *at = end;
  uint64_t left = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
  do *--at = (char)('0' + left % 10);
  while ((left /= 10) > 0);
  if (integer < 0) *--at = '-';
  gloss_buffer_add(out, (gloss_slice){at, (size_t)(end - at)});
}

/* -- Values */

typedef struct notation {
  bool is_exact; /* a float that is whole is told from an integer */
  gloss_json_add_place *add_place;
  void *context;
} notation;

static void add_value(gloss_buffer *out, gloss_value value, const notation *as);

static void add_list(gloss_buffer *out, gloss_value list, const notation *as) {
  gloss_buffer_add_char(out, '[');
  for (uint32_t i = 0; i < list.size; i++) {
    if (i > 0) gloss_buffer_add_char(out, ',');
    add_value(out, list.items[i], as);
  }
  gloss_buffer_add_char(out, ']');
}

static void add_map(gloss_buffer *out, gloss_value map, const notation *as) {
  gloss_buffer_add_char(out, '{');
  for (uint32_t i = 0; i < map.size; i++) {
    if (i > 0) gloss_buffer_add_char(out, ',');
    gloss_json_add_string(out, map.pairs[i].key);
    gloss_buffer_add_char(out, ':');
    add_value(out, map.pairs[i].value, as);
  }
  gloss_buffer_add_char(out, '}');
}

static void add_number(gloss_buffer *out, double number, const notation *as) {
  size_t before = out->size;
  gloss_json_add_number(out, number);
  bool is_whole = strcspn(gloss_buffer_string(out) + before, ".e") == out->size - before;
  if (as->is_exact && is_whole) gloss_buffer_add(out, GLOSS_SLICE(".0"));
}

static void add_value(gloss_buffer *out, gloss_value value, const notation *as) {
  switch (value.kind) {
    case GLOSS_NIL: gloss_buffer_add(out, GLOSS_SLICE("null")); break;
    case GLOSS_BOOLEAN: gloss_buffer_add(out, value.boolean ? GLOSS_SLICE("true") : GLOSS_SLICE("false")); break;
    case GLOSS_INTEGER: gloss_json_add_integer(out, value.integer); break;
    case GLOSS_NUMBER: add_number(out, value.number, as); break;
    case GLOSS_STRING: gloss_json_add_string(out, gloss_value_slice(value)); break;
    case GLOSS_LIST: add_list(out, value, as); break;
    case GLOSS_MAP: add_map(out, value, as); break;
    case GLOSS_PLACE:
      assert(as->add_place != NULL);
      as->add_place(out, value.place, as->context);
      break;
  }
}

void gloss_json_add_value(gloss_buffer *out, gloss_value value, gloss_json_add_place *add_place, void *context) {
  add_value(out, value, &(notation){.add_place = add_place, .context = context});
}

void gloss_json_add_exact(gloss_buffer *out, gloss_value value) {
  add_value(out, value, &(notation){.is_exact = true});
}
