/* slow_pattern: patterns made at random, and a matcher that tries every way through one: slow, and obviously right.
 * A pattern is a tree of its own, written out as a query for the engine; nothing of the engine is used to match it. */
#ifndef GLOSS_TEST_SLOW_PATTERN_H
#define GLOSS_TEST_SLOW_PATTERN_H

#include <stdio.h>

#include "pattern/syntax.h"
#include "patterned.h"

enum { SLOW_LABELS = 3, SLOW_STEPS_MAX = 20000 };

typedef enum slow_kind { SLOW_TOKEN, SLOW_ANNOTATION, SLOW_BOUND, SLOW_SEQUENCE, SLOW_CHOICE, SLOW_REPEAT, SLOW_LABEL } slow_kind;

typedef struct slow_node slow_node;
struct slow_node {
  slow_kind kind;
  slow_node *left, *right;
  int number;      /* of the test, the type, the bound, the label */
  int least, most; /* most < 0: no limit */
};

/* -- What tokens are asked */

typedef struct slow_test {
  const char *query;
  const char *words; /* those that fit, a space on both sides of each */
  int first;         /* 1: the first of a sentence only, 2: all others only, 0: wherever */
} slow_test;

static const slow_test slow_tests[] = {
  {"[]", " a b c A B ab ", 0},
  {"'a'", " a ", 0},
  {"'b'", " b ", 0},
  {"\"c\"", " c ", 0},
  {"'a'%c", " a A ", 0},
  {"'a|b'", " a b ", 0},
  {"'a|b'%c", " a b A B ", 0},
  {"'.b?'", " a b c A B ab ", 0},
  {"'a.*'", " a ab ", 0},
  {"'[AB]'", " A B ", 0},
  {"[word='ab']", " ab ", 0},
  {"[norm='a']", " a A ", 0},
  {"[norm!='a']", " b c B ab ", 0},
  {"[word=$vowels]", " a A ", 0},
  {"[word!=$vowels & word!='c']", " b B ab ", 0},
  {"[is_title]", " A B ", 0},
  {"[!is_title & !(word='a' | word='b')]", " c ab ", 0},
  {"[is_first]", " a b c A B ab ", 1},
  {"[is_first & word='a']", " a ", 1},
  {"[!is_first & norm='b']", " b B ", 2},
  {"[!(is_first | word='a|b')]", " c A B ab ", 2},
};
enum { SLOW_TESTS = sizeof slow_tests / sizeof *slow_tests };

static const char *const slow_bounds[] = {"<s>", "</s>", "<block>", "</block>"};
static const char *const slow_types[] = {"<name/>", "<name type='X'/>", "<name type='X|Y'/>", "<name type!='X'/>",
                                         "<name of='x' type='Y'/>"};

/* -- A pattern at random */

typedef struct slow_pattern {
  uint64_t *seed;
  slow_node nodes[200];
  int count;
  slow_node *root;
  gloss_strategy strategy;
  gloss_within within;
} slow_pattern;

static inline slow_node *slow_new(slow_pattern *pattern, slow_node node) {
  pattern->nodes[pattern->count] = node;
  return &pattern->nodes[pattern->count++];
}

static inline int slow_below(slow_pattern *pattern, int limit) {
  return (int)random_below(pattern->seed, (uint32_t)limit);
}

static inline slow_node *slow_leaf(slow_pattern *pattern) {
  int choice = slow_below(pattern, 20);
  if (choice == 0) return slow_new(pattern, (slow_node){.kind = SLOW_BOUND, .number = slow_below(pattern, 4)});
  if (choice < 5) return slow_new(pattern, (slow_node){.kind = SLOW_ANNOTATION, .number = slow_below(pattern, 5)});
  return slow_new(pattern, (slow_node){.kind = SLOW_TOKEN, .number = slow_below(pattern, SLOW_TESTS)});
}

/* `labels`: a bit for each that may be used here. */
static inline slow_node *slow_make(slow_pattern *pattern, int depth, int labels) {
  int choice = slow_below(pattern, 12), label = slow_below(pattern, SLOW_LABELS);
  if (depth == 0 || choice < 2 || pattern->count > 150) return slow_leaf(pattern);
  if (choice == 11 && !(labels >> label & 1)) return slow_leaf(pattern);
  slow_node *left = slow_make(pattern, depth - 1, choice == 11 ? labels & ~(1 << label) : labels);
  if (choice == 11) return slow_new(pattern, (slow_node){.kind = SLOW_LABEL, .left = left, .number = label});
  if (choice > 8) {
    int least = slow_below(pattern, 3), most = slow_below(pattern, 2) ? -1 : least + slow_below(pattern, 3);
    return slow_new(pattern, (slow_node){.kind = SLOW_REPEAT, .left = left, .least = least, .most = most});
  }
  slow_node *right = slow_make(pattern, depth - 1, labels);
  return slow_new(pattern, (slow_node){.kind = choice > 6 ? SLOW_CHOICE : SLOW_SEQUENCE, .left = left, .right = right});
}

static inline void slow_write(const slow_node *node, gloss_buffer *query) {
  switch (node->kind) {
    case SLOW_TOKEN: gloss_buffer_print(query, "%s", slow_tests[node->number].query); return;
    case SLOW_ANNOTATION: gloss_buffer_print(query, "%s", slow_types[node->number]); return;
    case SLOW_BOUND: gloss_buffer_print(query, "%s", slow_bounds[node->number]); return;
    case SLOW_LABEL: gloss_buffer_print(query, "l%d:", node->number); break;
    default: break;
  }
  gloss_buffer_add_char(query, '(');
  slow_write(node->left, query);
  if (node->right) gloss_buffer_print(query, "%s", node->kind == SLOW_CHOICE ? " | " : " ");
  if (node->right) slow_write(node->right, query);
  gloss_buffer_add_char(query, ')');
  if (node->kind != SLOW_REPEAT) return;
  if (node->least == 0 && node->most == 1) gloss_buffer_add_char(query, '?');
  else if (node->least == 0 && node->most < 0) gloss_buffer_add_char(query, '*');
  else if (node->least == 1 && node->most < 0) gloss_buffer_add_char(query, '+');
  else if (node->most < 0) gloss_buffer_print(query, "{%d,}", node->least);
  else gloss_buffer_print(query, "{%d,%d}", node->least, node->most);
}

static inline void slow_query(const slow_pattern *pattern, gloss_buffer *query) {
  static const char *const strategies[] = {"", "(?shortest) ", "(?all) "}, *const regions[] = {"", " within block",
                                                                                               " within document"};
  gloss_buffer_clear(query);
  gloss_buffer_print(query, "%s", strategies[pattern->strategy]);
  slow_write(pattern->root, query);
  gloss_buffer_print(query, "%s", regions[pattern->within]);
  gloss_buffer_string(query);
}

static inline void slow_random(slow_pattern *pattern, uint64_t *seed, int depth) {
  pattern->seed = seed;
  pattern->count = 0;
  pattern->strategy = (gloss_strategy)(slow_below(pattern, 3) ? GLOSS_LONGEST : slow_below(pattern, 3));
  pattern->within = (gloss_within)slow_below(pattern, 3);
  pattern->root = slow_make(pattern, depth, (1 << SLOW_LABELS) - 1);
}

/* -- Every way through it */

typedef struct slow_way slow_way;
typedef struct slow_search {
  const gloss_document *document;
  uint32_t layer;
  gloss_span region;
  gloss_span captures[SLOW_LABELS];
  int steps;
  void (*found)(struct slow_search *search, uint32_t end); /* called for each way to the end */
  void *context;
} slow_search;

struct slow_way { /* what is still to do */
  void (*go)(slow_search *search, const slow_way *way, uint32_t at);
  const slow_node *node;
  const slow_way *then;
  uint32_t start;
  int turn;
};

static inline void slow_walk(slow_search *search, const slow_node *node, uint32_t at, const slow_way *then);

static inline bool slow_token_fits(const slow_search *search, int number, uint32_t at) {
  const slow_test *test = &slow_tests[number];
  gloss_slice word = gloss_document_token_text(search->document, at);
  char padded[16];
  bool is_first = search->document->tokens[at].flags & GLOSS_IS_FIRST;
  snprintf(padded, sizeof padded, " %.*s ", GLOSS_PRINT(word));
  return strstr(test->words, padded) && (test->first == 0 || is_first == (test->first == 1));
}

static inline bool slow_row_fits(const slow_search *search, int number, uint32_t row) {
  const gloss_annotation *annotation = &search->document->layers[search->layer].rows[row];
  gloss_slice type = {0};
  if (annotation->type != GLOSS_UNKNOWN)
    type = gloss_word_text(gloss_vocabulary_word(search->document->vocabulary, annotation->type));
  bool is_x = gloss_slice_is(type, "X"), is_y = gloss_slice_is(type, "Y");
  bool has_of = gloss_document_field(search->document, search->layer, row, 0).kind == GLOSS_STRING;
  return number == 0 || (number == 1 && is_x) || (number == 2 && (is_x || is_y)) || (number == 3 && !is_x) ||
         (number == 4 && is_y && has_of);
}

static inline bool slow_bound_holds(const slow_search *search, int number, uint32_t at) {
  const gloss_document *document = search->document;
  bool sentence = false, block = false, last = at == document->token_count;
  for (uint32_t i = 0; i < document->sentence_count; i++) sentence |= document->sentences[i].tokens.start == at;
  for (uint32_t i = 0; i < document->block_count; i++) block |= !last && document->blocks[i].tokens.start == at;
  return number == 0 ? sentence : number == 1 ? sentence || last : number == 2 ? block : block || last;
}

static inline void slow_go_on(slow_search *search, const slow_way *way, uint32_t at) {
  if (way) way->go(search, way, at);
  else search->found(search, at);
}

static inline void slow_second(slow_search *search, const slow_way *way, uint32_t at) {
  slow_walk(search, way->node, at, way->then);
}

static inline void slow_end_label(slow_search *search, const slow_way *way, uint32_t at) {
  gloss_span before = search->captures[way->node->number];
  if (at > way->start) search->captures[way->node->number] = (gloss_span){way->start, at};
  slow_go_on(search, way->then, at);
  search->captures[way->node->number] = before;
}

static inline void slow_turn(slow_search *search, const slow_way *way, uint32_t at) {
  const slow_node *node = way->node;
  bool is_idle = at == way->start && way->turn > node->least;
  if (way->turn >= node->least) slow_go_on(search, way->then, at);
  if (is_idle || (node->most >= 0 && way->turn >= node->most)) return;
  slow_way again = {slow_turn, node, way->then, at, way->turn + 1};
  slow_walk(search, node->left, at, &again);
}

static inline void slow_walk(slow_search *search, const slow_node *node, uint32_t at, const slow_way *then) {
  if (++search->steps > SLOW_STEPS_MAX) return;
  const gloss_layer *layer = &search->document->layers[search->layer];
  slow_way way = {NULL, node, then, at, 0};
  switch (node->kind) {
    case SLOW_TOKEN:
      if (at < search->region.end && slow_token_fits(search, node->number, at)) slow_go_on(search, then, at + 1);
      return;
    case SLOW_ANNOTATION:
      for (uint32_t row = 0; row < layer->count; row++) {
        gloss_span tokens = layer->rows[row].tokens;
        bool is_here = tokens.start == at && tokens.end > at && tokens.end <= search->region.end && !layer->rows[row].removed;
        if (is_here && slow_row_fits(search, node->number, row)) slow_go_on(search, then, tokens.end);
      }
      return;
    case SLOW_BOUND:
      if (slow_bound_holds(search, node->number, at)) slow_go_on(search, then, at);
      return;
    case SLOW_SEQUENCE:
      way = (slow_way){slow_second, node->right, then, at, 0};
      slow_walk(search, node->left, at, &way);
      return;
    case SLOW_CHOICE:
      slow_walk(search, node->left, at, then);
      slow_walk(search, node->right, at, then);
      return;
    case SLOW_LABEL:
      way.go = slow_end_label;
      slow_walk(search, node->left, at, &way);
      return;
    case SLOW_REPEAT:
      slow_turn(search, &way, at);
  }
}

#endif
