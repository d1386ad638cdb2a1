#include "read/parser.h"
#include "unicode/unicode.h"

bool gloss_text_detect(gloss_slice head) {
  (void)head;
  return true;
}

/* A NUL near the start, or one control character in ten bytes that no text has. */
static bool looks_binary(gloss_slice text) {
  size_t looked_at = text.size < 8192 ? text.size : 8192, controls = 0;
  for (size_t i = 0; i < looked_at; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    if (byte == 0) return true;
    controls += byte < ' ' && (byte < '\b' || byte > '\r') && byte != 0x1b;
  }
  return controls * 10 > looked_at;
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

/* -- Text */

static gloss_slice decode(gloss_parser *parser, gloss_slice bytes, gloss_document *document, gloss_parsed *parsed) {
  utf16 units;
  gloss_buffer_clear(&parser->scratch);
  if (utf16_open(bytes, &units)) {
    gloss_parser_warn_surrogates(document, utf16_decode(units, &parser->scratch), parsed);
    return gloss_buffer_slice(&parser->scratch);
  }
  if (gloss_utf8_is_valid(bytes)) return bytes;
  size_t first = 0, sequences = gloss_utf8_repair(bytes, &parser->scratch, &first);
  gloss_parser_warn_repaired(document, sequences, first, parsed);
  return gloss_buffer_slice(&parser->scratch);
}

bool gloss_text_parse(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_parsed *parsed,
                      gloss_error *error) {
  gloss_slice text = decode(parser, gloss_buffer_slice(&record->bytes), document, parsed);
  if (looks_binary(text)) return gloss_fail(error, "looks binary, not like text");
  parsed->is_article = true;
  return gloss_parser_set_text(document, gloss_arena_copy(&document->arena, text), error);
}
