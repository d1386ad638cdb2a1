#include "match/pattern_syntax.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
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
  uint32_t open_labels; /* a bit each: what is read now stands inside them */
} parser;

/* Chains of nodes and tests lean to the left, so that their numbers are what bounds the depth of a recursion over them. */
enum { DEEPEST = 200, NODES_MAX = 10000, TESTS_MAX = 10000, REPEAT_MAX = 1000 };

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
  gloss_buffer indent = {0};
  for (size_t i = start; i < at; i++)
    if (!gloss_utf8_is_inner(query.data[i])) gloss_buffer_add_char(&indent, query.data[i] == '\t' ? '\t' : ' ');
  gloss_fail(parser->error, "pattern: %s\n    %.*s\n    %s^", message, GLOSS_PRINT(gloss_slice_cut(query, start, end)), gloss_buffer_string(&indent));
  gloss_buffer_free(&indent);
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
  if (++parser->syntax->nodes > NODES_MAX) return fail_here(parser, "the pattern is too large: up to here it has 10000 parts");
  gloss_node *made = gloss_arena_allocate(parser->arena, sizeof *made);
  *made = node;
  return made;
}

static gloss_test *new_test(parser *parser, gloss_test test) {
  if (++parser->syntax->tests > TESTS_MAX) return fail_here(parser, "the pattern is too large: up to here it has 10000 tests");
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
  *ignores_case = take(parser, "%");
  return !*ignores_case || take(parser, "c") || fail_here(parser, "only %c may follow a string: any case") != NULL;
}

/* Is it only words with | between: letters, digits and marks that mean themselves, or have a \ before them? */
static bool is_literal(gloss_slice text) {
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    bool is_escape = c == '\\' && i + 1 < text.size && ispunct((unsigned char)text.data[i + 1]);
    if (is_escape) i++;
    else if (memchr(".$^*+?()[]{}\\", c, 13)) return false;
  }
  return true;
}

/* Makes plain what a regex says beyond ASCII, as the folded text is that it is compared with; the rest is left to its flag. */
static gloss_slice fold_regex(parser *parser, gloss_slice text) {
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

/* First as it stands: "a)|(b" is right only when something is put around it. */
static bool compile_regex(parser *parser, gloss_test *test, size_t at) {
  gloss_slice flags = test->ignores_case ? GLOSS_SLICE("i") : GLOSS_SLICE("");
  gloss_regex *alone = gloss_regex_new(test->text, flags, parser->error);
  if (alone == NULL) return fail_with_error(parser, at) != NULL;
  gloss_regex_free(alone);
  gloss_buffer whole = {0};
  gloss_buffer_add(&whole, GLOSS_SLICE("\\A(?:"));
  gloss_buffer_add(&whole, test->text);
  gloss_buffer_add(&whole, GLOSS_SLICE(")\\z"));
  gloss_regex *regex = gloss_regex_new(gloss_buffer_slice(&whole), flags, parser->error);
  gloss_buffer_free(&whole);
  if (regex == NULL) return fail_at(parser, at, "this regex swallows what comes behind it; end its \\Q or its comment") != NULL;
  test->regex = keep_regex(parser->syntax, regex);
  return true;
}

static gloss_test *read_regex(parser *parser, gloss_test test) {
  size_t at = parser->at;
  test.kind = GLOSS_TEST_REGEX;
  if (!read_string(parser, &test.text) || !read_ignores_case(parser, &test.ignores_case)) return NULL;
  if (test.ignores_case) test.text = fold_regex(parser, test.text);
  bool needs_regex = test.field.data || !is_literal(test.text);
  return needs_regex && !compile_regex(parser, &test, at) ? NULL : new_test(parser, test);
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

static int find_flag(gloss_slice name) {
  int flag = 0;
  while (flag < FLAGS && !gloss_slice_is(name, flags[flag].name)) flag++;
  return flag;
}

/* name = "regex", name != $words; of an annotation the name is a field's. */
static gloss_test *read_comparison(parser *parser, gloss_slice name, size_t at, bool of_annotation) {
  gloss_test test = {.field = of_annotation ? name : (gloss_slice){0}};
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
  int flag = of_annotation || peek(parser) == '=' ? FLAGS : find_flag(name);
  if (flag < FLAGS) return new_test(parser, (gloss_test){.kind = flags[flag].kind, .flag = flags[flag].flag});
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

/* [ … ] */
static gloss_node *read_brackets(parser *parser) {
  gloss_test *test;
  parser->at++;
  if (take(parser, "]")) {
    test = new_test(parser, (gloss_test){.kind = GLOSS_TEST_ANY});
  } else {
    test = read_either(parser, false);
    if (test && !take(parser, "]")) test = fail_here(parser, "a ] is missing here");
  }
  return test ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_TOKEN, .test = test}) : NULL;
}

/* "said": short for [word="said"] */
static gloss_node *read_bare_string(parser *parser) {
  gloss_test *test = read_regex(parser, (gloss_test){.attribute = GLOSS_ATTRIBUTE_WORD});
  return test ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_TOKEN, .test = test}) : NULL;
}

static gloss_node *read_bound(parser *parser, gloss_slice name, bool closing, size_t start) {
  gloss_bound bound;
  if (gloss_slice_is(name, "s")) bound = closing ? GLOSS_BOUND_SENTENCE_END : GLOSS_BOUND_SENTENCE_START;
  else if (gloss_slice_is(name, "block")) bound = closing ? GLOSS_BOUND_BLOCK_END : GLOSS_BOUND_BLOCK_START;
  else return fail_at(parser, start, "only <s> and <block> have a start and an end; one annotation is <layer/>");
  if (!take(parser, ">")) return fail_here(parser, "a > is missing here");
  return new_node(parser, (gloss_node){.kind = GLOSS_NODE_BOUND, .bound = bound});
}

/* <layer field="regex" …/>: fields side by side must all fit. */
static gloss_node *read_annotation(parser *parser, gloss_slice layer) {
  gloss_test *test = NULL;
  while (!take(parser, "/")) {
    take(parser, "&");
    gloss_test *next = read_either(parser, true);
    if (next == NULL) return NULL;
    test = test ? new_test(parser, (gloss_test){.kind = GLOSS_TEST_AND, .left = test, .right = next}) : next;
    if (test == NULL) return NULL;
  }
  if (!take(parser, ">")) return fail_here(parser, "a > is missing here: an annotation is <layer/>");
  return new_node(parser, (gloss_node){.kind = GLOSS_NODE_ANNOTATION, .layer = layer, .test = test});
}

static gloss_node *read_angle(parser *parser) {
  size_t start = parser->at++;
  bool closing = take(parser, "/");
  skip_space(parser);
  gloss_slice name = read_name(parser);
  if (name.size == 0) return fail_here(parser, "the name of a layer is missing here");
  skip_space(parser);
  return closing || peek(parser) == '>' ? read_bound(parser, name, closing, start) : read_annotation(parser, name);
}

/* -- Labels, and patterns within patterns */

static bool find_label(parser *parser, gloss_slice name, size_t at, uint32_t *label) {
  gloss_syntax *syntax = parser->syntax;
  for (*label = 0; *label < syntax->label_count; ++*label) {
    if (!gloss_slice_equal(syntax->labels[*label], name)) continue;
    return !(parser->open_labels >> *label & 1) || fail_at(parser, at, "this label stands inside itself") != NULL;
  }
  if (syntax->label_count == GLOSS_PATTERN_LABELS_MAX) return fail_at(parser, at, "a pattern has at most 32 labels") != NULL;
  syntax->labels[syntax->label_count++] = gloss_arena_copy(parser->arena, name);
  return true;
}

/* A copy of another pattern's tree, with its labels as labels of this one. */
static gloss_node *take_in(parser *parser, const gloss_syntax *other, const gloss_node *node, size_t at) {
  uint32_t open = parser->open_labels;
  gloss_node *copy = new_node(parser, *node);
  if (copy == NULL) return NULL;
  if (node->kind == GLOSS_NODE_LABEL && !find_label(parser, other->labels[node->label], at, &copy->label)) return NULL;
  if (node->kind == GLOSS_NODE_LABEL) parser->open_labels |= 1u << copy->label;
  if (node->left && (copy->left = take_in(parser, other, node->left, at)) == NULL) return NULL;
  if (node->right && (copy->right = take_in(parser, other, node->right, at)) == NULL) return NULL;
  parser->open_labels = open;
  return copy;
}

static gloss_node *read_variable(parser *parser) {
  size_t start = parser->at++;
  gloss_pattern_variable variable = {0};
  if (!parser->lookup(parser->context, read_name(parser), false, &variable, parser->error)) return fail_with_error(parser, start);
  const gloss_syntax *other = gloss_pattern_syntax(variable.pattern);
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

static gloss_node *read_bare_atom(parser *parser) {
  switch (peek(parser)) {
    case '[': return read_brackets(parser);
    case '"': case '\'': return read_bare_string(parser);
    case '<': return read_angle(parser);
    case '(': return read_group(parser);
    case '$': return read_variable(parser);
    default: return fail_here(parser, "an element is missing here: [ … ], \"word\", <layer/>, ( … ) or $name");
  }
}

static gloss_node *read_atom(parser *parser) {
  skip_space(parser);
  size_t start = parser->at;
  gloss_node *node = read_bare_atom(parser);
  bool is_inner = node && node->source.data; /* it stood in parentheses, or in another pattern */
  if (node && !is_inner) node->source = gloss_slice_trim(gloss_slice_cut(parser->query, start, parser->at));
  return node;
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
  parser->open_labels |= 1u << label;
  gloss_node *node = read_repeated(parser);
  parser->open_labels &= ~(1u << label);
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

void gloss_syntax_clear(gloss_syntax *syntax) {
  for (uint32_t i = 0; i < syntax->regex_count; i++) gloss_regex_free(syntax->regexes[i]);
  free(syntax->regexes);
}
