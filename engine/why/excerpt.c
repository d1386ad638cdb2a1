#include "why/excerpt.h"

#include "unicode/unicode.h"
#include "write/json_text.h"

enum { SHOWN = 100, HEAD = 60, QUERY = 240 }; /* bytes that are shown of a longer text, those of its beginning, those of a query */

/* The first byte of the character that `at` is in. */
static size_t start_of_character(gloss_slice text, size_t at) {
  while (at > 0 && at < text.size && ((unsigned char)text.data[at] & 0xc0) == 0x80) at--;
  return at;
}

void gloss_excerpt_add_text(gloss_buffer *out, gloss_slice text) {
  gloss_buffer plain = {0}, shown = {0};
  gloss_plain(text, &plain);
  gloss_slice whole = gloss_buffer_slice(&plain);
  if (whole.size > SHOWN) {
    gloss_buffer_add(&shown, gloss_slice_cut(whole, 0, start_of_character(whole, HEAD)));
    gloss_buffer_add(&shown, GLOSS_SLICE(" … "));
    gloss_buffer_add(&shown, gloss_slice_cut(whole, start_of_character(whole, whole.size - (SHOWN - HEAD)), whole.size));
    whole = gloss_buffer_slice(&shown);
  }
  gloss_json_add_string(out, whole);
  gloss_buffer_free(&plain);
  gloss_buffer_free(&shown);
}

void gloss_excerpt_add_tokens(gloss_buffer *out, const gloss_document *document, gloss_span tokens) {
  gloss_excerpt_add_text(out, gloss_document_slice(document, gloss_document_bytes_of(document, tokens)));
}

void gloss_excerpt_add_position(gloss_buffer *out, const gloss_document *document, uint32_t byte) {
  uint32_t line, column;
  gloss_document_position(document, byte, &line, &column);
  gloss_buffer_print(out, "%u:%u", line, column);
}

void gloss_excerpt_add_query(gloss_buffer *out, gloss_slice query) {
  gloss_buffer plain = {0};
  gloss_plain(query, &plain);
  gloss_slice whole = gloss_buffer_slice(&plain);
  bool is_long = whole.size > QUERY;
  gloss_buffer_add(out, gloss_slice_cut(whole, 0, is_long ? start_of_character(whole, QUERY) : whole.size));
  if (is_long) gloss_buffer_add(out, GLOSS_SLICE(" …"));
  gloss_buffer_free(&plain);
}
