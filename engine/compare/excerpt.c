#include "compare/excerpt.h"

#include "unicode/unicode.h"
#include "write/json_text.h"

enum { AROUND = 30, SHOWN = 80 }; /* bytes, before and after a place, and of itself */

uint32_t gloss_excerpt_start_of_character(gloss_slice text, size_t at) {
  while (at > 0 && at < text.size && gloss_utf8_is_inner(text.data[at])) at--;
  return (uint32_t)at;
}

/* On one line: white space at the ends stays, as one space, since words go on there. */
static void add_line(gloss_buffer *out, gloss_slice text) {
  const char *spaces = " \t\r\n";
  if (text.size == 0) return;
  bool has_start = strchr(spaces, text.data[0]) != NULL, has_end = strchr(spaces, text.data[text.size - 1]) != NULL;
  size_t size = out->size;
  if (has_start) gloss_buffer_add_char(out, ' ');
  gloss_plain(text, out);
  if (has_end && out->size > size + 1) gloss_buffer_add_char(out, ' ');
}

static gloss_slice line_of(gloss_slice text, const char *start, const char *end, gloss_arena *arena) {
  gloss_buffer line = {0};
  gloss_buffer_add(&line, gloss_slice_of(start));
  add_line(&line, text);
  gloss_buffer_add(&line, gloss_slice_of(end));
  gloss_slice copy = gloss_arena_copy(arena, gloss_buffer_slice(&line));
  gloss_buffer_free(&line);
  return copy;
}

void gloss_excerpt_add_start(gloss_buffer *out, gloss_slice text) {
  gloss_buffer line = {0};
  size_t end = text.size > AROUND ? gloss_excerpt_start_of_character(text, AROUND) : text.size;
  gloss_plain(gloss_slice_cut(text, 0, end), &line);
  if (end < text.size) gloss_buffer_add(&line, GLOSS_SLICE("…"));
  if (text.size == 0) gloss_buffer_add(out, GLOSS_SLICE("the end"));
  else gloss_json_add_string(out, gloss_buffer_slice(&line));
  gloss_buffer_free(&line);
}

gloss_excerpt gloss_excerpt_of(gloss_slice text, gloss_span bytes, gloss_arena *arena) {
  uint32_t from = gloss_excerpt_start_of_character(text, bytes.start > AROUND ? bytes.start - AROUND : 0);
  uint32_t to = text.size - bytes.end > AROUND ? gloss_excerpt_start_of_character(text, bytes.end + AROUND) : (uint32_t)text.size;
  bool is_long = gloss_span_size(bytes) > SHOWN;
  uint32_t shown = is_long ? gloss_excerpt_start_of_character(text, bytes.start + SHOWN) : bytes.end;
  return (gloss_excerpt){
      line_of(gloss_slice_cut(text, from, bytes.start), from > 0 ? "…" : "", "", arena),
      line_of(gloss_slice_cut(text, bytes.start, shown), "", is_long ? "…" : "", arena),
      line_of(gloss_slice_cut(text, bytes.end, to), "", to < text.size ? "…" : "", arena),
  };
}
