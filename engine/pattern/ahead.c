#include "pattern/ahead.h"

#include <stdlib.h>

#include "base/memory.h"

/* -- Bits */

typedef struct candidate {
  const gloss_pattern *pattern;
  uint32_t number;
} candidate;

static gloss_slice first_element(const gloss_pattern *pattern) {
  return pattern->positions[pattern->edges[pattern->positions[0].edge].target].element->source;
}

/* Those of one `within` stand together, and of them those that begin alike, so that these are few words of a row. */
static int compare_candidates(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  int within = (int)x->pattern->syntax.within - (int)y->pattern->syntax.within;
  int order = within ? within : gloss_slice_compare(first_element(x->pattern), first_element(y->pattern));
  return order ? order : (x->number > y->number) - (x->number < y->number);
}

void gloss_ahead_open(gloss_ahead *ahead, const gloss_pattern *const *patterns, uint32_t count) {
  candidate *candidates = gloss_allocate((count + 1u) * sizeof *candidates);
  for (uint32_t i = 0; i < count; i++) candidates[i] = (candidate){patterns[i], i};
  if (count > 0) qsort(candidates, count, sizeof *candidates, compare_candidates);
  ahead->bits = gloss_allocate((count + 1u) * sizeof *ahead->bits);
  ahead->patterns = gloss_allocate((count + 3 * 64u) * sizeof *ahead->patterns);
  for (uint32_t within = 0, at = 0; within <= GLOSS_WITHIN_DOCUMENT; within++) {
    uint32_t bit = ahead->row * 64;
    for (; at < count && candidates[at].pattern->syntax.within == (gloss_within)within; at++) {
      ahead->patterns[bit] = candidates[at].number;
      ahead->bits[candidates[at].number] = bit++;
    }
    ahead->parts[within] = (gloss_span){ahead->row, (bit + 63) / 64};
    ahead->row = ahead->parts[within].end;
  }
  free(candidates);
  ahead->with_annotation = gloss_allocate_zeroed(ahead->row + 1u, sizeof *ahead->with_annotation);
  ahead->without_need = gloss_allocate_zeroed(ahead->row + 1u, sizeof *ahead->without_need);
  ahead->with_far_need = gloss_allocate_zeroed(ahead->row + 1u, sizeof *ahead->with_far_need);
}

void gloss_ahead_free(gloss_ahead *ahead) {
  free(ahead->bits);
  free(ahead->patterns);
  free(ahead->with_annotation);
  free(ahead->without_need);
  free(ahead->with_far_need);
}

static void set_bit(uint64_t *row, uint32_t bit) {
  row[bit >> 6] |= (uint64_t)1 << (bit & 63);
}

/* -- The first tokens */

typedef struct survey {
  gloss_ahead *ahead;
  gloss_pattern_elements *elements;
  const gloss_pattern *pattern;
  const gloss_token_element *tokens;
  uint32_t bit;
  uint32_t *now, *next;         /* the positions that may take the token before, and the token at hand */
  uint32_t next_count;
  uint32_t *seen;               /* of each position: the last row for which it was met, + 1 */
  bool is_open;                 /* the token at hand may be any: a match may have ended, or an annotation of any size come before */
  bool goes_on;                 /* a match may have tokens after the last row, or after an annotation */
  const gloss_node **needed;    /* the elements of which each match has one */
  uint32_t needed_count;
} survey;

static void meet(survey *survey, int row, uint32_t target) {
  bool is_end = target == GLOSS_ACCEPT;
  if (is_end || survey->pattern->positions[target].element->kind == GLOSS_NODE_ANNOTATION) {
    survey->is_open = true;
    survey->goes_on |= !is_end;
  } else if (survey->seen[target] != (uint32_t)row + 1) {
    survey->seen[target] = (uint32_t)row + 1;
    survey->next[survey->next_count++] = target;
  }
}

static void mark_row(survey *survey, gloss_mark_row row) {
  if (survey->is_open && row > GLOSS_MARK_FIRST) {
    gloss_pattern_elements_mark_all(survey->elements, row, survey->bit);
    return;
  }
  for (uint32_t i = 0; i < survey->next_count; i++)
    gloss_pattern_elements_mark(survey->elements, survey->tokens[survey->next[i]], row, survey->bit);
}

/* Meets all that may follow what was met in the row before. */
static void follow(survey *survey, int row) {
  uint32_t *before = survey->next;
  uint32_t count = survey->next_count;
  survey->next = survey->now;
  survey->now = before;
  survey->next_count = 0;
  for (uint32_t i = 0; i < count; i++) {
    const gloss_position *from = &survey->pattern->positions[before[i]];
    for (uint32_t j = 0; j < from->edge_count; j++) meet(survey, row, survey->pattern->edges[from->edge + j].target);
  }
}

/* From row to row; position 0 is the start. What is open once stays so. */
static void mark_first_tokens(survey *survey) {
  survey->next[0] = 0;
  survey->next_count = 1;
  for (int row = GLOSS_MARK_FIRST; row < GLOSS_AHEAD; row++) {
    follow(survey, row);
    mark_row(survey, (gloss_mark_row)row);
    if (row == GLOSS_MARK_FIRST && survey->is_open) set_bit(survey->ahead->with_annotation, survey->bit);
  }
  follow(survey, GLOSS_AHEAD);
  survey->goes_on |= survey->next_count > 0;
}

/* -- What is needed */

/* Does it ask for certain words? A kind, a shape or a flag is had by many. */
static bool is_telling(const gloss_test *test) {
  switch (test->kind) {
    case GLOSS_TEST_AND: return is_telling(test->left) || is_telling(test->right);
    case GLOSS_TEST_OR: return is_telling(test->left) && is_telling(test->right);
    case GLOSS_TEST_REGEX: return test->attribute != GLOSS_ATTRIBUTE_KIND && test->attribute != GLOSS_ATTRIBUTE_SHAPE;
    case GLOSS_TEST_WORDS: return true;
    default: return false;
  }
}

/* Finds telling elements of which each match of the node has one: the last such, since what it begins with is looked at anyway.
 * False when there are none. */
static bool find_needed(survey *survey, const gloss_node *node) {
  uint32_t before = survey->needed_count;
  switch (node->kind) {
    case GLOSS_NODE_SEQUENCE: return find_needed(survey, node->right) || find_needed(survey, node->left);
    case GLOSS_NODE_LABEL: return find_needed(survey, node->left);
    case GLOSS_NODE_REPEAT: return node->least > 0 && find_needed(survey, node->left);
    case GLOSS_NODE_CHOICE:
      if (find_needed(survey, node->left) && find_needed(survey, node->right)) return true;
      survey->needed_count = before;
      return false;
    case GLOSS_NODE_TOKEN:
      if (is_telling(node->test)) survey->needed[survey->needed_count++] = node;
      return survey->needed_count > before;
    default: return false;
  }
}

static bool begins_with(const gloss_pattern *pattern, const gloss_node *element) {
  const gloss_position *start = &pattern->positions[0];
  for (uint32_t i = 0; i < start->edge_count; i++)
    if (pattern->positions[pattern->edges[start->edge + i].target].element == element) return true;
  return false;
}

static void mark_needed(survey *survey) {
  const gloss_syntax *syntax = &survey->pattern->syntax;
  survey->needed = gloss_allocate((syntax->nodes + 1u) * sizeof *survey->needed);
  bool has_need = find_needed(survey, syntax->root) && !begins_with(survey->pattern, survey->needed[0]);
  survey->ahead->has_needs[syntax->within] |= has_need;
  if (!has_need) set_bit(survey->ahead->without_need, survey->bit);
  else if (survey->goes_on) set_bit(survey->ahead->with_far_need, survey->bit);
  for (uint32_t i = 0; has_need && i < survey->needed_count; i++)
    gloss_pattern_elements_mark(survey->elements, gloss_pattern_elements_add(survey->elements, survey->needed[i]->test),
                                GLOSS_MARK_NEEDED, survey->bit);
  free(survey->needed);
}

void gloss_ahead_add(gloss_ahead *ahead, uint32_t number, const gloss_pattern *pattern, const gloss_token_element *tokens,
                     gloss_pattern_elements *elements) {
  uint32_t *columns = gloss_allocate_zeroed(pattern->position_count * 3u, sizeof *columns);
  survey survey = {.ahead = ahead, .elements = elements, .pattern = pattern, .tokens = tokens, .bit = ahead->bits[number],
                   .seen = columns, .now = columns + pattern->position_count, .next = columns + pattern->position_count * 2u};
  for (uint32_t i = 1; i < pattern->position_count; i++) {
    const gloss_node *element = pattern->positions[i].element;
    if (element->kind == GLOSS_NODE_TOKEN) gloss_pattern_elements_mark_undecided(elements, element->test, survey.bit);
  }
  mark_first_tokens(&survey);
  mark_needed(&survey);
  free(columns);
}
