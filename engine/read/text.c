#include "read/parser.h"

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

bool gloss_text_parse(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_parsed *parsed,
                      gloss_error *error) {
  gloss_decoded decoded;
  gloss_slice text = gloss_decode(gloss_buffer_slice(&record->bytes), record->is_decoded, &parser->scratch, &decoded);
  gloss_parser_warn_decoded(document, &decoded, parsed);
  if (looks_binary(text)) return gloss_fail(error, "looks binary, not like text");
  parsed->is_article = true;
  return gloss_parser_set_text(document, gloss_arena_copy(&document->arena, text), error);
}
