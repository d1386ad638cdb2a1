#include "pattern/syntax.h"

#include <ctype.h>
#include <stdlib.h>

#include "pattern/parser.h"
#include "unicode/unicode.h"

/* Chains of nodes lean to the left, so that their number is what bounds the depth of a recursion over them. */
enum { NODES_MAX = 10000, REPEAT_MAX = 1000 };

static gloss_node *read_choice(gloss_parser *parser);

static gloss_node *new_node(gloss_parser *parser, gloss_node node) {
  if (++parser->syntax->nodes > NODES_MAX)
    return gloss_parser_fail(parser, "the pattern is too large: up to here it has 10000 parts");
  gloss_node *made = gloss_arena_allocate(parser->arena, sizeof *made);
  *made = node;
  return made;
}

/* -- Elements */

/* [ … ] */
static gloss_node *read_brackets(gloss_parser *parser) {
  gloss_test *test;
  parser->at++;
  if (gloss_parser_take(parser, "]")) {
    test = gloss_parser_new_test(parser, (gloss_test){.kind = GLOSS_TEST_ANY});
  } else {
    test = gloss_parser_read_test(parser, false);
    if (test && !gloss_parser_take(parser, "]")) test = gloss_parser_fail(parser, "a ] is missing here");
  }
  return test ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_TOKEN, .test = test}) : NULL;
}

/* "said": short for [word="said"] */
static gloss_node *read_bare_string(gloss_parser *parser) {
  gloss_test *test = gloss_parser_read_regex(parser, (gloss_test){.attribute = GLOSS_ATTRIBUTE_WORD});
  return test ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_TOKEN, .test = test}) : NULL;
}

static gloss_node *read_bound(gloss_parser *parser, gloss_slice name, bool closing, size_t start) {
  gloss_bound bound;
  if (gloss_slice_is(name, "s")) bound = closing ? GLOSS_BOUND_SENTENCE_END : GLOSS_BOUND_SENTENCE_START;
  else if (gloss_slice_is(name, "block")) bound = closing ? GLOSS_BOUND_BLOCK_END : GLOSS_BOUND_BLOCK_START;
  else return gloss_parser_fail_at(parser, start, "only <s> and <block> have a start and an end; one annotation is <layer/>");
  if (!gloss_parser_take(parser, ">")) return gloss_parser_fail(parser, "a > is missing here");
  return new_node(parser, (gloss_node){.kind = GLOSS_NODE_BOUND, .bound = bound});
}

/* <layer field="regex" …/>: fields side by side must all fit. */
static gloss_node *read_annotation(gloss_parser *parser, gloss_slice layer) {
  gloss_test *test = NULL;
  while (!gloss_parser_take(parser, "/")) {
    gloss_parser_take(parser, "&");
    gloss_test *next = gloss_parser_read_test(parser, true);
    if (next == NULL) return NULL;
    test = test ? gloss_parser_new_test(parser, (gloss_test){.kind = GLOSS_TEST_AND, .left = test, .right = next}) : next;
    if (test == NULL) return NULL;
  }
  if (!gloss_parser_take(parser, ">")) return gloss_parser_fail(parser, "a > is missing here: an annotation is <layer/>");
  return new_node(parser, (gloss_node){.kind = GLOSS_NODE_ANNOTATION, .layer = layer, .test = test});
}

static gloss_node *read_angle(gloss_parser *parser) {
  size_t start = parser->at++;
  bool closing = gloss_parser_take(parser, "/");
  gloss_parser_skip_space(parser);
  gloss_slice name = gloss_parser_read_name(parser);
  if (name.size == 0) return gloss_parser_fail(parser, "the name of a layer is missing here");
  gloss_parser_skip_space(parser);
  return closing || gloss_parser_peek(parser) == '>' ? read_bound(parser, name, closing, start) : read_annotation(parser, name);
}

/* -- Labels, and patterns within patterns */

static bool find_label(gloss_parser *parser, gloss_slice name, size_t at, uint32_t *label) {
  gloss_syntax *syntax = parser->syntax;
  for (*label = 0; *label < syntax->label_count; ++*label) {
    if (!gloss_slice_equal(syntax->labels[*label], name)) continue;
    return !(parser->open_labels >> *label & 1) || gloss_parser_fail_at(parser, at, "this label stands inside itself") != NULL;
  }
  if (syntax->label_count == GLOSS_PATTERN_LABELS_MAX)
    return gloss_parser_fail_at(parser, at, "a pattern has at most 32 labels") != NULL;
  syntax->labels[syntax->label_count++] = gloss_arena_copy(parser->arena, name);
  return true;
}

/* A copy of another pattern's tree, with its labels as labels of this one. */
static gloss_node *take_in(gloss_parser *parser, const gloss_syntax *other, const gloss_node *node, size_t at) {
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

static gloss_node *read_variable(gloss_parser *parser) {
  size_t start = parser->at++;
  gloss_pattern_variable variable = {0};
  if (!parser->lookup(parser->context, gloss_parser_read_name(parser), false, &variable, parser->error))
    return gloss_parser_fail_with_error(parser, start);
  const gloss_syntax *other = gloss_pattern_syntax(variable.pattern);
  return take_in(parser, other, other->root, start);
}

/* -- Sequences */

static gloss_node *read_group(gloss_parser *parser) {
  size_t start = parser->at++;
  if (++parser->depth > GLOSS_PARSER_DEEPEST) return gloss_parser_fail_at(parser, start, "parentheses are nested too deep");
  if (gloss_parser_take(parser, ")")) return gloss_parser_fail_at(parser, start, "there is nothing in these parentheses");
  gloss_node *inner = read_choice(parser);
  parser->depth--;
  if (inner && !gloss_parser_take(parser, ")")) return gloss_parser_fail_at(parser, start, "this ( is not closed");
  return inner;
}

static gloss_node *read_bare_atom(gloss_parser *parser) {
  switch (gloss_parser_peek(parser)) {
    case '[': return read_brackets(parser);
    case '"': case '\'': return read_bare_string(parser);
    case '<': return read_angle(parser);
    case '(': return read_group(parser);
    case '$': return read_variable(parser);
    default: return gloss_parser_fail(parser, "an element is missing here: [ … ], \"word\", <layer/>, ( … ) or $name");
  }
}

static gloss_node *read_atom(gloss_parser *parser) {
  gloss_parser_skip_space(parser);
  size_t start = parser->at;
  gloss_node *node = read_bare_atom(parser);
  bool is_inner = node && node->source.data; /* it stood in parentheses, or in another pattern */
  if (node && !is_inner) node->source = gloss_slice_trim(gloss_slice_cut(parser->query, start, parser->at));
  return node;
}

static bool read_number(gloss_parser *parser, uint32_t *number) {
  gloss_parser_skip_space(parser);
  if (!isdigit((unsigned char)gloss_parser_peek(parser))) return false;
  for (*number = 0; isdigit((unsigned char)gloss_parser_peek(parser)); parser->at++)
    if (*number <= REPEAT_MAX) *number = *number * 10 + (uint32_t)(gloss_parser_peek(parser) - '0');
  return true;
}

/* {n}, {n,}, {n,m}, {,m} */
static bool read_counts(gloss_parser *parser, uint32_t *least, uint32_t *most) {
  size_t start = parser->at - 1;
  bool has_least = read_number(parser, least);
  if (!has_least) *least = 0;
  *most = *least;
  if (gloss_parser_take(parser, ",")) {
    if (!read_number(parser, most)) *most = GLOSS_REPEAT_FOREVER;
  } else if (!has_least) {
    return gloss_parser_fail_at(parser, start, "a number is missing in {n,m}") != NULL;
  }
  if (!gloss_parser_take(parser, "}")) return gloss_parser_fail(parser, "a } is missing here") != NULL;
  if (*least > REPEAT_MAX || (*most != GLOSS_REPEAT_FOREVER && *most > REPEAT_MAX))
    return gloss_parser_fail_at(parser, start, "at most 1000 repetitions") != NULL;
  return *least <= *most || gloss_parser_fail_at(parser, start, "the first number is larger than the second") != NULL;
}

static gloss_node *repeat(gloss_parser *parser, gloss_node *node, uint32_t least, uint32_t most) {
  return new_node(parser, (gloss_node){.kind = GLOSS_NODE_REPEAT, .left = node, .least = least, .most = most});
}

static gloss_node *read_repeated(gloss_parser *parser) {
  gloss_node *node = read_atom(parser);
  uint32_t least, most;
  while (node) {
    if (gloss_parser_take(parser, "?")) node = repeat(parser, node, 0, 1);
    else if (gloss_parser_take(parser, "*")) node = repeat(parser, node, 0, GLOSS_REPEAT_FOREVER);
    else if (gloss_parser_take(parser, "+")) node = repeat(parser, node, 1, GLOSS_REPEAT_FOREVER);
    else if (gloss_parser_take(parser, "{")) node = read_counts(parser, &least, &most) ? repeat(parser, node, least, most) : NULL;
    else break;
  }
  return node;
}

/* Does a name with a colon stand here? */
static bool is_label(gloss_parser *parser) {
  size_t at = parser->at;
  gloss_slice name = gloss_parser_read_name(parser);
  bool found = name.size > 0 && gloss_parser_peek(parser) == ':';
  parser->at = at;
  return found;
}

static gloss_node *read_item(gloss_parser *parser) {
  gloss_parser_skip_space(parser);
  if (!is_label(parser)) return read_repeated(parser);
  size_t at = parser->at;
  uint32_t label;
  gloss_slice name = gloss_parser_read_name(parser);
  parser->at++;
  if (!find_label(parser, name, at, &label)) return NULL;
  parser->open_labels |= 1u << label;
  gloss_node *node = read_repeated(parser);
  parser->open_labels &= ~(1u << label);
  return node ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_LABEL, .left = node, .label = label}) : NULL;
}

static bool is_within(gloss_parser *parser) {
  gloss_slice rest = gloss_slice_cut(parser->query, parser->at, parser->query.size), word = GLOSS_SLICE("within");
  return gloss_slice_starts_with(rest, word) && (rest.size == word.size || !gloss_parser_is_name_start(rest.data[word.size])) &&
         !is_label(parser);
}

static bool at_end_of_sequence(gloss_parser *parser) {
  gloss_parser_skip_space(parser);
  char c = gloss_parser_peek(parser);
  return parser->at == parser->query.size || c == ')' || c == '|' || is_within(parser);
}

static gloss_node *read_sequence(gloss_parser *parser) {
  gloss_node *left = read_item(parser);
  while (left && !at_end_of_sequence(parser)) {
    gloss_node *right = read_item(parser);
    left = right ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_SEQUENCE, .left = left, .right = right}) : NULL;
  }
  return left;
}

static gloss_node *read_choice(gloss_parser *parser) {
  gloss_node *left = read_sequence(parser);
  while (left && gloss_parser_take(parser, "|")) {
    gloss_node *right = read_sequence(parser);
    left = right ? new_node(parser, (gloss_node){.kind = GLOSS_NODE_CHOICE, .left = left, .right = right}) : NULL;
  }
  return left;
}

static bool read_strategy(gloss_parser *parser) {
  parser->syntax->strategy = GLOSS_LONGEST;
  if (!gloss_parser_take(parser, "(?")) return true;
  size_t at = parser->at;
  gloss_slice name = gloss_parser_read_name(parser);
  if (gloss_slice_is(name, "shortest")) parser->syntax->strategy = GLOSS_SHORTEST;
  else if (gloss_slice_is(name, "all")) parser->syntax->strategy = GLOSS_ALL;
  else if (!gloss_slice_is(name, "longest"))
    return gloss_parser_fail_at(parser, at, "the choices are (?shortest), (?longest) and (?all)") != NULL;
  return gloss_parser_take(parser, ")") || gloss_parser_fail(parser, "a ) is missing here") != NULL;
}

static bool read_region(gloss_parser *parser) {
  gloss_parser_skip_space(parser);
  parser->syntax->within = GLOSS_WITHIN_SENTENCE;
  if (parser->at == parser->query.size || !is_within(parser)) return true;
  gloss_parser_take(parser, "within");
  gloss_parser_skip_space(parser);
  size_t at = parser->at;
  gloss_slice name = gloss_parser_read_name(parser);
  if (gloss_slice_is(name, "block")) parser->syntax->within = GLOSS_WITHIN_BLOCK;
  else if (gloss_slice_is(name, "document")) parser->syntax->within = GLOSS_WITHIN_DOCUMENT;
  else if (!gloss_slice_is(name, "s")) return gloss_parser_fail_at(parser, at, "within s, block or document") != NULL;
  return true;
}

bool gloss_syntax_read(gloss_syntax *syntax, gloss_slice query, gloss_arena *arena, gloss_pattern_lookup *lookup, void *context,
                       gloss_error *error) {
  gloss_parser parser = {.syntax = syntax, .query = query, .arena = arena, .lookup = lookup, .context = context, .error = error};
  *syntax = (gloss_syntax){0};
  if (!gloss_utf8_is_valid(query)) return gloss_fail(error, "pattern: it is not valid UTF-8");
  if (!read_strategy(&parser)) return false;
  syntax->root = read_choice(&parser);
  if (syntax->root == NULL || !read_region(&parser)) return false;
  gloss_parser_skip_space(&parser);
  return parser.at == query.size ||
         gloss_parser_fail(&parser,
                           gloss_parser_peek(&parser) == ')' ? "this ) closes nothing" : "this is not understood here") != NULL;
}

void gloss_syntax_clear(gloss_syntax *syntax) {
  for (uint32_t i = 0; i < syntax->regex_count; i++) gloss_regex_free(syntax->regexes[i]);
  free(syntax->regexes);
}
