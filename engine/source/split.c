#include "source/split.h"

#include <stdlib.h>
#include <strings.h>

gloss_split gloss_split_new(gloss_record_unit unit) {
  return (gloss_split){.unit = unit};
}

void gloss_split_free(gloss_split *split) {
  gloss_buffer_free(&split->head);
}

/* -- Lines */

static bool find_line(gloss_split *split, gloss_slice bytes, size_t *kept, size_t *used) {
  const char *newline = bytes.size > 0 ? memchr(bytes.data, '\n', bytes.size) : NULL;
  *kept = newline ? (size_t)(newline - bytes.data) : bytes.size;
  *used = *kept + (newline != NULL);
  split->lines += newline != NULL;
  return newline != NULL;
}

/* -- Rows of CSV: a line end in quotes is none */

static bool find_row(gloss_split *split, gloss_slice bytes, size_t *kept, size_t *used) {
  for (size_t i = 0; i < bytes.size; i++) {
    char c = bytes.data[i];
    bool opens = c == '"' && !split->in_string && (!split->in_cell || split->after_quote);
    split->after_quote = c == '"' && split->in_string;
    split->in_string = opens || (split->in_string && c != '"');
    split->in_cell = split->in_string || split->after_quote || (c != ',' && c != ';' && c != '\n');
    split->lines += c == '\n';
    if (c != '\n' || split->in_string) continue;
    *kept = i;
    *used = i + 1;
    return true;
  }
  *kept = *used = bytes.size;
  return false;
}

/* -- Elements of JSON */

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the next element begins; the bracket that opens the list, and commas, are passed over. */
static size_t skip_to_element(gloss_split *split, gloss_slice bytes) {
  size_t i = 0;
  for (; i < bytes.size; i++) {
    char c = bytes.data[i];
    bool opens = c == '[' && !split->is_list && !split->is_over, closes = c == ']' && split->is_list && !split->is_over;
    if (opens) split->is_list = true;
    else if (closes) split->is_over = true;
    else if (!is_space(c) && !(c == ',' && split->is_list)) break;
  }
  return i;
}

/* Is the character the first that is no more of the element, or the last that is? */
static bool ends_element(gloss_split *split, char c, bool *is_own) {
  *is_own = true;
  if (split->in_string) {
    split->in_string = c != '"' || split->after_escape;
    split->after_escape = c == '\\' && !split->after_escape;
    return false;
  }
  if (c == '"') return split->in_string = true, false;
  if (c == '{' || c == '[') return split->depth++, false;
  *is_own = split->depth > 0;
  if (split->depth == 0) return c == ',' || c == ']';
  return (c == '}' || c == ']') && --split->depth == 0;
}

/* An object that is no element of a list goes to the end of the file: what stands after it is wrong, and is for its parser. */
static bool find_element(gloss_split *split, gloss_slice bytes, size_t *from, size_t *kept, size_t *used) {
  *from = split->is_begun ? 0 : skip_to_element(split, bytes);
  *kept = *used = bytes.size;
  split->is_begun = split->is_begun || *from < bytes.size;
  for (size_t i = *from; i < bytes.size && split->is_list && !split->is_over; i++) {
    bool is_own;
    if (!ends_element(split, bytes.data[i], &is_own)) continue;
    *kept = *used = i + is_own;
    split->is_begun = false;
    return true;
  }
  return false;
}

/* -- Records of WARC: a header, and a block of as many bytes as it says */

enum { HEADER_MOST = 64 * 1024, FIRST_SIZE = 5 };

static const char FIRST[] = "WARC/";

static uint64_t block_size(gloss_slice header) {
  gloss_slice line, name = GLOSS_SLICE("content-length:");
  while (gloss_slice_line(&header, &line))
    if (line.size > name.size && strncasecmp(line.data, name.data, name.size) == 0)
      return strtoull(line.data + name.size, NULL, 10);
  return 0;
}

/* The bytes of the header come one by one, until the blank line after it. */
static size_t take_header(gloss_split *split, gloss_slice bytes, size_t at) {
  for (; at < bytes.size && !split->in_block && !split->is_broken; at++) {
    char c = bytes.data[at];
    split->window = split->window << 8 | (unsigned char)c;
    gloss_buffer_add_char(&split->head, c);
    bool is_blank = split->window == 0x0d0a0d0a || (split->window & 0xffff) == 0x0a0a;
    split->in_block = is_blank;
    split->is_broken = split->head.size > HEADER_MOST ||
                       (split->head.size == FIRST_SIZE && !gloss_slice_is(gloss_buffer_slice(&split->head), FIRST));
  }
  if (split->in_block && split->head.size > 0) {
    gloss_buffer_string(&split->head); /* for strtoull */
    split->left = block_size(gloss_buffer_slice(&split->head));
  }
  return at;
}

/* Looks for the first word of a record, which may be broken off; what is kept of the record begins after it. */
static size_t find_again(gloss_split *split, gloss_slice bytes) {
  size_t at = 0;
  for (; at < bytes.size && split->matched < FIRST_SIZE; at++) {
    bool goes_on = bytes.data[at] == FIRST[split->matched];
    split->matched = goes_on ? split->matched + 1 : bytes.data[at] == FIRST[0];
  }
  if (split->matched < FIRST_SIZE) return at;
  split->matched = 0;
  split->is_broken = false;
  split->is_begun = true;
  gloss_buffer_add(&split->head, GLOSS_SLICE("WARC/"));
  return at;
}

static size_t find_begin(gloss_split *split, gloss_slice bytes) {
  size_t at = 0;
  if (split->is_broken) return find_again(split, bytes);
  while (!split->is_begun && at < bytes.size && is_space(bytes.data[at])) at++;
  split->is_begun = split->is_begun || at < bytes.size;
  return at;
}

static bool find_warc(gloss_split *split, gloss_slice bytes, size_t *from, size_t *kept, size_t *used) {
  size_t at = find_begin(split, bytes);
  *from = at;
  bool was_in_block = split->in_block;
  at = take_header(split, bytes, at);
  if (!was_in_block && split->in_block) gloss_buffer_clear(&split->head);
  uint64_t here = split->in_block ? split->left : 0;
  if (here > bytes.size - at) here = bytes.size - at;
  split->left -= split->in_block ? here : 0;
  *kept = *used = at + (size_t)here;
  if (split->is_broken) gloss_buffer_clear(&split->head), split->is_begun = false;
  if (split->is_broken || !split->in_block || split->left > 0) return false;
  split->in_block = split->is_begun = false;
  split->window = 0;
  return true;
}

bool gloss_split_find(gloss_split *split, gloss_slice bytes, size_t *from, size_t *kept, size_t *used) {
  *from = 0;
  *kept = *used = bytes.size;
  switch (split->unit) {
    case GLOSS_RECORD_A_LINE:
    case GLOSS_RECORD_A_PLAIN_ROW: return find_line(split, bytes, kept, used);
    case GLOSS_RECORD_A_ROW: return find_row(split, bytes, kept, used);
    case GLOSS_RECORD_AN_ELEMENT: return find_element(split, bytes, from, kept, used);
    case GLOSS_RECORD_A_WARC_RECORD: return find_warc(split, bytes, from, kept, used);
    default: return false;
  }
}
