#include "why/position.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/file.h"

/* A number after the last colon of the word, and the word without both. */
static bool take_number(gloss_slice *word, uint32_t *number) {
  size_t digits = word->size;
  while (digits > 0 && isdigit((unsigned char)word->data[digits - 1])) digits--;
  size_t count = word->size - digits;
  if (count == 0 || count > 9 || digits < 2 || word->data[digits - 1] != ':') return false;
  *number = 0;
  for (size_t i = digits; i < word->size; i++) *number = *number * 10 + (uint32_t)(word->data[i] - '0');
  word->size = digits - 1;
  return true;
}

gloss_position gloss_position_take(const char *word, gloss_buffer *path) {
  gloss_position position = {0};
  gloss_slice rest = gloss_slice_of(word);
  uint32_t last, before;
  if (!gloss_file_exists(word) && take_number(&rest, &last)) {
    position = (gloss_position){.kind = GLOSS_POSITION_LINE, .line = last};
    if (take_number(&rest, &before)) position = (gloss_position){.kind = GLOSS_POSITION_COLUMN, .line = before, .column = last};
  }
  gloss_buffer_clear(path);
  gloss_buffer_add(path, rest);
  return position;
}

bool gloss_position_read_offset(const char *word, gloss_position *position, gloss_error *error) {
  char *end;
  unsigned long long offset = strtoull(word, &end, 10);
  *position = (gloss_position){.kind = GLOSS_POSITION_OFFSET, .offset = (uint32_t)offset};
  bool is_number = isdigit((unsigned char)word[0]) && *end == '\0' && offset <= UINT32_MAX;
  return is_number || gloss_fail(error, "--at %s: give a number of code points, counted from 0 as in the output", word);
}

/* The byte that lies so many code points after `byte`, or the end. */
static uint32_t skip(gloss_slice text, uint32_t byte, uint32_t code_points) {
  for (; byte < text.size; byte++)
    if (((unsigned char)text.data[byte] & 0xc0) != 0x80 && code_points-- == 0) return byte;
  return (uint32_t)text.size;
}

static gloss_span bytes_of_line(gloss_slice text, uint32_t line) {
  gloss_slice rest = text, found = {0};
  for (uint32_t i = 0; i < line; i++)
    if (!gloss_slice_line(&rest, &found)) return (gloss_span){(uint32_t)text.size, (uint32_t)text.size};
  uint32_t start = found.data ? (uint32_t)(found.data - text.data) : 0;
  return (gloss_span){start, start + (uint32_t)found.size};
}

gloss_span gloss_position_tokens(gloss_position position, const gloss_document *document) {
  gloss_slice text = document->text;
  gloss_span bytes = {0, (uint32_t)text.size};
  if (position.kind == GLOSS_POSITION_EVERYWHERE) return (gloss_span){0, document->token_count};
  if (position.kind == GLOSS_POSITION_OFFSET) bytes.start = skip(text, 0, position.offset);
  else bytes = bytes_of_line(text, position.line);
  if (position.kind == GLOSS_POSITION_COLUMN)
    bytes.start = position.column ? skip(text, bytes.start, position.column - 1) : bytes.end;
  bool is_point = position.kind != GLOSS_POSITION_LINE;
  if (bytes.start >= bytes.end) return (gloss_span){0, 0};
  if (is_point) bytes.end = bytes.start + 1;
  return gloss_document_tokens_touching(document, bytes);
}
