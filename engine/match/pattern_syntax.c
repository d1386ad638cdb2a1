#include "match/pattern_syntax.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "unicode/unicode.h"

/* Recursive descent over the query, a character of look-ahead. */
typedef struct parser {
  gloss_syntax *syntax;
  gloss_slice query;
  size_t at;
  gloss_arena *arena;
  gloss_pattern_lookup *lookup;
  void *context;
  gloss_error *error;
  uint32_t depth;
} parser;

enum { DEEPEST = 200, REPEAT_MAX = 1000 };

static const char *const attribute_names[GLOSS_ATTRIBUTES + 1] = {"word", "norm", "lemma", "shape", "kind", NULL};

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

static gloss_node *read_choice(parser *parser);
static gloss_test *read_either(parser *parser, bool of_annotation);

/* -- Messages: the line of the query, and a caret under the place */

static void *fail_at(parser *parser, size_t at, const char *message) {
  gloss_slice query = parser->query;
  size_t start = at, end = at;
  while (start > 0 && query.data[start - 1] != '\n') start--;
  while (end < query.size && query.data[end] != '\n') end++;
  gloss_slice line = gloss_slice_cut(query, start, end);
  int column = (int)gloss_utf8_count(gloss_slice_cut(query, start, at));
  gloss_fail(parser->error, "pattern: %s\n    %.*s\n    %*s^", message, GLOSS_PRINT(line), column, "");
  return NULL;
}

static void *fail_here(parser *parser, const char *message) {
  return fail_at(parser, parser->at, message);
}

/* The error has the message; puts the line and the caret to it. */
static void *fail_with_error(parser *parser, size_t at) {
  char *message = parser->error->message;
  parser->error->message = NULL;
  fail_at(parser, at, message);
  free(message);
  return NULL;
}

/* -- Characters and words */

static char peek(const parser *parser) {
  return parser->at < parser->query.size ? parser->query.data[parser->at] : '\0';
}

static void skip_space(parser *parser) {
  while (parser->at < parser->query.size && isspace((unsigned char)peek(parser))) parser->at++;
}

/* Moves on behind the text when it stands here. */
static bool take(parser *parser, const char *text) {
  skip_space(parser);
  gloss_slice rest = gloss_slice_cut(parser->query, parser->at, parser->query.size);
  if (!gloss_slice_starts_with(rest, gloss_slice_of(text))) return false;
  parser->at += strlen(text);
  return true;
}

static bool is_name_start(char c) {
  return isalpha((unsigned char)c) || c == '_';
}

static gloss_slice read_name(parser *parser) {
  size_t start = parser->at;
  while (is_name_start(peek(parser)) || isdigit((unsigned char)peek(parser))) parser->at++;
  return gloss_slice_cut(parser->query, start, parser->at);
}

/* What stands between the marks: a regex, in which only the mark itself has to be escaped. */
static bool read_string(parser *parser, gloss_slice *text) {
  char mark = peek(parser);
  size_t start = parser->at++;
  gloss_buffer buffer = {0};
  while (parser->at < parser->query.size && peek(parser) != mark) {
    bool escape = peek(parser) == '\\' && parser->at + 1 < parser->query.size;
    bool escaped_mark = escape && parser->query.data[parser->at + 1] == mark;
    if (escape && !escaped_mark) gloss_buffer_add_char(&buffer, '\\');
    if (escape) parser->at++;
    gloss_buffer_add_char(&buffer, parser->query.data[parser->at++]);
  }
  bool closed = parser->at < parser->query.size;
  if (closed) parser->at++;
  else fail_at(parser, start, "this string is not closed");
  *text = gloss_arena_copy(parser->arena, gloss_buffer_slice(&buffer));
  gloss_buffer_free(&buffer);
  return closed;
}

/* -- Nodes */

static gloss_node *new_node(parser *parser, gloss_node node) {
  gloss_node *made = gloss_arena_allocate(parser->arena, sizeof *made);
  *made = node;
  parser->syntax->nodes++;
  return made;
}

static gloss_test *new_test(parser *parser, gloss_test test) {
  gloss_test *made = gloss_arena_allocate(parser->arena, sizeof *made);
  *made = test;
  return made;
}

/* -- Tests: what stands inside brackets */

static void *fail_unknown(parser *parser, size_t at, const char *what, gloss_slice name, const char *const *names) {
  gloss_nearest nearest = {.word = name};
  char hint[128], message[256];
  for (; *names; names++) gloss_nearest_offer(&nearest, gloss_slice_of(*names));
  for (int i = 0; i < FLAGS; i++) gloss_nearest_offer(&nearest, gloss_slice_of(flags[i].name));
  snprintf(message, sizeof message, "no %s \"%.*s\"%s", what, (int)(name.size > 60 ? 60 : name.size), name.data, gloss_nearest_hint(&nearest, hint));
  return fail_at(parser, at, message);
}

/* %c behind a string. */
static bool read_ignores_case(parser *parser, bool *ignores_case) {
  *ignores_case = false;
  if (peek(parser) != '%') return true;
  parser->at++;
  if (peek(parser) != 'c') return fail_here(parser, "only %c may follow a string: any case") != NULL;
  parser->at++;
  *ignores_case = true;
  return true;
}

/* A regex is compiled here once, to know that it can be; what is searched with is made from all of a group's. */
static bool check_regex(parser *parser, gloss_slice text, size_t at) {
  gloss_regex *regex = gloss_regex_new(text, GLOSS_SLICE(""), parser->error);
  if (regex == NULL) return fail_with_error(parser, at) != NULL;
  gloss_regex_free(regex);
  return true;
}

static gloss_test *read_regex(parser *parser, gloss_test test) {
  size_t at = parser->at;
  test.kind = GLOSS_TEST_REGEX;
  bool read = read_string(parser, &test.text) && read_ignores_case(parser, &test.ignores_case) && check_regex(parser, test.text, at);
  return read ? new_test(parser, test) : NULL;
}

static gloss_test *read_words(parser *parser, gloss_test test) {
  size_t at = parser->at++;
  gloss_pattern_variable variable = {0};
  test.kind = GLOSS_TEST_WORDS;
  test.words_name = read_name(parser);
  if (!parser->lookup(parser->context, test.words_name, true, &variable, parser->error)) return fail_with_error(parser, at);
  test.words = variable.words;
  return new_test(parser, test);
}

static bool find_attribute(gloss_slice name, gloss_attribute *attribute) {
  for (int i = 0; i < GLOSS_ATTRIBUTES; i++) {
    if (!gloss_slice_is(name, attribute_names[i])) continue;
    *attribute = (gloss_attribute)i;
    return true;
  }
  return false;
}

static gloss_test *find_flag(parser *parser, gloss_slice name) {
  for (int i = 0; i < FLAGS; i++)
    if (gloss_slice_is(name, flags[i].name)) return new_test(parser, (gloss_test){.kind = flags[i].kind, .flag = flags[i].flag});
  return NULL;
}

/* name = "regex", name != $words; of an annotation the name is a field's. */
static gloss_test *read_comparison(parser *parser, gloss_slice name, size_t at, bool of_annotation) {
  gloss_test test = {.field = name};
  bool negated = take(parser, "!=");
  if (!negated && !take(parser, "=")) return fail_here(parser, "= or != is missing here");
  if (!of_annotation && gloss_slice_is(name, "pos")) return fail_at(parser, at, "`pos` needs a tagger for this language, and there is none yet");
  if (!of_annotation && !find_attribute(name, &test.attribute)) return fail_unknown(parser, at, "attribute", name, attribute_names);
  skip_space(parser);
  gloss_test *read;
  if (peek(parser) == '"' || peek(parser) == '\'') read = read_regex(parser, test);
  else if (peek(parser) == '$' && !of_annotation) read = read_words(parser, test);
  else return fail_here(parser, of_annotation ? "a \"regex\" is missing here" : "a \"regex\" or $words is missing here");
  return read && negated ? new_test(parser, (gloss_test){.kind = GLOSS_TEST_NOT, .left = read}) : read;
}

static gloss_test *read_fact(parser *parser, bool of_annotation) {
  skip_space(parser);
  size_t at = parser->at;
  gloss_slice name = read_name(parser);
  if (name.size == 0) return fail_at(parser, at, of_annotation ? "a field's name is missing here" : "an attribute or a flag is missing here: word, lemma, is_title, …");
  skip_space(parser);
  gloss_test *flag = of_annotation || peek(parser) == '=' ? NULL : find_flag(parser, name);
  if (flag) return flag;
  bool compared = peek(parser) == '=' || peek(parser) == '!';
  if (!compared && !of_annotation) return fail_unknown(parser, at, "flag", name, attribute_names);
  return read_comparison(parser, name, at, of_annotation);
}

static gloss_test *read_simple(parser *parser, bool of_annotation) {
  if (++parser->depth > DEEPEST) return fail_here(parser, "parentheses are nested too deep");
  gloss_test *test;
  if (take(parser, "!")) {
    test = read_simple(parser, of_annotation);
    if (test) test = new_test(parser, (gloss_test){.kind = GLOSS_TEST_NOT, .left = test});
  } else if (take(parser, "(")) {
    test = read_either(parser, of_annotation);
    if (test && !take(parser, ")")) test = fail_here(parser, "a ) is missing here");
  } else {
    test = read_fact(parser, of_annotation);
  }
  parser->depth--;
  return test;
}

static gloss_test *read_both(parser *parser, bool of_annotation) {
  gloss_test *left = read_simple(parser, of_annotation);
  while (left && take(parser, "&")) {
    gloss_test *right = read_simple(parser, of_annotation);
    left = right ? new_test(parser, (gloss_test){.kind = GLOSS_TEST_AND, .left = left, .right = right}) : NULL;
  }
  return left;
}

static gloss_test *read_either(parser *parser, bool of_annotation) {
  gloss_test *left = read_both(parser, of_annotation);
  while (left && take(parser, "|")) {
    gloss_test *right = read_both(parser, of_annotation);
    left = right ? new_test(parser, (gloss_test){.kind = GLOSS_TEST_OR, .left = left, .right = right}) : NULL;
  }
  return left;
}

/* -- Elements */

static gloss_node *finish_element(parser *parser, gloss_node node, size_t start) {
  node.source = gloss_slice_cut(parser->query, start, parser->at);
  return new_node(parser, node);
}

/* [ … ] */
static gloss_node *read_brackets(parser *parser) {
  size_t start = parser->at++;
  gloss_test *test = take(parser, "]") ? new_test(parser, (gloss_test){.kind = GLOSS_TEST_ANY}) : NULL;
  if (test) return finish_element(parser, (gloss_node){.kind = GLOSS_NODE_TOKEN, .test = test}, start);
  test = read_either(parser, false);
  if (test == NULL) return NULL;
  if (!take(parser, "]")) return fail_here(parser, "a ] is missing here");
  return finish_element(parser, (gloss_node){.kind = GLOSS_NODE_TOKEN, .test = test}, start);
}

/* "said": short for [word="said"] */
static gloss_node *read_bare_string(parser *parser) {
  size_t start = parser->at;
  gloss_test *test = read_regex(parser, (gloss_test){.attribute = GLOSS_ATTRIBUTE_WORD});
  return test ? finish_element(parser, (gloss_node){.kind = GLOSS_NODE_TOKEN, .test = test}, start) : NULL;
}

static gloss_node *read_bound(parser *parser, gloss_slice name, bool closing, size_t start) {
  gloss_bound bound;
  if (gloss_slice_is(name, "s")) bound = closing ? GLOSS_BOUND_SENTENCE_END : GLOSS_BOUND_SENTENCE_START;
  else if (gloss_slice_is(name, "block")) bound = closing ? GLOSS_BOUND_BLOCK_END : GLOSS_BOUND_BLOCK_START;
  else return fail_at(parser, start, "only <s> and <block> have a start and an end; one annotation is <layer/>");
  if (!take(parser, ">")) return fail_here(parser, "a > is missing here");
  return finish_element(parser, (gloss_node){.kind = GLOSS_NODE_BOUND, .bound = bound}, start);
}

/* <layer field="regex" …/>: fields side by side must all fit. */
static gloss_node *read_annotation(parser *parser, gloss_slice layer, size_t start) {
  gloss_test *test = NULL;
  while (!take(parser, "/")) {
    take(parser, "&");
    gloss_test *next = read_either(parser, true);
    if (next == NULL) return NULL;
    test = test ? new_test(parser, (gloss_test){.kind = GLOSS_TEST_AND, .left = test, .right = next}) : next;
  }
  if (!take(parser, ">")) return fail_here(parser, "a > is missing here: an annotation is <layer/>");
  return finish_element(parser, (gloss_node){.kind = GLOSS_NODE_ANNOTATION, .layer = layer, .test = test}, start);
}

static gloss_node *read_angle(parser *parser) {
  size_t start = parser->at++;
  bool closing = take(parser, "/");
  skip_space(parser);
  gloss_slice name = read_name(parser);
  if (name.size == 0) return fail_here(parser, "the name of a layer is missing here");
  skip_space(parser);
  return closing || peek(parser) == '>' ? read_bound(parser, name, closing, start) : read_annotation(parser, name, start);
}

/* -- Labels, and patterns within patterns */

static bool find_label(parser *parser, gloss_slice name, size_t at, uint32_t *label) {
  gloss_syntax *syntax = parser->syntax;
  for (*label = 0; *label < syntax->label_count; ++*label)
    if (gloss_slice_equal(syntax->labels[*label], name)) return true;
  if (syntax->label_count == GLOSS_PATTERN_LABELS_MAX) return fail_at(parser, at, "too many labels") != NULL;
  syntax->labels[syntax->label_count++] = gloss_arena_copy(parser->arena, name);
  return true;
}

/* A copy of another pattern's tree, with its labels as labels of this one. */
static gloss_node *take_in(parser *parser, const gloss_syntax *other, const gloss_node *node, size_t at) {
  gloss_node *copy = new_node(parser, *node);
  if (node->kind == GLOSS_NODE_LABEL && !find_label(parser, other->labels[node->label], at, &copy->label)) return NULL;
  if (node->left && (copy->left = take_in(parser, other, node->left, at)) == NULL) return NULL;
  if (node->right && (copy->right = take_in(parser, other, node->right, at)) == NULL) return NULL;
  return copy;
}

static gloss_node *read_variable(parser *parser) {
  enum { NODES_MAX = 100000 };
  size_t start = parser->at++;
  gloss_slice name = read_name(parser);
  gloss_pattern_variable variable = {0};
  if (!parser->lookup(parser->context, name, false, &variable, parser->error)) return fail_with_error(parser, start);
  const gloss_syntax *other = gloss_pattern_syntax(variable.pattern);
  if (parser->syntax->nodes + other->nodes > NODES_MAX) return fail_at(parser, start, "the pattern becomes too large");
  return take_in(parser, other, other->root, start);
}

/* -- Sequences */

static gloss_node *read_group(parser *parser) {
  size_t start = parser->at++;
  if (++parser->depth > DEEPEST) return fail_at(parser, start, "parentheses are nested too deep");
  if (take(parser, ")")) return fail_at(parser, start, "there is nothing in these parentheses");
  gloss_node *inner = read_choice(parser);
  parser->depth--;
  if (inner && !take(parser, ")")) return fail_at(parser, start, "this ( is not closed");
  return inner;
}

static gloss_node *read_atom(parser *parser) {
  skip_space(parser);
  switch (peek(parser)) {
    case '[': return read_brackets(parser);
    case '"': case '\'': return read_bare_string(parser);
    case '<': return read_angle(parser);
    case '(': return read_group(parser);
    case '$': return read_variable(parser);
    default: return fail_here(parser, "an element is missing here: [ … ], \"word\", <layer/>, ( … ) or $name");
  }
}

static bool read_number(parser *parser, uint32_t *number) {
  skip_space(parser);
  if (!isdigit((unsigned char)peek(parser))) return false;
  for (*number = 0; isdigit((unsigned char)peek(parser)); parser->at++)
    if (*number <= REPEAT_MAX) *number = *number * 10 + (uint32_t)(peek(parser) - '0');
  return true;
}

/* {n}, {n,}, {n,m}, {,m} */
static bool read_counts(parser *parser, uint32_t *least, uint32_t *most) {
  size_t start = parser->at - 1;
  bool has_least = read_number(parser, least);
  if (!has_least) *least = 0;
  *most = *least;
  if (take(parser, ",")) {
    if (!read_number(parser, most)) *most = GLOSS_REPEAT_FOREVER;
  } else if (!has_least) {
    return fail_at(parser, start, "a number is missing in {n,m}") != NULL;
  }
  if (!take(parser, "}")) return fail_here(parser, "a } is missing here") != NULL;
  if (*least > REPEAT_MAX || (*most != GLOSS_REPEAT_FOREVER && *most > REPEAT_MAX)) return fail_at(parser, start, "at most 1000 repetitions") != NULL;
  return *least <= *most || fail_at(parser, start, "the first number is larger than the second") != NULL;
}

static gloss_node *repeat(parser *parser, gloss_node *node, uint32_t least, uint32_t most) {
  return new_node(parser, (gloss_node){.kind = GLOSS_NODE_REPEAT, .left = node, .least = least, .most = most});
}

static gloss_node *read_repeated(parser *parser) {
  gloss_node *node = read_atom(parser);
  uint32_t least, most;
  while (node) {
    if (take(parser, "?")) node = repeat(parser, node, 0, 1);
    else if (take(parser, "*")) node = repeat(parser, node, 0, GLOSS_REPEAT_FOREVER);
    else if (take(parser, "+")) node = repeat(parser, node, 1, GLOSS_REPEAT_FOREVER);
    else if (take(parser, "{")) node = read_counts(parser, &least, &most) ? repeat(parser, node, least, most) : NULL;
    else break;
  }
  return node;
}

/* Does a name with a colon stand here? */
static bool is_label(parser *parser) {
  size_t at = parser->at;
  gloss_slice name = read_name(parser);
  bool found = name.size > 0 && peek(parser) == ':';
  parser->at = at;
  return found;
}

static gloss_node *read_item(parser *parser) {
  skip_space(parser);
  if (!is_label(parser)) return read_repeated(parser);
  size_t at = parser->at;
  uint32_t label;
  gloss_slice name = read_name(parser);
  parser->at++;
  if (!find_label(parser, name, at, &label)) return NULL;
  gloss_node *node = read_repeated(parser);
  return node ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_LABEL, .left = node, .label = label}) : NULL;
}

static bool is_within(parser *parser) {
  gloss_slice rest = gloss_slice_cut(parser->query, parser->at, parser->query.size), word = GLOSS_SLICE("within");
  return gloss_slice_starts_with(rest, word) && (rest.size == word.size || !is_name_start(rest.data[word.size])) && !is_label(parser);
}

static bool at_end_of_sequence(parser *parser) {
  skip_space(parser);
  char c = peek(parser);
  return parser->at == parser->query.size || c == ')' || c == '|' || is_within(parser);
}

static gloss_node *read_sequence(parser *parser) {
  gloss_node *left = read_item(parser);
  while (left && !at_end_of_sequence(parser)) {
    gloss_node *right = read_item(parser);
    left = right ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_SEQUENCE, .left = left, .right = right}) : NULL;
  }
  return left;
}

static gloss_node *read_choice(parser *parser) {
  gloss_node *left = read_sequence(parser);
  while (left && take(parser, "|")) {
    gloss_node *right = read_sequence(parser);
    left = right ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_CHOICE, .left = left, .right = right}) : NULL;
  }
  return left;
}

static bool read_strategy(parser *parser) {
  parser->syntax->strategy = GLOSS_LONGEST;
  if (!take(parser, "(?")) return true;
  size_t at = parser->at;
  gloss_slice name = read_name(parser);
  if (gloss_slice_is(name, "shortest")) parser->syntax->strategy = GLOSS_SHORTEST;
  else if (gloss_slice_is(name, "all")) parser->syntax->strategy = GLOSS_ALL;
  else if (!gloss_slice_is(name, "longest")) return fail_at(parser, at, "known are (?shortest), (?longest) and (?all)") != NULL;
  return take(parser, ")") || fail_here(parser, "a ) is missing here") != NULL;
}

static bool read_region(parser *parser) {
  skip_space(parser);
  parser->syntax->within = GLOSS_WITHIN_SENTENCE;
  if (parser->at == parser->query.size || !is_within(parser)) return true;
  take(parser, "within");
  skip_space(parser);
  size_t at = parser->at;
  gloss_slice name = read_name(parser);
  if (gloss_slice_is(name, "block")) parser->syntax->within = GLOSS_WITHIN_BLOCK;
  else if (gloss_slice_is(name, "document")) parser->syntax->within = GLOSS_WITHIN_DOCUMENT;
  else if (!gloss_slice_is(name, "s")) return fail_at(parser, at, "within s, block or document") != NULL;
  return true;
}

bool gloss_syntax_read(gloss_syntax *syntax, gloss_slice query, gloss_arena *arena, gloss_pattern_lookup *lookup, void *context,
                       gloss_error *error) {
  parser parser = {.syntax = syntax, .query = query, .arena = arena, .lookup = lookup, .context = context, .error = error};
  *syntax = (gloss_syntax){0};
  if (!gloss_utf8_is_valid(query)) return gloss_fail(error, "pattern: it is not valid UTF-8");
  if (!read_strategy(&parser)) return false;
  syntax->root = read_choice(&parser);
  if (syntax->root == NULL || !read_region(&parser)) return false;
  skip_space(&parser);
  return parser.at == query.size || fail_here(&parser, peek(&parser) == ')' ? "this ) closes nothing" : "this is not understood here") != NULL;
}
