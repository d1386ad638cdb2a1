#include "write/flow.h"

#include <stdarg.h>
#include <stdio.h>

#include "unicode/unicode.h"

void gloss_flow_free(gloss_flow *flow) {
  gloss_buffer_free(&flow->word);
}

static void add_spaces(gloss_flow *flow, uint32_t count) {
  memset(gloss_buffer_reserve(flow->out, count), ' ', count);
  flow->out->size += count;
  flow->column += count;
}

static void break_line(gloss_flow *flow) {
  gloss_buffer_add_char(flow->out, '\n');
  flow->column = 0;
}

/* Puts the word that waits on this line or the next. */
static void place_word(gloss_flow *flow) {
  if (flow->word_width > 0) {
    bool begins = flow->column == 0;
    if (!begins && flow->column + 1 + flow->word_width > flow->width) {
      break_line(flow);
      begins = true;
    }
    add_spaces(flow, begins ? flow->indent : 1);
  }
  gloss_buffer_add(flow->out, gloss_buffer_slice(&flow->word));
  flow->column += flow->word_width;
  gloss_buffer_clear(&flow->word);
  flow->word_width = 0;
}

static bool is_control(uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

static uint32_t columns_of(uint16_t class) {
  if (class & (GLOSS_CHAR_MARK | GLOSS_CHAR_IGNORABLE)) return 0;
  return class & (GLOSS_CHAR_IDEOGRAPH | GLOSS_CHAR_EMOJI) ? 2 : 1;
}

static void add_character(gloss_flow *flow, gloss_slice character, uint32_t code_point, uint16_t class) {
  if (is_control(code_point)) character = GLOSS_SLICE("\xef\xbf\xbd");
  gloss_buffer_add(&flow->word, character);
  flow->word_width += columns_of(class);
}

void gloss_flow_add(gloss_flow *flow, gloss_slice text) {
  uint32_t code_point, size;
  for (size_t at = 0; at < text.size; at += size) {
    size = gloss_utf8_decode(text.data + at, &code_point);
    uint16_t class = gloss_char_class(code_point);
    if (class & GLOSS_CHAR_SPACE)
      place_word(flow);
    else
      add_character(flow, gloss_slice_cut(text, at, at + size), code_point, class);
  }
}

void gloss_flow_print(gloss_flow *flow, const char *format, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, format);
  int size = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  gloss_flow_add(flow, (gloss_slice){text, (size_t)size < sizeof text ? (size_t)size : sizeof text - 1});
}

void gloss_flow_glue(gloss_flow *flow) {
  gloss_buffer_add_char(&flow->word, ' ');
  flow->word_width++;
}

void gloss_flow_style(gloss_flow *flow, const char *style) {
  if (flow->colour) gloss_buffer_print(&flow->word, "\x1b[0%s%sm", *style ? ";" : "", style);
}

void gloss_flow_end_line(gloss_flow *flow) {
  place_word(flow);
  break_line(flow);
}
