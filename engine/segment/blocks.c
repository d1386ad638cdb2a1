#include "segment/blocks.h"

#include "base/memory.h"
#include "segment/bytes.h"

enum { WIDTH_MIN = 30, WIDTH_MAX = 120, BREAKS_MIN = 3, CODE_POINT_BYTES = 4 };

static uint32_t space_size(gloss_slice text, uint32_t at) {
  if (gloss_byte_is(text.data[at], GLOSS_BYTE_SPACE)) return 1;
  if (!gloss_byte_is(text.data[at], GLOSS_BYTE_HIGH)) return 0;
  uint32_t code_point, size = gloss_utf8_decode(text.data + at, &code_point);
  return gloss_char_class(code_point) & GLOSS_CHAR_SPACE ? size : 0;
}

gloss_span gloss_trim_span(gloss_slice text, gloss_span bytes) {
  uint32_t size;
  while (bytes.start < bytes.end && (size = space_size(text, bytes.start)) != 0) bytes.start += size;
  while (bytes.start < bytes.end) {
    uint32_t last = bytes.end - 1;
    while (gloss_utf8_is_inner(text.data[last])) last--;
    if (!space_size(text, last)) break;
    bytes.end = last;
  }
  return bytes;
}

/* Takes the next line of `rest`, without white space at its ends. */
static bool next_line(gloss_slice text, gloss_span *rest, gloss_span *line) {
  if (rest->start >= rest->end) return false;
  const char *start = text.data + rest->start, *newline = memchr(start, '\n', rest->end - rest->start);
  uint32_t end = newline ? (uint32_t)(newline - text.data) : rest->end;
  *line = gloss_trim_span(text, (gloss_span){rest->start, end});
  rest->start = newline ? end + 1 : end;
  return true;
}

static bool is_blank(gloss_span line) {
  return line.start == line.end;
}

/* -- Is the text hard-wrapped? */

static uint32_t width_of(gloss_slice text, gloss_span line) {
  return (uint32_t)gloss_utf8_count(gloss_slice_cut(text, line.start, line.end));
}

static uint32_t first_word_width(gloss_slice text, gloss_span bytes) {
  uint32_t width = 0;
  for (uint32_t at = bytes.start; at < bytes.end; at++) {
    if (gloss_utf8_is_inner(text.data[at])) continue;
    if (space_size(text, at)) break;
    width++;
  }
  return width;
}

static bool is_full(gloss_slice text, gloss_span line, gloss_span next, uint32_t width) {
  return width_of(text, line) + 1 + first_word_width(text, next) > width;
}

/* The width that no more than one line in twenty is beyond (a long URL, say); 0: many lines are longer than wrapped ones are. */
static uint32_t usual_width(gloss_slice text, gloss_span bytes) {
  uint32_t counts[WIDTH_MAX + 1] = {0}, lines = 0, beyond = 0, width = WIDTH_MAX;
  gloss_span line;
  while (next_line(text, &bytes, &line)) {
    if (is_blank(line)) continue;
    uint32_t own = gloss_span_size(line) > WIDTH_MAX * CODE_POINT_BYTES ? UINT32_MAX : width_of(text, line);
    lines++;
    if (own <= WIDTH_MAX) counts[own]++;
    else if (++beyond > 2 && beyond * 4 > lines) return 0;
  }
  while (width > 0 && (beyond + counts[width]) * 20 <= lines) beyond += counts[width--];
  return width;
}

/* The width at which the text is wrapped; 0: it is not. A wrapped line is full: the next word would not have fitted. */
static uint32_t wrapping_width(gloss_slice text, gloss_span bytes) {
  uint32_t width = usual_width(text, bytes), breaks = 0, full = 0;
  if (width < WIDTH_MIN) return 0;
  gloss_span before = {0, 0}, line;
  while (next_line(text, &bytes, &line)) {
    if (!is_blank(before) && !is_blank(line)) {
      breaks++;
      full += is_full(text, before, line, width);
    }
    before = line;
  }
  return breaks >= BREAKS_MIN && full * 3 >= breaks * 2 ? width : 0;
}

/* -- Splitting */

bool gloss_starts_item(gloss_slice text) {
  static const char *const bullets[] = {"- ", "* ", "• ", "– ", "— ", "· ", "‣ ", "▪ ", "● ", "◦ "};
  if (text.size == 0 || gloss_byte_is(text.data[0], GLOSS_BYTE_LETTER)) return false;
  for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
    if (gloss_slice_starts_with(text, gloss_slice_of(bullets[i]))) return true;
  size_t digits = 0;
  while (digits < text.size && digits < 3 && gloss_byte_is(text.data[digits], GLOSS_BYTE_DIGIT)) digits++;
  if (digits == 0 || digits + 1 >= text.size) return false;
  return (text.data[digits] == '.' || text.data[digits] == ')') && text.data[digits + 1] == ' ';
}

static void add_draft(gloss_drafts *drafts, gloss_span bytes) {
  drafts->items = gloss_grow(drafts->items, &drafts->capacity, drafts->count + 1u, sizeof *drafts->items);
  drafts->items[drafts->count++] = (gloss_draft){.bytes = bytes, .kind = GLOSS_PARAGRAPH};
}

void gloss_drafts_split(gloss_drafts *drafts, gloss_slice text, gloss_span bytes) {
  if (gloss_span_size(bytes) == 0) return;
  uint32_t width = wrapping_width(text, bytes);
  gloss_span before = {0, 0}, line;
  while (next_line(text, &bytes, &line)) {
    bool goes_on = width && !is_blank(before) && !is_blank(line) && is_full(text, before, line, width) &&
                   !gloss_starts_item(gloss_slice_cut(text, line.start, line.end));
    if (goes_on) drafts->items[drafts->count - 1].bytes.end = line.end;
    else if (!is_blank(line)) add_draft(drafts, line);
    before = line;
  }
}
