#include <stdio.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "pattern/literal.h"
#include "pattern/parser.h"
#include "pattern/room.h"
#include "text/pos.h"
#include "unicode/unicode.h"

/* Chains of tests lean to the left, so that their number is what bounds the depth of a recursion over them. */
enum { TESTS_MAX = 10000 };

static const char *const attribute_names[] = {"word", "norm", "lemma", "shape", "kind", "pos", NULL}; /* pos is none of a word */

static const struct {
  const char *name;
  gloss_test_kind kind;
  uint16_t flag;
} flags[] = {
    {"is_title", GLOSS_TEST_WORD_FLAG, GLOSS_IS_TITLE},   {"is_upper", GLOSS_TEST_WORD_FLAG, GLOSS_IS_UPPER},
    {"is_lower", GLOSS_TEST_WORD_FLAG, GLOSS_IS_LOWER},   {"is_alpha", GLOSS_TEST_WORD_FLAG, GLOSS_IS_ALPHA},
    {"is_number", GLOSS_TEST_WORD_FLAG, GLOSS_IS_NUMBER}, {"is_punct", GLOSS_TEST_WORD_FLAG, GLOSS_IS_PUNCT},
    {"is_quote", GLOSS_TEST_WORD_FLAG, GLOSS_IS_QUOTE},   {"is_stop", GLOSS_TEST_WORD_FLAG, GLOSS_IS_STOP},
    {"is_first", GLOSS_TEST_TOKEN_FLAG, GLOSS_IS_FIRST},  {"is_clitic", GLOSS_TEST_TOKEN_FLAG, GLOSS_IS_CLITIC},
};
enum { FLAGS = sizeof flags / sizeof *flags };

const char *gloss_attribute_name(gloss_attribute attribute) {
  return attribute_names[attribute];
}

const char *gloss_flag_name(uint16_t flag, bool of_token) {
  for (int i = 0; i < FLAGS; i++)
    if (flags[i].flag == flag && (flags[i].kind == GLOSS_TEST_TOKEN_FLAG) == of_token) return flags[i].name;
  return "";
}

gloss_test *gloss_parser_new_test(gloss_parser *parser, gloss_test test) {
  if (++parser->syntax->tests > TESTS_MAX)
    return gloss_parser_fail(parser, "the pattern is too large: up to here it has 10000 tests");
  gloss_test *made = gloss_arena_allocate(parser->arena, sizeof *made);
  *made = test;
  return made;
}

static void *fail_unknown(gloss_parser *parser, size_t at, const char *what, gloss_slice name, const char *const *names) {
  gloss_nearest nearest = {.word = name};
  char hint[128], message[256];
  for (; *names; names++) gloss_nearest_offer(&nearest, gloss_slice_of(*names));
  for (int i = 0; i < FLAGS; i++) gloss_nearest_offer(&nearest, gloss_slice_of(flags[i].name));
  snprintf(message, sizeof message, "no %s \"%.*s\"%s", what, (int)(name.size > 60 ? 60 : name.size), name.data,
           gloss_nearest_hint(&nearest, hint));
  return gloss_parser_fail_at(parser, at, message);
}

/* %c after a string. */
static bool read_ignores_case(gloss_parser *parser, bool *ignores_case) {
  *ignores_case = gloss_parser_take(parser, "%");
  return !*ignores_case || gloss_parser_take(parser, "c") ||
         gloss_parser_fail(parser, "only %c may follow a string: any case") != NULL;
}

/* Makes plain what a regex says beyond ASCII, as the folded text is that it is compared with; the rest is left to its flag. */
static gloss_slice fold_regex(gloss_parser *parser, gloss_slice text) {
  gloss_buffer folded = {0}, part = {0};
  for (size_t i = 0, end; i < text.size; i = end) {
    bool is_ascii = (unsigned char)text.data[i] < 0x80;
    for (end = i + 1; end < text.size && ((unsigned char)text.data[end] < 0x80) == is_ascii;) end++;
    gloss_buffer_clear(&part);
    if (!is_ascii) gloss_fold(gloss_slice_cut(text, i, end), &part);
    if (is_ascii) gloss_buffer_add(&folded, gloss_slice_cut(text, i, end));
    for (size_t j = 0; j < part.size; j++) {
      if (part.data[j] == '-') gloss_buffer_add_char(&folded, '\\'); /* it was a dash, and makes no range of [–x] */
      gloss_buffer_add_char(&folded, part.data[j]);
    }
  }
  gloss_slice copy = gloss_arena_copy(parser->arena, gloss_buffer_slice(&folded));
  gloss_buffer_free(&folded);
  gloss_buffer_free(&part);
  return copy;
}

static gloss_regex *keep_regex(gloss_syntax *syntax, gloss_regex *regex) {
  syntax->regexes = gloss_grow(syntax->regexes, &syntax->regex_capacity, syntax->regex_count + 1u, sizeof(gloss_regex *));
  return syntax->regexes[syntax->regex_count++] = regex;
}

/* First as it stands: "a)|(b" is right only when something is put around it. The string begins at `at`. */
static bool check_regex(gloss_parser *parser, gloss_slice text, gloss_slice flags, size_t at) {
  size_t fault;
  if (gloss_regex_check(text, flags, &fault, parser->error)) return true;
  return gloss_parser_fail_with_error(parser, gloss_parser_place_in_string(parser, at, fault)) != NULL;
}

static bool compile_regex(gloss_parser *parser, gloss_test *test, gloss_slice flags, size_t at) {
  gloss_buffer whole = {0};
  gloss_buffer_add(&whole, GLOSS_SLICE("\\A(?:"));
  gloss_buffer_add(&whole, test->text);
  gloss_buffer_add(&whole, GLOSS_SLICE(")\\z"));
  gloss_regex *regex = gloss_regex_new(gloss_buffer_slice(&whole), flags, parser->error);
  gloss_buffer_free(&whole);
  if (regex == NULL)
    return gloss_parser_fail_at(parser, at, "this regex swallows what comes after it; end its \\Q or its comment") != NULL;
  test->regex = keep_regex(parser->syntax, regex);
  return true;
}

gloss_test *gloss_parser_read_regex(gloss_parser *parser, gloss_test test) {
  size_t at = parser->at;
  test.kind = GLOSS_TEST_REGEX;
  if (!gloss_parser_read_string(parser, &test.text) || !read_ignores_case(parser, &test.ignores_case)) return NULL;
  gloss_slice flags = test.ignores_case ? GLOSS_SLICE("i") : GLOSS_SLICE(""), written = test.text;
  if (test.ignores_case) test.text = fold_regex(parser, written);
  bool needs_regex = test.field.data || !gloss_regex_is_words(test.text);
  if (needs_regex && !(check_regex(parser, written, flags, at) && compile_regex(parser, &test, flags, at))) return NULL;
  return gloss_parser_new_test(parser, test);
}

static gloss_test *read_words(gloss_parser *parser, gloss_test test) {
  size_t at = parser->at++;
  gloss_pattern_variable variable = {0};
  test.kind = GLOSS_TEST_WORDS;
  test.words_name = gloss_parser_read_name(parser);
  if (!parser->lookup(parser->context, test.words_name, true, &variable, parser->error))
    return gloss_parser_fail_with_error(parser, at);
  test.words = variable.words;
  return gloss_parser_new_test(parser, test);
}

static bool find_attribute(gloss_slice name, gloss_attribute *attribute) {
  for (int i = 0; i < GLOSS_ATTRIBUTES; i++) {
    if (!gloss_slice_is(name, attribute_names[i])) continue;
    *attribute = (gloss_attribute)i;
    return true;
  }
  return false;
}

static int find_flag(gloss_slice name) {
  int flag = 0;
  while (flag < FLAGS && !gloss_slice_is(name, flags[flag].name)) flag++;
  return flag;
}

/* Which parts of speech the regex fits is known at once: they are few. */
static gloss_test *read_pos(gloss_parser *parser) {
  size_t at = parser->at;
  gloss_test *test = gloss_parser_read_regex(parser, (gloss_test){.field = GLOSS_SLICE("pos")});
  if (test == NULL) return NULL;
  gloss_regex_scratch *scratch = gloss_regex_scratch_new();
  test->kind = GLOSS_TEST_POS;
  for (int pos = 0; pos < GLOSS_POS_COUNT; pos++)
    if (gloss_test_fits(test, gloss_slice_of(gloss_pos_name((gloss_pos)pos)), scratch) == GLOSS_REGEX_FOUND)
      test->pos |= 1u << pos;
  gloss_regex_scratch_free(scratch);
  if (test->pos) return test;
  return gloss_parser_fail_at(parser, at,
                              "no part of speech is that; they are ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT "
                              "SCONJ SYM VERB X");
}

/* name = "regex", name != $words; of an annotation the name is a field's. */
static gloss_test *read_comparison(gloss_parser *parser, gloss_slice name, size_t at, bool of_annotation) {
  gloss_test test = {.field = of_annotation ? name : (gloss_slice){0}};
  bool negated = gloss_parser_take(parser, "!=");
  if (!negated && !gloss_parser_take(parser, "=")) return gloss_parser_fail(parser, "= or != is missing here");
  bool is_pos = !of_annotation && gloss_slice_is(name, "pos");
  if (!of_annotation && !is_pos && !find_attribute(name, &test.attribute))
    return fail_unknown(parser, at, "attribute", name, attribute_names);
  gloss_parser_skip_space(parser);
  gloss_test *read;
  bool is_string = gloss_parser_peek(parser) == '"' || gloss_parser_peek(parser) == '\'';
  if (is_string) read = is_pos ? read_pos(parser) : gloss_parser_read_regex(parser, test);
  else if (gloss_parser_peek(parser) == '$' && !of_annotation && !is_pos) read = read_words(parser, test);
  else
    return gloss_parser_fail(parser, of_annotation || is_pos ? "a \"regex\" is missing here"
                                                             : "a \"regex\" or $words is missing here");
  return read && negated ? gloss_parser_new_test(parser, (gloss_test){.kind = GLOSS_TEST_NOT, .left = read}) : read;
}

static gloss_test *read_fact(gloss_parser *parser, bool of_annotation) {
  gloss_parser_skip_space(parser);
  size_t at = parser->at;
  gloss_slice name = gloss_parser_read_name(parser);
  if (name.size == 0)
    return gloss_parser_fail_at(
        parser, at,
        of_annotation ? "a field's name is missing here" : "an attribute or a flag is missing here: word, lemma, is_title, …");
  gloss_parser_skip_space(parser);
  int flag = of_annotation || gloss_parser_peek(parser) == '=' ? FLAGS : find_flag(name);
  if (flag < FLAGS) return gloss_parser_new_test(parser, (gloss_test){.kind = flags[flag].kind, .flag = flags[flag].flag});
  bool compared = gloss_parser_peek(parser) == '=' || gloss_parser_peek(parser) == '!';
  if (!compared && !of_annotation) return fail_unknown(parser, at, "flag", name, attribute_names);
  return read_comparison(parser, name, at, of_annotation);
}

static gloss_test *read_simple(gloss_parser *parser, bool of_annotation) {
  if (++parser->depth > GLOSS_PARSER_DEEPEST) return gloss_parser_fail(parser, "parentheses are nested too deep");
  gloss_test *test;
  if (gloss_parser_take(parser, "!")) {
    test = read_simple(parser, of_annotation);
    if (test) test = gloss_parser_new_test(parser, (gloss_test){.kind = GLOSS_TEST_NOT, .left = test});
  } else if (gloss_parser_take(parser, "(")) {
    test = gloss_parser_read_test(parser, of_annotation);
    if (test && !gloss_parser_take(parser, ")")) test = gloss_parser_fail(parser, "a ) is missing here");
  } else {
    test = read_fact(parser, of_annotation);
  }
  parser->depth--;
  return test;
}

static gloss_test *read_both(gloss_parser *parser, bool of_annotation) {
  gloss_test *left = read_simple(parser, of_annotation);
  while (left && gloss_parser_take(parser, "&")) {
    gloss_test *right = read_simple(parser, of_annotation);
    left = right ? gloss_parser_new_test(parser, (gloss_test){.kind = GLOSS_TEST_AND, .left = left, .right = right}) : NULL;
  }
  return left;
}

gloss_test *gloss_parser_read_test(gloss_parser *parser, bool of_annotation) {
  gloss_test *left = read_both(parser, of_annotation);
  while (left && gloss_parser_take(parser, "|")) {
    gloss_test *right = read_both(parser, of_annotation);
    left = right ? gloss_parser_new_test(parser, (gloss_test){.kind = GLOSS_TEST_OR, .left = left, .right = right}) : NULL;
  }
  return left;
}
