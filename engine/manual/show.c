#include "manual/manual.h"
#include "unicode/unicode.h"
#include "write/flow.h"

/* -- Within a line */

/* "[this](there)" is shown as "this". */
static bool take_link(gloss_slice *rest, gloss_slice *shown) {
  const char *end = memchr(rest->data, ']', rest->size);
  size_t close = end ? (size_t)(end - rest->data) : 0;
  if (end == NULL || close + 1 >= rest->size || end[1] != '(') return false;
  const char *last = memchr(end, ')', rest->size - close);
  if (last == NULL) return false;
  *shown = gloss_slice_cut(*rest, 1, close);
  *rest = gloss_slice_cut(*rest, (size_t)(last - rest->data) + 1, rest->size);
  return true;
}

/* Code keeps its marks where there is no colour to show it. */
static bool take_code(gloss_flow *flow, gloss_slice *rest) {
  const char *end = memchr(rest->data + 1, '`', rest->size - 1);
  if (end == NULL) return false;
  size_t size = (size_t)(end - rest->data) + 1;
  gloss_flow_style(flow, "36");
  gloss_flow_add(flow, flow->colour ? gloss_slice_cut(*rest, 1, size - 1) : gloss_slice_cut(*rest, 0, size));
  gloss_flow_style(flow, "");
  *rest = gloss_slice_cut(*rest, size, rest->size);
  return true;
}

static void show_words(gloss_flow *flow, gloss_slice rest) {
  gloss_slice shown;
  for (bool is_bold = false; rest.size > 0;) {
    size_t plain = 0;
    if (gloss_slice_starts_with(rest, GLOSS_SLICE("**"))) {
      is_bold = !is_bold;
      gloss_flow_style(flow, is_bold ? "1" : "");
      rest = gloss_slice_cut(rest, 2, rest.size);
      continue;
    }
    if (rest.data[0] == '`' && take_code(flow, &rest)) continue;
    if (rest.data[0] == '[' && take_link(&rest, &shown)) {
      show_words(flow, shown);
      continue;
    }
    if (rest.data[0] == '\\' && rest.size > 1) rest = gloss_slice_cut(rest, 1, rest.size);
    do plain++;
    while (plain < rest.size && strchr("`[*\\", rest.data[plain]) == NULL);
    gloss_flow_add(flow, gloss_slice_cut(rest, 0, plain));
    rest = gloss_slice_cut(rest, plain, rest.size);
  }
}

/* -- Lines */

/* Up to the next | that no \ stands before. */
static gloss_slice take_cell(gloss_slice *rest) {
  size_t end = 0;
  while (end < rest->size && (rest->data[end] != '|' || (end > 0 && rest->data[end - 1] == '\\'))) end++;
  gloss_slice cell = gloss_slice_cut(*rest, 0, end);
  *rest = gloss_slice_cut(*rest, end < rest->size ? end + 1 : end, rest->size);
  return gloss_slice_trim(cell);
}

/* The first cell stands above the others. */
static void show_row(gloss_flow *flow, gloss_slice line) {
  gloss_slice rest = gloss_slice_cut(line, 1, line.size);
  for (uint32_t indent = 2; rest.size > 0; indent = 6) {
    flow->indent = indent;
    show_words(flow, take_cell(&rest));
    gloss_flow_end_line(flow);
  }
  flow->indent = 0;
}

static void show_code(gloss_flow *flow, gloss_slice line) {
  gloss_buffer_add(flow->out, GLOSS_SLICE("    "));
  gloss_visible(line, flow->out);
  gloss_buffer_add_char(flow->out, '\n');
}

static bool is_ruled(gloss_slice line) {
  for (size_t i = 0; i < line.size; i++)
    if (strchr("|-: ", line.data[i]) == NULL) return false;
  return true;
}

/* Lines of a paragraph flow together; a list's item, a row, a program and an empty line end it. */
static void show_line(gloss_flow *flow, gloss_slice line) {
  bool is_row = line.size > 1 && line.data[0] == '|';
  bool is_item = gloss_slice_starts_with(line, GLOSS_SLICE("- "));
  if ((is_row || is_item || line.size == 0) && flow->column + flow->word_width > 0) gloss_flow_end_line(flow);
  if (line.size == 0) gloss_buffer_add_char(flow->out, '\n');
  else if (is_row && !is_ruled(line)) show_row(flow, line);
  else if (!is_row) show_words(flow, line), gloss_flow_add(flow, GLOSS_SLICE(" "));
}

void gloss_manual_show(gloss_slice markdown, gloss_manual_look look, gloss_buffer *out) {
  gloss_flow flow = {.out = out, .width = look.width, .colour = look.colour};
  gloss_slice rest = gloss_slice_trim(markdown), line;
  bool in_code = false;
  while (gloss_slice_line(&rest, &line)) {
    bool is_fence = gloss_slice_starts_with(line, GLOSS_SLICE("```"));
    if (is_fence && !in_code && flow.column + flow.word_width > 0) gloss_flow_end_line(&flow);
    if (is_fence) in_code = !in_code;
    else if (in_code) show_code(&flow, line);
    else show_line(&flow, line);
  }
  if (flow.column + flow.word_width > 0) gloss_flow_end_line(&flow);
  gloss_flow_free(&flow);
}

void gloss_manual_show_heading(const gloss_section *section, gloss_manual_look look, gloss_buffer *out) {
  gloss_buffer_print(out, "%s%.*s%s  (docs/%.*s.md)\n", look.colour ? "\033[1m" : "", GLOSS_PRINT(section->heading),
                     look.colour ? "\033[0m" : "", GLOSS_PRINT(section->page));
}
