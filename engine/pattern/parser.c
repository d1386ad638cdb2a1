#include "pattern/parser.h"

#include <ctype.h>
#include <stdlib.h>

#include "unicode/unicode.h"

/* -- Messages: the line of the query, and a caret under the place */

void *gloss_parser_fail_at(gloss_parser *parser, size_t at, const char *message) {
  gloss_slice query = parser->query;
  size_t start = at, end = at;
  while (start > 0 && query.data[start - 1] != '\n') start--;
  while (end < query.size && query.data[end] != '\n') end++;
  gloss_buffer indent = {0};
  for (size_t i = start; i < at; i++)
    if (!gloss_utf8_is_inner(query.data[i])) gloss_buffer_add_char(&indent, query.data[i] == '\t' ? '\t' : ' ');
  gloss_fail(parser->error, "pattern: %s\n    %.*s\n    %s^", message, GLOSS_PRINT(gloss_slice_cut(query, start, end)),
             gloss_buffer_string(&indent));
  gloss_buffer_free(&indent);
  return NULL;
}

void *gloss_parser_fail(gloss_parser *parser, const char *message) {
  return gloss_parser_fail_at(parser, parser->at, message);
}

void *gloss_parser_fail_with_error(gloss_parser *parser, size_t at) {
  char *message = parser->error->message;
  parser->error->message = NULL;
  gloss_parser_fail_at(parser, at, message);
  free(message);
  return NULL;
}

/* -- Characters and words */

char gloss_parser_peek(const gloss_parser *parser) {
  return parser->at < parser->query.size ? parser->query.data[parser->at] : '\0';
}

void gloss_parser_skip_space(gloss_parser *parser) {
  while (parser->at < parser->query.size && isspace((unsigned char)gloss_parser_peek(parser))) parser->at++;
}

bool gloss_parser_take(gloss_parser *parser, const char *text) {
  gloss_parser_skip_space(parser);
  gloss_slice rest = gloss_slice_cut(parser->query, parser->at, parser->query.size);
  if (!gloss_slice_starts_with(rest, gloss_slice_of(text))) return false;
  parser->at += strlen(text);
  return true;
}

bool gloss_parser_is_name_start(char c) {
  return isalpha((unsigned char)c) || c == '_';
}

gloss_slice gloss_parser_read_name(gloss_parser *parser) {
  size_t start = parser->at;
  while (gloss_parser_is_name_start(gloss_parser_peek(parser)) || isdigit((unsigned char)gloss_parser_peek(parser))) parser->at++;
  return gloss_slice_cut(parser->query, start, parser->at);
}

bool gloss_parser_read_string(gloss_parser *parser, gloss_slice *text) {
  char mark = gloss_parser_peek(parser);
  size_t start = parser->at++;
  gloss_buffer buffer = {0};
  while (parser->at < parser->query.size && gloss_parser_peek(parser) != mark) {
    bool escape = gloss_parser_peek(parser) == '\\' && parser->at + 1 < parser->query.size;
    bool escaped_mark = escape && parser->query.data[parser->at + 1] == mark;
    if (escape && !escaped_mark) gloss_buffer_add_char(&buffer, '\\');
    if (escape) parser->at++;
    gloss_buffer_add_char(&buffer, parser->query.data[parser->at++]);
  }
  bool closed = parser->at < parser->query.size;
  if (closed) parser->at++;
  else gloss_parser_fail_at(parser, start, "this string is not closed");
  *text = gloss_arena_copy(parser->arena, gloss_buffer_slice(&buffer));
  gloss_buffer_free(&buffer);
  return closed;
}

size_t gloss_parser_place_in_string(const gloss_parser *parser, size_t start, size_t offset) {
  const char *query = parser->query.data;
  size_t at = start + 1;
  for (size_t i = 0; i < offset; i++, at++) {
    bool is_escape = query[at] == '\\';
    at += is_escape;
    if (is_escape && query[at] != query[start]) i++; /* the \ is part of the regex */
  }
  return at;
}
