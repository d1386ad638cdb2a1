/* parser: where the reading of a query is, for those who read it: its words, its tests, and what is wrong. For this
 * room only. */
#ifndef GLOSS_PATTERN_PARSER_H
#define GLOSS_PATTERN_PARSER_H

#include "pattern/syntax.h"

/* Recursive descent over the query, a character of look-ahead. */
typedef struct gloss_parser {
  gloss_syntax *syntax;
  gloss_slice query;
  size_t at;
  gloss_arena *arena;
  gloss_pattern_lookup *lookup;
  void *context;
  gloss_error *error;
  uint32_t depth;
  uint32_t open_labels; /* a bit each: what is read now stands inside them */
} gloss_parser;

enum { GLOSS_PARSER_DEEPEST = 200 };

/* The message, the line of the query, and a caret under the place; or under where the reading is; or with the message that
 * the error has. NULL. */
void *gloss_parser_fail_at(gloss_parser *parser, size_t at, const char *message);
void *gloss_parser_fail(gloss_parser *parser, const char *message);
void *gloss_parser_fail_with_error(gloss_parser *parser, size_t at);

char gloss_parser_peek(const gloss_parser *parser); /* '\0' at the end */
void gloss_parser_skip_space(gloss_parser *parser);

/* Moves past the text when it stands here, after white space or not. */
bool gloss_parser_take(gloss_parser *parser, const char *text);

bool gloss_parser_is_name_start(char c);
gloss_slice gloss_parser_read_name(gloss_parser *parser);

/* What stands between the marks: a regex, in which only the mark itself has to be escaped. */
bool gloss_parser_read_string(gloss_parser *parser, gloss_slice *text);

/* Where a byte of such a text stands in the query; the string begins at `start`. */
size_t gloss_parser_place_in_string(const gloss_parser *parser, size_t start, size_t offset);

/* pattern_test.c: what stands inside brackets, or after a layer's name. NULL on failure. */
gloss_test *gloss_parser_read_test(gloss_parser *parser, bool of_annotation);

/* A string with what follows it, as a test that has its attribute or field already; a new test. NULL on failure. */
gloss_test *gloss_parser_read_regex(gloss_parser *parser, gloss_test test);
gloss_test *gloss_parser_new_test(gloss_parser *parser, gloss_test test);

#endif
