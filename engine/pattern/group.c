#include "pattern/group.h"

#include <stdlib.h>

#include "base/memory.h"
#include "pattern/threads.h"

/* -- Making it */

/* What a position takes. */
static void set_target(gloss_pattern_group *group, gloss_group_edge *edge, gloss_token_element *token, const gloss_node *element) {
  edge->is_annotation = element->kind == GLOSS_NODE_ANNOTATION;
  if (edge->is_annotation) {
    edge->element = gloss_pattern_kinds_add(group->kinds, element);
  } else {
    *token = gloss_pattern_elements_add(group->elements, element->test);
    edge->element = token->number;
    edge->flags = token->flags;
  }
}

static void add_edges(gloss_pattern_group *group, const gloss_pattern *pattern, const gloss_group_edge *targets, uint32_t first) {
  for (uint32_t i = 0; i < pattern->edge_count; i++) {
    const gloss_edge *from = &pattern->edges[i];
    gloss_group_edge edge = from->target == GLOSS_ACCEPT ? (gloss_group_edge){0} : targets[from->target];
    edge.target = from->target == GLOSS_ACCEPT ? GLOSS_ACCEPT : first + from->target;
    edge.saves = from->saves;
    edge.bounds = from->bounds;
    group->edges[group->edge_count++] = edge;
  }
}

/* The element of each position is looked up once; its edges are many. */
static void add_elements(gloss_pattern_group *group, uint32_t number, const gloss_pattern *pattern) {
  gloss_group_edge *targets = gloss_allocate_zeroed(pattern->position_count, sizeof *targets);
  gloss_token_element *tokens = gloss_allocate_zeroed(pattern->position_count, sizeof *tokens);
  for (uint32_t i = 1; i < pattern->position_count; i++) set_target(group, &targets[i], &tokens[i], pattern->positions[i].element);
  add_edges(group, pattern, targets, group->position_count);
  gloss_ahead_add(&group->ahead, number, pattern, tokens, group->elements);
  free(targets);
  free(tokens);
}

static void add_positions(gloss_pattern_group *group, uint32_t number, const gloss_pattern *pattern, uint32_t *seats) {
  uint32_t mask = pattern->syntax.strategy == GLOSS_ALL ? GLOSS_PATTERN_ALL_MAX - 1 : 0, edges = group->edge_count;
  add_elements(group, number, pattern);
  for (uint32_t i = 0; i < pattern->position_count; i++) {
    const gloss_position *from = &pattern->positions[i];
    group->positions[group->position_count++] = (gloss_group_position){edges + from->edge, from->edge_count, number, *seats, mask};
    *seats += mask + 1;
  }
}

static void add_pattern(gloss_pattern_group *group, uint32_t number, const gloss_pattern *pattern, uint32_t *seats) {
  const gloss_syntax *syntax = &pattern->syntax;
  group->patterns[number] =
      (gloss_group_pattern){group->position_count, syntax->label_count, syntax->strategy, syntax->within, {0}};
  if (syntax->label_count * 2 > group->slots.width) group->slots.width = syntax->label_count * 2;
  add_positions(group, number, pattern, seats);
}

gloss_pattern_group *gloss_pattern_group_new(const gloss_pattern *const *patterns, uint32_t count, gloss_matcher *matcher) {
  gloss_pattern_group *group = gloss_allocate_zeroed(1, sizeof *group);
  uint32_t positions = 0, edges = 0, seats = 0;
  for (uint32_t i = 0; i < count; i++) {
    positions += patterns[i]->position_count;
    edges += patterns[i]->edge_count;
  }
  group->matcher = matcher;
  group->pattern_count = count;
  group->patterns = gloss_allocate((count + 1u) * sizeof *group->patterns);
  group->positions = gloss_allocate((positions + 1u) * sizeof *group->positions);
  group->edges = gloss_allocate((edges + 1u) * sizeof *group->edges);
  group->elements = gloss_pattern_elements_new();
  group->kinds = gloss_pattern_kinds_new(matcher);
  gloss_ahead_open(&group->ahead, patterns, count);
  gloss_pattern_elements_make_rows(group->elements, group->ahead.row);
  for (uint32_t i = 0; i < count; i++) add_pattern(group, i, patterns[i], &seats);
  group->seats = gloss_allocate_zeroed(seats + 1u, sizeof *group->seats);
  group->possible = gloss_allocate_zeroed(group->ahead.row + 1u, sizeof *group->possible);
  group->last_needs = gloss_allocate_zeroed(group->ahead.row * 64 + 1u, sizeof *group->last_needs);
  return group;
}

static void free_found(gloss_group_found *found) {
  free(found->hits);
  free(found->captures);
}

void gloss_pattern_group_free(gloss_pattern_group *group) {
  if (group == NULL) return;
  for (uint32_t i = 0; i < group->pattern_count; i++) free_found(&group->patterns[i].found);
  free_found(&group->apart);
  void *columns[] = {group->patterns,  group->positions,  group->edges, group->possible, group->last_needs, group->classes,
                     group->now.items, group->next.items, group->seats, group->arrivals};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) free(columns[i]);
  gloss_slots_free(&group->slots);
  gloss_ahead_free(&group->ahead);
  gloss_pattern_words_free(group->words);
  gloss_pattern_elements_free(group->elements);
  gloss_pattern_kinds_free(group->kinds);
  free(group);
}

/* -- Searching */

static void open_document(gloss_pattern_group *group, const gloss_document *document, gloss_span tokens) {
  group->document = document;
  group->tokens = tokens;
  group->window = (gloss_span){0, 0};
  gloss_pattern_kinds_open(group->kinds, document);
  if (group->vocabulary != document->vocabulary) {
    gloss_pattern_words_free(group->words);
    group->words = gloss_pattern_words_new(group->elements, group->matcher, document->vocabulary);
    group->vocabulary = document->vocabulary;
  }
  gloss_pattern_words_open(group->words);
}

static void forget_found(gloss_group_found *found) {
  found->hits = gloss_shrink(found->hits, &found->capacity, sizeof *found->hits);
  found->captures = gloss_shrink(found->captures, &found->capture_capacity, sizeof *found->captures);
  found->count = 0;
  found->is_full = false;
  found->failed = GLOSS_PATTERN_DONE;
}

static gloss_span overlap(gloss_span a, gloss_span b) {
  return (gloss_span){a.start > b.start ? a.start : b.start, a.end < b.end ? a.end : b.end};
}

static void scan_sentences(gloss_pattern_group *group, gloss_span tokens) {
  const gloss_document *document = group->document;
  uint32_t i = gloss_document_sentence_at(document, tokens.start);
  for (; i < document->sentence_count && document->sentences[i].tokens.start < tokens.end; i++)
    gloss_threads_run(group, overlap(document->sentences[i].tokens, tokens));
}

static void scan_blocks(gloss_pattern_group *group, gloss_span tokens) {
  const gloss_document *document = group->document;
  uint32_t i = gloss_document_block_at(document, tokens.start);
  for (; i < document->block_count && document->blocks[i].tokens.start < tokens.end; i++)
    if (gloss_span_size(document->blocks[i].tokens) > 0) gloss_threads_run(group, overlap(document->blocks[i].tokens, tokens));
}

/* Of the patterns of one `within`. */
static void scan_regions(gloss_pattern_group *group, gloss_within within) {
  gloss_span tokens = group->tokens;
  group->within = within;
  if (gloss_span_size(tokens) == 0 || gloss_span_size(group->ahead.parts[within]) == 0) return;
  switch (within) {
    case GLOSS_WITHIN_SENTENCE: scan_sentences(group, tokens); break;
    case GLOSS_WITHIN_BLOCK: scan_blocks(group, tokens); break;
    case GLOSS_WITHIN_DOCUMENT: gloss_threads_run(group, tokens); break;
  }
}

static int compare_hits(const void *a, const void *b) {
  const gloss_pattern_hit *x = a, *y = b;
  int order = gloss_span_compare(x->tokens, y->tokens);
  return order ? order : (x->captures > y->captures) - (x->captures < y->captures);
}

/* All matches of a pattern come by their ends, and by each way that leads to them: sorts them, and keeps the preferred of
 * equal ones. */
static void sort_hits(gloss_group_found *found) {
  uint32_t kept = 0;
  if (found->count > 1) qsort(found->hits, found->count, sizeof *found->hits, compare_hits);
  for (uint32_t i = 0; i < found->count; i++)
    if (kept == 0 || gloss_span_compare(found->hits[kept - 1].tokens, found->hits[i].tokens) != 0)
      found->hits[kept++] = found->hits[i];
  found->count = kept;
}

void gloss_pattern_group_scan(gloss_pattern_group *group, const gloss_document *document, gloss_span tokens) {
  open_document(group, document, tokens);
  group->only = UINT32_MAX;
  for (uint32_t i = 0; i < group->pattern_count; i++) forget_found(&group->patterns[i].found);
  for (int within = 0; within <= GLOSS_WITHIN_DOCUMENT; within++)
    scan_regions(group, (gloss_within)within);
  for (uint32_t i = 0; i < group->pattern_count; i++)
    if (group->patterns[i].strategy == GLOSS_ALL) sort_hits(&group->patterns[i].found);
}

static gloss_pattern_found lend(const gloss_group_found *found) {
  return (gloss_pattern_found){found->hits, found->count, found->captures, found->is_full, found->failed};
}

gloss_pattern_found gloss_pattern_group_found(const gloss_pattern_group *group, uint32_t pattern) {
  return lend(&group->patterns[pattern].found);
}

gloss_pattern_found gloss_pattern_group_scan_one(gloss_pattern_group *group, uint32_t pattern, const gloss_document *document,
                                                 gloss_span tokens) {
  open_document(group, document, tokens);
  group->only = pattern;
  forget_found(&group->apart);
  scan_regions(group, group->patterns[pattern].within);
  if (group->patterns[pattern].strategy == GLOSS_ALL) sort_hits(&group->apart);
  return lend(&group->apart);
}
