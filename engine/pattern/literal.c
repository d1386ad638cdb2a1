#include "pattern/literal.h"

#include <ctype.h>
#include <string.h>

#include "base/buffer.h"
#include "unicode/unicode.h"

static bool is_mark(char c) {
  return memchr(".$^*+?()[]{}\\", c, 13) != NULL;
}

/* A mark that means itself stands at i + 1. */
static bool is_escape(gloss_slice regex, size_t i) {
  return regex.data[i] == '\\' && i + 1 < regex.size && ispunct((unsigned char)regex.data[i + 1]);
}

bool gloss_regex_is_words(gloss_slice regex) {
  for (size_t i = 0; i < regex.size; i++) {
    if (is_escape(regex, i)) i++;
    else if (is_mark(regex.data[i])) return false;
  }
  return true;
}

static void visit_buffer(gloss_buffer *buffer, gloss_literal_visitor *visit, void *context) {
  visit(context, (gloss_slice){gloss_buffer_string(buffer), buffer->size});
  gloss_buffer_clear(buffer);
}

void gloss_regex_each_word(gloss_slice regex, gloss_literal_visitor *visit, void *context) {
  gloss_buffer word = {0};
  for (size_t i = 0; i < regex.size; i++) {
    if (regex.data[i] == '|') visit_buffer(&word, visit, context);
    else gloss_buffer_add_char(&word, regex.data[is_escape(regex, i) ? ++i : i]);
  }
  visit_buffer(&word, visit, context);
  gloss_buffer_free(&word);
}

static bool is_optional(gloss_slice regex, size_t at) {
  return at < regex.size && memchr("?*{", regex.data[at], 3) != NULL;
}

/* The place after the letters and escaped marks that begin at `from`, without a last one that may be absent. */
static size_t read_prefix(gloss_slice regex, size_t from, gloss_buffer *prefix) {
  size_t at = from, last = 0;
  while (at < regex.size && regex.data[at] != '|') {
    bool escape = is_escape(regex, at);
    if (!escape && is_mark(regex.data[at])) break;
    if (!gloss_utf8_is_inner(regex.data[at])) last = prefix->size;
    gloss_buffer_add_char(prefix, regex.data[at + escape]);
    at += 1u + escape;
  }
  if (is_optional(regex, at)) prefix->size = last;
  return at;
}

/* The place after the class that begins at `from`. */
static size_t skip_class(gloss_slice regex, size_t from) {
  size_t at = from + 1;
  if (at < regex.size && regex.data[at] == '^') at++;
  if (at < regex.size && regex.data[at] == ']') at++;
  while (at < regex.size && regex.data[at] != ']') at += regex.data[at] == '\\' ? 2 : 1;
  return at + 1;
}

/* The | that ends the alternative, or the end. */
static size_t skip_alternative(gloss_slice regex, size_t from) {
  size_t at = from;
  for (int depth = 0; at < regex.size && (depth > 0 || regex.data[at] != '|');) {
    if (regex.data[at] == '(') depth++;
    if (regex.data[at] == ')') depth--;
    if (regex.data[at] == '[') at = skip_class(regex, at);
    else at += regex.data[at] == '\\' ? 2 : 1;
  }
  return at < regex.size ? at : regex.size;
}

/* Settings like (?i), verbs like (*F), \Q…\E and classes within classes are not followed. */
static bool is_plain(gloss_slice regex) {
  for (size_t i = 0; i + 1 < regex.size; i++) {
    char c = regex.data[i], next = regex.data[i + 1];
    bool is_group = i + 2 < regex.size && next == '?' && regex.data[i + 2] == ':';
    if (c == '(' && (next == '*' || (next == '?' && !is_group))) return false;
    if (c == '[' && next == ':') return false;
    if (c == '\\' && (next == 'Q' || next == 'E')) return false;
    if (c == '\\') i++;
  }
  return true;
}

/* Whole characters only. */
static void cut_prefix(gloss_buffer *prefix) {
  if (prefix->size <= GLOSS_PREFIX_SIZE) return;
  for (prefix->size = GLOSS_PREFIX_SIZE; prefix->size > 0 && gloss_utf8_is_inner(prefix->data[prefix->size]);) prefix->size--;
}

/* Visits the characters of the class that begins at `from`: one of letters and digits of ASCII, like [0-9a]. False: it is none. */
static bool visit_class(gloss_slice regex, size_t from, gloss_literal_visitor *visit, void *context) {
  if (from >= regex.size || regex.data[from] != '[') return false;
  size_t end = skip_class(regex, from);
  if (end > regex.size || is_optional(regex, end)) return false;
  for (size_t i = from + 1; i + 1 < end; i++) {
    unsigned char first = (unsigned char)regex.data[i], last = first;
    if (regex.data[i + 1] == '-') last = (unsigned char)regex.data[i += 2];
    if (!isalnum(first) || !isalnum(last)) return false;
    for (; first <= last; first++) visit(context, (gloss_slice){(const char *)&first, 1});
  }
  return true;
}

bool gloss_regex_each_prefix(gloss_slice regex, gloss_literal_visitor *visit, void *context) {
  gloss_buffer prefix = {0};
  bool has_all = is_plain(regex);
  for (size_t at = 0; has_all; at++) {
    size_t from = at;
    at = skip_alternative(regex, read_prefix(regex, at, &prefix));
    cut_prefix(&prefix);
    has_all = prefix.size > 0 || visit_class(regex, from, visit, context);
    if (prefix.size > 0) visit_buffer(&prefix, visit, context);
    if (at == regex.size) break;
  }
  gloss_buffer_free(&prefix);
  return has_all;
}
