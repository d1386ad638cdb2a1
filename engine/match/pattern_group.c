#include "match/pattern_group.h"

#include <stdlib.h>

#include "base/memory.h"
#include "match/pattern_words.h"

#define NONE UINT32_MAX

/* A position of one of the patterns, in the numbering of the group. */
typedef struct place {
  uint32_t pattern;
  uint32_t element;    /* of tokens: its number in the elements; of annotations: in the kinds */
  bool is_annotation;
  uint32_t edge, edge_count;
} place;

/* An element that is an annotation: what it asks of which layer. */
typedef struct kind {
  const gloss_test *test; /* NULL: any annotation of the layer */
  uint32_t layer;         /* its place in the list of layers that the group looks at */
} kind;

/* A layer that the group looks at, walked along with the tokens. */
typedef struct watched {
  gloss_slice name;
  const gloss_layer *layer; /* NULL: the document has none of that name */
  gloss_layer_cursor cursor;
  uint32_t next;            /* the row the walk comes to next, or GLOSS_NO_ROW */
  uint32_t *rows;           /* those that begin at the boundary at hand */
  uint32_t row_count, row_capacity;
} watched;

/* A way through a pattern that is still alive: it has taken what ends at the boundary at hand. */
typedef struct thread {
  uint32_t place;
  uint32_t start;   /* the token where it began */
  uint32_t capture; /* the last of a chain of marks, or NONE */
} thread;

typedef struct mark { /* a label that begins or ends at a boundary */
  uint32_t slot, boundary, before;
} mark;

typedef struct arrival { /* a thread that waits for the end of the annotation it took */
  uint32_t boundary, order;
  thread thread;
} arrival;

typedef struct candidate {
  uint32_t pattern;
  gloss_span tokens;
  uint32_t capture, order;
} candidate;

typedef struct starter { /* a first edge of a pattern */
  uint32_t pattern, edge;
  uint32_t next;         /* + 1: the next of the same element or kind */
} starter;

typedef struct found { /* what a pattern has matched */
  gloss_pattern_hit *hits;
  uint32_t count, capacity;
} found;

typedef struct threads {
  thread *items;
  uint32_t count, capacity;
} threads;

struct gloss_pattern_group {
  const gloss_pattern **patterns;
  uint32_t pattern_count;
  uint32_t *first_place; /* of each pattern: the place of its position 0 */
  place *places;
  uint32_t place_count, place_capacity;
  gloss_pattern_elements *elements;
  kind *kinds;
  uint32_t kind_count, kind_capacity;
  watched *watched;
  uint32_t watched_count, watched_capacity;
  starter *starters;
  uint32_t starter_count, starter_capacity;
  uint32_t *token_starters, *kind_starters; /* of each element, each kind: the first, + 1 */
  bool has_within[3];

  gloss_matcher *matcher;
  gloss_pattern_words *words;
  gloss_vocabulary *vocabulary;

  const gloss_document *document;
  gloss_within within;         /* of the patterns searched for now */
  gloss_span region;
  threads now, next;
  uint32_t *seen;              /* of each place: its thread in `next` + 1, when `seen_at` is the boundary */
  uint32_t *seen_at;
  arrival *arrivals;
  uint32_t arrival_count, arrival_capacity, arrival_order;
  mark *marks;
  uint32_t mark_count, mark_capacity;
  candidate *candidates;
  uint32_t candidate_count, candidate_capacity;
  found *found;
  gloss_span *captures;
  uint32_t capture_count, capture_capacity;
};

/* -- Making it */

static uint32_t watch(gloss_pattern_group *group, gloss_slice layer) {
  for (uint32_t i = 0; i < group->watched_count; i++)
    if (gloss_slice_equal(group->watched[i].name, layer)) return i;
  group->watched = gloss_grow(group->watched, &group->watched_capacity, group->watched_count + 1u, sizeof *group->watched);
  group->watched[group->watched_count] = (watched){.name = layer};
  return group->watched_count++;
}

static uint32_t add_kind(gloss_pattern_group *group, const gloss_node *node) {
  group->kinds = gloss_grow(group->kinds, &group->kind_capacity, group->kind_count + 1u, sizeof *group->kinds);
  group->kinds[group->kind_count] = (kind){gloss_pattern_elements_add_fields(group->elements, node->test), watch(group, node->layer)};
  return group->kind_count++;
}

static void add_places(gloss_pattern_group *group, uint32_t pattern) {
  const gloss_pattern *of = group->patterns[pattern];
  group->first_place[pattern] = group->place_count;
  group->places = gloss_grow(group->places, &group->place_capacity, group->place_count + (size_t)of->position_count, sizeof *group->places);
  for (uint32_t i = 0; i < of->position_count; i++) {
    const gloss_position *position = &of->positions[i];
    place place = {.pattern = pattern, .element = NONE, .edge = position->edge, .edge_count = position->edge_count};
    place.is_annotation = position->element && position->element->kind == GLOSS_NODE_ANNOTATION;
    if (place.is_annotation) place.element = add_kind(group, position->element);
    else if (position->element) place.element = gloss_pattern_elements_add(group->elements, position->element->test);
    group->places[group->place_count++] = place;
  }
}

static const gloss_edge *edge_of(const gloss_pattern_group *group, uint32_t pattern, uint32_t edge) {
  return &group->patterns[pattern]->edges[edge];
}

/* Backwards, so that the chains have the preferred edge first. */
static void add_starters(gloss_pattern_group *group, uint32_t pattern) {
  const place *start = &group->places[group->first_place[pattern]];
  for (uint32_t i = start->edge_count; i-- > 0;) {
    uint32_t edge = start->edge + i;
    const place *target = &group->places[group->first_place[pattern] + edge_of(group, pattern, edge)->target];
    uint32_t *chain = (target->is_annotation ? group->kind_starters : group->token_starters) + target->element;
    group->starters = gloss_grow(group->starters, &group->starter_capacity, group->starter_count + 1u, sizeof *group->starters);
    group->starters[group->starter_count++] = (starter){pattern, edge, *chain};
    *chain = group->starter_count;
  }
}

gloss_pattern_group *gloss_pattern_group_new(const gloss_pattern *const *patterns, uint32_t count, gloss_matcher *matcher) {
  gloss_pattern_group *group = gloss_allocate_zeroed(1, sizeof *group);
  group->matcher = matcher;
  group->pattern_count = count;
  group->patterns = gloss_allocate((count + 1u) * sizeof *group->patterns);
  group->first_place = gloss_allocate((count + 1u) * sizeof *group->first_place);
  group->found = gloss_allocate_zeroed(count + 1u, sizeof *group->found);
  group->elements = gloss_pattern_elements_new();
  for (uint32_t i = 0; i < count; i++) group->patterns[i] = patterns[i];
  for (uint32_t i = 0; i < count; i++) add_places(group, i);
  group->token_starters = gloss_allocate_zeroed(gloss_pattern_elements_count(group->elements) + 1u, sizeof *group->token_starters);
  group->kind_starters = gloss_allocate_zeroed(group->kind_count + 1u, sizeof *group->kind_starters);
  for (uint32_t i = count; i-- > 0;) add_starters(group, i);
  for (uint32_t i = 0; i < count; i++) group->has_within[patterns[i]->syntax.within] = true;
  group->seen = gloss_allocate_zeroed(group->place_count + 1u, sizeof *group->seen);
  group->seen_at = gloss_allocate_zeroed(group->place_count + 1u, sizeof *group->seen_at);
  return group;
}

void gloss_pattern_group_free(gloss_pattern_group *group) {
  if (group == NULL) return;
  for (uint32_t i = 0; i < group->pattern_count; i++) free(group->found[i].hits);
  for (uint32_t i = 0; i < group->watched_count; i++) free(group->watched[i].rows);
  void *columns[] = {group->patterns, group->first_place, group->places, group->kinds, group->watched, group->starters, group->token_starters,
                     group->kind_starters, group->now.items, group->next.items, group->seen, group->seen_at, group->arrivals, group->marks,
                     group->candidates, group->found, group->captures};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) free(columns[i]);
  gloss_pattern_words_free(group->words);
  gloss_pattern_elements_free(group->elements);
  free(group);
}

/* -- What fits */

static bool annotation_fits(gloss_pattern_group *group, const gloss_test *test, uint32_t layer, uint32_t row) {
  char space[32];
  if (test == NULL) return true;
  switch (test->kind) {
    case GLOSS_TEST_NOT: return !annotation_fits(group, test->left, layer, row);
    case GLOSS_TEST_AND: return annotation_fits(group, test->left, layer, row) && annotation_fits(group, test->right, layer, row);
    case GLOSS_TEST_OR: return annotation_fits(group, test->left, layer, row) || annotation_fits(group, test->right, layer, row);
    default: {
      gloss_slice text = gloss_field_text(group->document, layer, row, test->field, space);
      return text.data && gloss_pattern_elements_compare(group->elements, test, text, group->matcher);
    }
  }
}

static bool token_fits(gloss_pattern_group *group, uint32_t element, uint32_t token) {
  return gloss_pattern_element_fits(group->elements, group->words, element, &group->document->tokens[token]);
}

/* -- Marks: where labels begin and end, as chains that threads share */

static uint32_t add_marks(gloss_pattern_group *group, uint32_t pattern, const gloss_edge *edge, uint32_t boundary, uint32_t chain) {
  for (uint32_t i = 0; i < edge->save_count; i++) {
    group->marks = gloss_grow(group->marks, &group->mark_capacity, group->mark_count + 1u, sizeof *group->marks);
    group->marks[group->mark_count] = (mark){group->patterns[pattern]->saves[edge->save + i], boundary, chain};
    chain = group->mark_count++;
  }
  return chain;
}

/* The spans of the labels: of several turns of a loop the last one, whose marks come first in the chain. */
static uint32_t read_marks(gloss_pattern_group *group, uint32_t pattern, uint32_t chain) {
  uint32_t labels = group->patterns[pattern]->syntax.label_count, first = group->capture_count;
  group->captures = gloss_grow(group->captures, &group->capture_capacity, first + (size_t)labels, sizeof *group->captures);
  group->capture_count += labels;
  gloss_span *captures = group->captures + first;
  for (uint32_t i = 0; i < labels; i++) captures[i] = (gloss_span){NONE, NONE};
  for (; chain != NONE; chain = group->marks[chain].before) {
    const mark *mark = &group->marks[chain];
    gloss_span *capture = &captures[mark->slot / 2];
    bool is_end = mark->slot % 2;
    if (is_end && capture->end == NONE) capture->end = mark->boundary;
    if (!is_end && capture->end != NONE && capture->start == NONE) capture->start = mark->boundary;
  }
  return first;
}

/* -- Threads */

static gloss_strategy strategy_of(const gloss_pattern_group *group, uint32_t pattern) {
  return group->patterns[pattern]->syntax.strategy;
}

static void push_thread(threads *threads, thread thread) {
  threads->items = gloss_grow(threads->items, &threads->capacity, threads->count + 1u, sizeof *threads->items);
  threads->items[threads->count++] = thread;
}

static bool has_thread(const threads *threads, thread thread) {
  for (uint32_t i = threads->count; i-- > 0;)
    if (threads->items[i].place == thread.place && threads->items[i].start == thread.start) return true;
  return false;
}

/* Threads at one place have the same future: the one that began first has it, then the preferred one. */
static void add_next(gloss_pattern_group *group, thread thread, uint32_t boundary) {
  if (strategy_of(group, group->places[thread.place].pattern) == GLOSS_ALL) {
    if (!has_thread(&group->next, thread)) push_thread(&group->next, thread);
    return;
  }
  if (group->seen_at[thread.place] == boundary && group->seen[thread.place]) {
    struct thread *known = &group->next.items[group->seen[thread.place] - 1];
    if (thread.start < known->start) *known = thread;
    return;
  }
  push_thread(&group->next, thread);
  group->seen[thread.place] = group->next.count;
  group->seen_at[thread.place] = boundary;
}

static bool is_earlier(const arrival *a, const arrival *b) {
  return a->boundary != b->boundary ? a->boundary < b->boundary : a->order < b->order;
}

/* A heap: the next to arrive is the first. */
static void add_arrival(gloss_pattern_group *group, thread thread, uint32_t boundary) {
  group->arrivals = gloss_grow(group->arrivals, &group->arrival_capacity, group->arrival_count + 1u, sizeof *group->arrivals);
  arrival arrival = {boundary, group->arrival_order++, thread};
  uint32_t at = group->arrival_count++;
  for (; at > 0 && is_earlier(&arrival, &group->arrivals[(at - 1) / 2]); at = (at - 1) / 2) group->arrivals[at] = group->arrivals[(at - 1) / 2];
  group->arrivals[at] = arrival;
}

static arrival take_arrival(gloss_pattern_group *group) {
  arrival first = group->arrivals[0], last = group->arrivals[--group->arrival_count];
  uint32_t at = 0;
  for (uint32_t child; (child = 2 * at + 1) < group->arrival_count; at = child) {
    if (child + 1 < group->arrival_count && is_earlier(&group->arrivals[child + 1], &group->arrivals[child])) child++;
    if (!is_earlier(&group->arrivals[child], &last)) break;
    group->arrivals[at] = group->arrivals[child];
  }
  if (group->arrival_count) group->arrivals[at] = last;
  return first;
}

static void take_arrivals(gloss_pattern_group *group, uint32_t boundary) {
  while (group->arrival_count && group->arrivals[0].boundary == boundary) add_next(group, take_arrival(group).thread, boundary);
}

static void accept(gloss_pattern_group *group, uint32_t pattern, thread thread, uint32_t boundary, uint32_t capture) {
  group->candidates = gloss_grow(group->candidates, &group->candidate_capacity, group->candidate_count + 1u, sizeof *group->candidates);
  group->candidates[group->candidate_count] = (candidate){pattern, {thread.start, boundary}, capture, group->candidate_count};
  group->candidate_count++;
}

/* Takes the annotations that begin here and fit; the thread goes on where each ends. */
static void take_annotations(gloss_pattern_group *group, uint32_t place, thread thread) {
  const kind *kind = &group->kinds[group->places[place].element];
  const watched *watched = &group->watched[kind->layer];
  for (uint32_t i = 0; i < watched->row_count; i++) {
    uint32_t layer = (uint32_t)(watched->layer - group->document->layers);
    if (!annotation_fits(group, kind->test, layer, watched->rows[i])) continue;
    add_arrival(group, (struct thread){place, thread.start, thread.capture}, watched->layer->rows[watched->rows[i]].tokens.end);
  }
}

static void take_edge(gloss_pattern_group *group, uint32_t pattern, const gloss_edge *edge, thread thread, uint32_t boundary) {
  if (edge->bounds && !gloss_bounds_hold(group->document, boundary, edge->bounds)) return;
  if (edge->target == GLOSS_ACCEPT) {
    accept(group, pattern, thread, boundary, add_marks(group, pattern, edge, boundary, thread.capture));
    return;
  }
  if (boundary == group->region.end) return;
  uint32_t place = group->first_place[pattern] + edge->target;
  bool is_annotation = group->places[place].is_annotation;
  if (!is_annotation && !token_fits(group, group->places[place].element, boundary)) return;
  thread.capture = add_marks(group, pattern, edge, boundary, thread.capture);
  if (is_annotation) take_annotations(group, place, thread);
  else add_next(group, (struct thread){place, thread.start, thread.capture}, boundary + 1);
}

static void step_thread(gloss_pattern_group *group, thread thread, uint32_t boundary) {
  const place *place = &group->places[thread.place];
  for (uint32_t i = 0; i < place->edge_count; i++)
    take_edge(group, place->pattern, edge_of(group, place->pattern, place->edge + i), thread, boundary);
}

static void start_chain(gloss_pattern_group *group, uint32_t chain, uint32_t boundary) {
  for (; chain; chain = group->starters[chain - 1].next) {
    const starter *starter = &group->starters[chain - 1];
    if (group->patterns[starter->pattern]->syntax.within != group->within) continue;
    take_edge(group, starter->pattern, edge_of(group, starter->pattern, starter->edge), (thread){0, boundary, NONE}, boundary);
  }
}

/* Those that begin with a token like this one, then those that begin with an annotation that begins here. */
static void start_patterns(gloss_pattern_group *group, const gloss_word_class *class, uint32_t boundary) {
  for (uint32_t i = 0; i < class->fit_count; i++)
    if (group->token_starters[class->fits[i]]) start_chain(group, group->token_starters[class->fits[i]], boundary);
  for (uint32_t i = 0; i < group->kind_count; i++)
    if (group->kind_starters[i] && group->watched[group->kinds[i].layer].row_count) start_chain(group, group->kind_starters[i], boundary);
}

/* -- Layers, walked along */

static void start_layers(gloss_pattern_group *group) {
  for (uint32_t i = 0; i < group->watched_count; i++) {
    watched *watched = &group->watched[i];
    watched->row_count = 0;
    watched->next = GLOSS_NO_ROW;
    if (watched->layer == NULL) continue;
    watched->cursor = gloss_layer_walk(watched->layer, group->region, GLOSS_INSIDE);
    watched->next = gloss_layer_step(&watched->cursor);
  }
}

static void step_layers(gloss_pattern_group *group, uint32_t boundary) {
  for (uint32_t i = 0; i < group->watched_count; i++) {
    watched *watched = &group->watched[i];
    watched->row_count = 0;
    while (watched->next != GLOSS_NO_ROW && watched->layer->rows[watched->next].tokens.start <= boundary) {
      bool has_tokens = gloss_span_size(watched->layer->rows[watched->next].tokens) > 0;
      if (has_tokens) {
        watched->rows = gloss_grow(watched->rows, &watched->row_capacity, watched->row_count + 1u, sizeof *watched->rows);
        watched->rows[watched->row_count++] = watched->next;
      }
      watched->next = gloss_layer_step(&watched->cursor);
    }
  }
}

/* -- A region */

static int compare_candidates(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  if (x->pattern != y->pattern) return x->pattern < y->pattern ? -1 : 1;
  int order = gloss_span_compare(x->tokens, y->tokens);
  return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void add_hit(gloss_pattern_group *group, const candidate *candidate) {
  found *found = &group->found[candidate->pattern];
  found->hits = gloss_grow(found->hits, &found->capacity, found->count + 1u, sizeof *found->hits);
  found->hits[found->count++] = (gloss_pattern_hit){candidate->tokens, read_marks(group, candidate->pattern, candidate->capture)};
}

/* Of the candidates of one pattern, sorted: the leftmost, of those the longest (or shortest), then those that begin behind it. */
static uint32_t choose(gloss_pattern_group *group, uint32_t from) {
  uint32_t pattern = group->candidates[from].pattern, end = 0, at = from;
  gloss_strategy strategy = strategy_of(group, pattern);
  for (uint32_t next; at < group->candidate_count && group->candidates[at].pattern == pattern; at = next) {
    uint32_t start = group->candidates[at].tokens.start;
    for (next = at + 1; next < group->candidate_count && group->candidates[next].pattern == pattern && group->candidates[next].tokens.start == start;) next++;
    for (uint32_t i = at; strategy == GLOSS_ALL && i < next; i++)
      if (i == at || group->candidates[i].tokens.end != group->candidates[i - 1].tokens.end) add_hit(group, &group->candidates[i]);
    if (strategy == GLOSS_ALL || start < end) continue;
    const candidate *best = &group->candidates[strategy == GLOSS_LONGEST ? at : next - 1];
    while (best > group->candidates + at && gloss_span_compare(best[-1].tokens, best->tokens) == 0) best--; /* the preferred of equal ones */
    add_hit(group, best);
    end = best->tokens.end;
  }
  return at;
}

static void choose_all(gloss_pattern_group *group) {
  if (group->candidate_count > 1) qsort(group->candidates, group->candidate_count, sizeof *group->candidates, compare_candidates);
  for (uint32_t at = 0; at < group->candidate_count;) at = choose(group, at);
  group->candidate_count = group->mark_count = group->arrival_order = 0;
}

static void step(gloss_pattern_group *group, uint32_t boundary) {
  threads spare = group->now;
  take_arrivals(group, boundary);
  group->now = group->next;
  group->next = spare;
  group->next.count = 0;
  for (uint32_t i = 0; i < group->now.count; i++) step_thread(group, group->now.items[i], boundary);
}

static void scan_region(gloss_pattern_group *group, gloss_span region) {
  group->region = region;
  start_layers(group);
  for (uint32_t boundary = region.start; boundary < region.end; boundary++) {
    const gloss_word_class *class = gloss_pattern_words_class(group->words, group->document->tokens[boundary].word);
    if (group->watched_count) step_layers(group, boundary);
    if (group->next.count || group->arrival_count) step(group, boundary);
    if (class->fit_count || group->watched_count) start_patterns(group, class, boundary);
  }
  if (group->next.count || group->arrival_count) step(group, region.end);
  group->next.count = 0;
  group->arrival_count = 0;
  choose_all(group);
}

/* -- All of it */

static void look_at(gloss_pattern_group *group, const gloss_document *document) {
  group->document = document;
  if (group->vocabulary != document->vocabulary) {
    gloss_pattern_words_free(group->words);
    group->words = gloss_pattern_words_new(group->elements, group->matcher, document->vocabulary);
    group->vocabulary = document->vocabulary;
  }
  for (uint32_t i = 0; i < group->watched_count; i++) {
    uint32_t layer = gloss_schema_find_layer(document->schema, group->watched[i].name);
    group->watched[i].layer = layer == GLOSS_NO_LAYER ? NULL : &document->layers[layer];
  }
}

static gloss_span overlap(gloss_span a, gloss_span b) {
  gloss_span both = {a.start > b.start ? a.start : b.start, a.end < b.end ? a.end : b.end};
  return both;
}

static void scan_sentences(gloss_pattern_group *group, gloss_span tokens) {
  const gloss_document *document = group->document;
  for (uint32_t i = gloss_document_sentence_at(document, tokens.start); i < document->sentence_count && document->sentences[i].tokens.start < tokens.end; i++)
    scan_region(group, overlap(document->sentences[i].tokens, tokens));
}

static void scan_blocks(gloss_pattern_group *group, gloss_span tokens) {
  const gloss_document *document = group->document;
  for (uint32_t i = gloss_document_block_at(document, tokens.start); i < document->block_count && document->blocks[i].tokens.start < tokens.end; i++)
    if (document->blocks[i].tokens.start < document->blocks[i].tokens.end) scan_region(group, overlap(document->blocks[i].tokens, tokens));
}

void gloss_pattern_group_scan(gloss_pattern_group *group, const gloss_document *document, gloss_span tokens) {
  look_at(group, document);
  for (uint32_t i = 0; i < group->pattern_count; i++) group->found[i].count = 0;
  group->capture_count = 0;
  memset(group->seen_at, 0xff, group->place_count * sizeof *group->seen_at);
  if (gloss_span_size(tokens) == 0) return;
  for (group->within = GLOSS_WITHIN_SENTENCE; group->within <= GLOSS_WITHIN_DOCUMENT; group->within++) {
    if (!group->has_within[group->within]) continue;
    if (group->within == GLOSS_WITHIN_SENTENCE) scan_sentences(group, tokens);
    else if (group->within == GLOSS_WITHIN_BLOCK) scan_blocks(group, tokens);
    else scan_region(group, tokens);
  }
}

const gloss_pattern_hit *gloss_pattern_group_hits(const gloss_pattern_group *group, uint32_t pattern, uint32_t *count) {
  *count = group->found[pattern].count;
  return group->found[pattern].hits;
}

const gloss_span *gloss_pattern_group_captures(const gloss_pattern_group *group, const gloss_pattern_hit *hit) {
  return group->captures + hit->captures;
}
