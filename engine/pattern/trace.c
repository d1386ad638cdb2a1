#include "pattern/trace.h"

#include <stdlib.h>

#include "base/memory.h"
#include "pattern/reason.h"

#define NONE UINT32_MAX

/* A position that was reached at a boundary: the way there that began leftmost. */
typedef struct reached {
  uint32_t position, boundary;
  uint32_t start;         /* the token where the way began */
  uint32_t from;          /* what was reached before, or NONE */
  uint32_t layer, row;    /* the annotation that was taken on the last step, or GLOSS_NO_LAYER */
  uint32_t next;          /* of the same boundary, or NONE */
  uint32_t depth, near;   /* how far that is, when nothing led on from here: see below */
} reached;

typedef struct walk {
  const gloss_pattern *pattern;
  const gloss_document *document;
  gloss_span tokens;
  gloss_reasoner *reasoner;
  gloss_arena *arena;
  reached *all;
  uint32_t count, capacity;
  uint32_t *first, *last; /* of each boundary */
  uint32_t *accepted;     /* of each boundary: what a match ends with, or NONE */
  uint32_t *depth;        /* of each position: how many elements lie on the longest way there, loops left out */
  bool matched;
} walk;

/* -- The positions */

static const gloss_position *position_of(const walk *walk, const reached *reached) {
  return &walk->pattern->positions[reached->position];
}

static const gloss_edge *edge_of(const walk *walk, const reached *reached, uint32_t i) {
  return &walk->pattern->edges[position_of(walk, reached)->edge + i];
}

static void deepen(walk *walk, uint32_t position) {
  const gloss_position *from = &walk->pattern->positions[position];
  for (uint32_t i = 0; i < from->edge_count; i++) {
    uint32_t target = walk->pattern->edges[from->edge + i].target;
    bool leads_on = target != GLOSS_ACCEPT && (position == 0 || target < position);
    if (leads_on && walk->depth[target] <= walk->depth[position]) walk->depth[target] = walk->depth[position] + 1;
  }
}

/* Positions are numbered from the end of the query: what leads to a higher number, or the same, is a loop. */
static void measure(walk *walk) {
  deepen(walk, 0);
  for (uint32_t i = walk->pattern->position_count; i-- > 1;) deepen(walk, i);
}

/* -- Walking */

static uint32_t index_of(const walk *walk, uint32_t boundary) {
  return boundary - walk->tokens.start;
}

static uint32_t find(const walk *walk, uint32_t position, uint32_t boundary) {
  uint32_t at = walk->first[index_of(walk, boundary)];
  while (at != NONE && walk->all[at].position != position) at = walk->all[at].next;
  return at;
}

static void reach(walk *walk, reached reached) {
  uint32_t boundary = index_of(walk, reached.boundary), known = find(walk, reached.position, reached.boundary);
  reached.next = NONE;
  if (known != NONE) {
    if (walk->all[known].start <= reached.start) return;
    reached.next = walk->all[known].next;
    walk->all[known] = reached;
    return;
  }
  walk->all = gloss_grow(walk->all, &walk->capacity, walk->count + 1u, sizeof reached);
  walk->all[walk->count] = reached;
  if (walk->last[boundary] == NONE) walk->first[boundary] = walk->count;
  else walk->all[walk->last[boundary]].next = walk->count;
  walk->last[boundary] = walk->count++;
}

/* The layer of an element that is an annotation, or NULL. */
static const gloss_layer *layer_of(const walk *walk, const gloss_node *element) {
  uint32_t layer = gloss_schema_find_layer(walk->document->schema, element->layer);
  return layer == GLOSS_NO_LAYER ? NULL : &walk->document->layers[layer];
}

/* Those that begin at the token, empty ones left out. */
static bool next_beginning(gloss_layer_cursor *cursor, uint32_t token, uint32_t *row) {
  while ((*row = gloss_layer_step(cursor)) != GLOSS_NO_ROW) {
    gloss_span tokens = cursor->layer->rows[*row].tokens;
    if (tokens.start == token && gloss_span_size(tokens) > 0) return true;
  }
  return false;
}

static gloss_layer_cursor walk_token(const gloss_layer *layer, uint32_t token) {
  return gloss_layer_walk(layer, (gloss_span){token, token + 1}, GLOSS_OVERLAPS);
}

static bool take_annotations(walk *walk, uint32_t from, uint32_t position) {
  reached reached = walk->all[from];
  const gloss_layer *layer = layer_of(walk, walk->pattern->positions[position].element);
  if (layer == NULL) return false;
  gloss_layer_cursor cursor = walk_token(layer, reached.boundary);
  bool taken = false;
  for (uint32_t row; next_beginning(&cursor, reached.boundary, &row);) {
    uint32_t end = layer->rows[row].tokens.end;
    if (end > walk->tokens.end || !gloss_reasoner_fits(walk->reasoner, position, (gloss_subject){reached.boundary, layer, row}))
      continue;
    reach(walk, (struct reached){position, end, reached.start, from, (uint32_t)(layer - walk->document->layers), row, NONE, 0, 0});
    taken = true;
  }
  return taken;
}

static bool take_token(walk *walk, uint32_t from, uint32_t position) {
  reached reached = walk->all[from];
  if (!gloss_reasoner_fits(walk->reasoner, position, (gloss_subject){.token = reached.boundary})) return false;
  reach(walk, (struct reached){position, reached.boundary + 1, reached.start, from, GLOSS_NO_LAYER, GLOSS_NO_ROW, NONE, 0, 0});
  return true;
}

static void accept(walk *walk, uint32_t at) {
  uint32_t *best = &walk->accepted[index_of(walk, walk->all[at].boundary)];
  if (*best == NONE || walk->all[at].start < walk->all[*best].start) *best = at;
  walk->matched = true;
}

static bool take_edge(walk *walk, uint32_t from, const gloss_edge *edge) {
  uint32_t boundary = walk->all[from].boundary;
  if (edge->bounds && !gloss_bounds_hold(walk->document, boundary, edge->bounds)) return false;
  if (edge->target == GLOSS_ACCEPT) return accept(walk, from), true;
  if (boundary == walk->tokens.end) return false;
  bool is_annotation = walk->pattern->positions[edge->target].element->kind == GLOSS_NODE_ANNOTATION;
  return is_annotation ? take_annotations(walk, from, edge->target) : take_token(walk, from, edge->target);
}

/* How many conditions hold of what the edge leads to. */
static uint32_t count_conditions(const walk *walk, uint32_t boundary, const gloss_edge *edge) {
  uint32_t best = 0, row;
  if (boundary == walk->tokens.end || edge->target == GLOSS_ACCEPT) return 0;
  const gloss_node *element = walk->pattern->positions[edge->target].element;
  if (element->kind != GLOSS_NODE_ANNOTATION)
    return gloss_reasoner_count(walk->reasoner, edge->target, (gloss_subject){.token = boundary});
  const gloss_layer *layer = layer_of(walk, element);
  if (layer == NULL) return 0;
  gloss_layer_cursor cursor = walk_token(layer, boundary);
  while (next_beginning(&cursor, boundary, &row)) {
    uint32_t count = 1 + gloss_reasoner_count(walk->reasoner, edge->target, (gloss_subject){boundary, layer, row});
    if (count > best) best = count;
  }
  return best;
}

/* It goes on from what was reached, or notes how near it came to going on. */
static void step(walk *walk, uint32_t at) {
  uint32_t edges = position_of(walk, &walk->all[at])->edge_count, near = 0;
  bool goes_on = false;
  for (uint32_t i = 0; i < edges; i++) {
    const gloss_edge *edge = edge_of(walk, &walk->all[at], i);
    if (take_edge(walk, at, edge)) {
      goes_on |= edge->target == GLOSS_ACCEPT || walk->depth[edge->target] > walk->depth[walk->all[at].position];
      continue;
    }
    uint32_t count = count_conditions(walk, walk->all[at].boundary, edge);
    if (count > near) near = count;
  }
  walk->all[at].depth = goes_on ? 0 : walk->depth[walk->all[at].position] + 1;
  walk->all[at].near = near;
}

static void walk_all(walk *walk) {
  for (uint32_t boundary = walk->tokens.start; boundary <= walk->tokens.end; boundary++) {
    if (boundary < walk->tokens.end) reach(walk, (reached){0, boundary, boundary, NONE, GLOSS_NO_LAYER, GLOSS_NO_ROW, NONE, 0, 0});
    for (uint32_t at = walk->first[index_of(walk, boundary)]; at != NONE; at = walk->all[at].next) step(walk, at);
  }
}

/* -- What it tells */

static gloss_slice keep(const walk *walk, gloss_buffer *text) {
  gloss_slice kept = gloss_arena_copy(walk->arena, gloss_buffer_slice(text));
  gloss_buffer_free(text);
  return kept;
}

static gloss_slice text_of(const walk *walk, gloss_span tokens) {
  return gloss_document_slice(walk->document, gloss_document_bytes_of(walk->document, tokens));
}

static gloss_slice bound_names(const walk *walk, uint16_t bounds) {
  static const char *const names[] = {"<s>", "</s>", "<block>", "</block>"};
  gloss_buffer text = {0};
  for (int i = 0; i < 4; i++)
    if (bounds & 1 << i) gloss_buffer_print(&text, "%s%s", text.size ? " " : "", names[i]);
  return keep(walk, &text);
}

static gloss_slice why_no_bound(const walk *walk, uint16_t bounds) {
  static const char *const reasons[] = {"no sentence begins here", "the sentence does not end here", "no block begins here",
                                        "the block does not end here"};
  gloss_buffer text = {0};
  for (int i = 0; i < 4; i++)
    if (bounds & 1 << i) gloss_buffer_print(&text, "%s%s", text.size ? ", or " : "", reasons[i]);
  return keep(walk, &text);
}

static void tell_annotation(const walk *walk, uint32_t position, const gloss_layer *layer, uint32_t row, gloss_buffer *out) {
  gloss_span tokens = layer->rows[row].tokens;
  gloss_buffer_print(out, "%s%.*s \"%.*s\"", out->size ? "; " : "", GLOSS_PRINT(layer->schema->name),
                     GLOSS_PRINT(text_of(walk, tokens)));
  gloss_subject subject = {tokens.start, layer, row};
  if (tokens.end > walk->tokens.end) return gloss_buffer_print(out, " ends after the place where the match must end");
  gloss_buffer_add(out, GLOSS_SLICE(": "));
  gloss_reasoner_tell(walk->reasoner, position, subject, out);
}

static gloss_slice why_no_annotation(const walk *walk, uint32_t position, uint32_t token) {
  const gloss_node *element = walk->pattern->positions[position].element;
  const gloss_layer *layer = layer_of(walk, element);
  gloss_buffer text = {0};
  uint32_t row;
  if (layer == NULL) return gloss_arena_print(walk->arena, "this run has no layer \"%.*s\"", GLOSS_PRINT(element->layer));
  gloss_layer_cursor cursor = walk_token(layer, token);
  while (next_beginning(&cursor, token, &row)) tell_annotation(walk, position, layer, row, &text);
  if (text.size > 0) return keep(walk, &text);
  cursor = walk_token(layer, token);
  gloss_buffer_print(&text, "no %.*s begins here", GLOSS_PRINT(element->layer));
  if ((row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW)
    gloss_buffer_print(&text, "; \"%.*s\" has begun before", GLOSS_PRINT(text_of(walk, layer->rows[row].tokens)));
  return keep(walk, &text);
}

static gloss_slice why_no_token(const walk *walk, uint32_t position, uint32_t token) {
  gloss_buffer text = {0};
  gloss_reasoner_tell(walk->reasoner, position, (gloss_subject){.token = token}, &text);
  return keep(walk, &text);
}

static gloss_slice end_of_region(const walk *walk) {
  static const char *const ends[] = {"the sentence ends here", "the block ends here", "the document ends here"};
  return gloss_slice_of(ends[gloss_pattern_within(walk->pattern)]);
}

/* What stands against the edge; false when nothing does. */
static bool stop_of(const walk *walk, uint32_t boundary, const gloss_edge *edge, gloss_trace_stop *stop) {
  *stop = (gloss_trace_stop){.token = boundary};
  if (edge->bounds && !gloss_bounds_hold(walk->document, boundary, edge->bounds)) {
    stop->element = bound_names(walk, edge->bounds);
    stop->reason = why_no_bound(walk, edge->bounds);
    return true;
  }
  if (edge->target == GLOSS_ACCEPT) return false;
  const gloss_node *element = walk->pattern->positions[edge->target].element;
  bool is_annotation = element->kind == GLOSS_NODE_ANNOTATION;
  stop->element = element->source;
  if (boundary == walk->tokens.end) return stop->reason = end_of_region(walk), true;
  if (!is_annotation && gloss_reasoner_fits(walk->reasoner, edge->target, (gloss_subject){.token = boundary})) return false;
  stop->reason = is_annotation ? why_no_annotation(walk, edge->target, boundary) : why_no_token(walk, edge->target, boundary);
  return true;
}

static bool has_stop(const gloss_trace_way *way, const gloss_trace_stop *stop) {
  for (uint32_t i = 0; i < way->stop_count; i++)
    if (gloss_slice_equal(way->stops[i].element, stop->element) && gloss_slice_equal(way->stops[i].reason, stop->reason))
      return true;
  return false;
}

static void add_stop(gloss_trace_way *way, gloss_trace_stop stop) {
  if (!has_stop(way, &stop)) ((gloss_trace_stop *)way->stops)[way->stop_count++] = stop;
}

static void add_stops(const walk *walk, const reached *reached, gloss_trace_way *way) {
  uint32_t edges = position_of(walk, reached)->edge_count;
  way->stops = gloss_arena_allocate(walk->arena, (edges + 1u) * sizeof *way->stops);
  for (uint32_t i = 0; i < edges; i++) {
    gloss_trace_stop stop;
    const gloss_edge *edge = edge_of(walk, reached, i);
    bool is_nearest = reached->position != 0 || count_conditions(walk, reached->boundary, edge) == reached->near;
    if (is_nearest && stop_of(walk, reached->boundary, edge, &stop)) add_stop(way, stop);
  }
}

static gloss_trace_way way_to(const walk *walk, uint32_t at) {
  gloss_trace_way way = {.tokens = {walk->all[at].start, walk->all[at].boundary}};
  for (uint32_t i = at; walk->all[i].from != NONE; i = walk->all[i].from) way.step_count++;
  gloss_trace_step *steps = gloss_arena_allocate(walk->arena, (way.step_count + 1u) * sizeof *steps);
  uint32_t left = way.step_count;
  for (uint32_t i = at; walk->all[i].from != NONE; i = walk->all[i].from) {
    const reached *reached = &walk->all[i];
    gloss_span tokens = {walk->all[reached->from].boundary, reached->boundary};
    steps[--left] = (gloss_trace_step){position_of(walk, reached)->element->source, tokens, reached->layer, reached->row};
  }
  way.steps = steps;
  return way;
}

static void tell_matches(const walk *walk, gloss_trace *trace) {
  uint32_t boundaries = gloss_span_size(walk->tokens) + 1;
  gloss_trace_way *ways = gloss_arena_allocate(walk->arena, boundaries * sizeof *ways);
  for (uint32_t i = 0; i < boundaries; i++)
    if (walk->accepted[i] != NONE) ways[trace->way_count++] = way_to(walk, walk->accepted[i]);
  trace->ways = ways;
}

/* Nothing begins it: each first element fits nowhere. */
static void tell_nothing(const walk *walk, gloss_trace *trace) {
  const gloss_position *start = &walk->pattern->positions[0];
  gloss_trace_way *way = gloss_arena_allocate(walk->arena, sizeof *way);
  *way = (gloss_trace_way){.tokens = {walk->tokens.start, walk->tokens.start}};
  way->stops = gloss_arena_allocate(walk->arena, (start->edge_count + 1u) * sizeof *way->stops);
  for (uint32_t i = 0; i < start->edge_count; i++) {
    const gloss_edge *edge = &walk->pattern->edges[start->edge + i];
    const gloss_node *element = walk->pattern->positions[edge->target].element;
    bool has_layer = element->kind != GLOSS_NODE_ANNOTATION || layer_of(walk, element);
    gloss_slice reason = GLOSS_SLICE("nothing here fits it");
    if (!has_layer) reason = why_no_annotation(walk, edge->target, walk->tokens.start);
    add_stop(way, (gloss_trace_stop){element->source, GLOSS_TRACE_NOWHERE, reason});
  }
  trace->ways = way;
  trace->way_count = 1;
}

static bool is_further(const reached *a, const reached *b) {
  return a->depth != b->depth ? a->depth > b->depth : a->near > b->near;
}

static bool is_as_far(const reached *a, const reached *b) {
  return a->depth == b->depth && a->near == b->near;
}

static void tell_furthest(const walk *walk, gloss_trace *trace) {
  const reached *best = &walk->all[0];
  for (uint32_t i = 1; i < walk->count; i++)
    if (is_further(&walk->all[i], best)) best = &walk->all[i];
  if (best->position == 0 && best->near == 0) return tell_nothing(walk, trace);
  gloss_trace_way *ways = gloss_arena_allocate(walk->arena, GLOSS_TRACE_WAYS_MAX * sizeof *ways);
  for (uint32_t i = 0; i < walk->count; i++) {
    if (!is_as_far(&walk->all[i], best)) continue;
    if (trace->way_count == GLOSS_TRACE_WAYS_MAX) {
      trace->more++;
      continue;
    }
    ways[trace->way_count] = way_to(walk, i);
    add_stops(walk, &walk->all[i], &ways[trace->way_count++]);
  }
  trace->ways = ways;
}

static uint32_t *new_column(gloss_arena *arena, uint32_t count, int filling) {
  uint32_t *column = gloss_arena_allocate(arena, count * sizeof *column);
  memset(column, filling, count * sizeof *column);
  return column;
}

gloss_trace gloss_pattern_trace(const gloss_pattern *pattern, const gloss_document *document, gloss_span tokens,
                                gloss_matcher *matcher, gloss_arena *arena) {
  gloss_trace trace = {0};
  if (gloss_span_size(tokens) == 0) return trace;
  uint32_t boundaries = gloss_span_size(tokens) + 1;
  walk walk = {.pattern = pattern, .document = document, .tokens = tokens, .arena = arena};
  walk.reasoner = gloss_reasoner_new(pattern, document, matcher);
  walk.first = new_column(arena, boundaries, 0xff);
  walk.last = new_column(arena, boundaries, 0xff);
  walk.accepted = new_column(arena, boundaries, 0xff);
  walk.depth = new_column(arena, pattern->position_count, 0);
  measure(&walk);
  walk_all(&walk);
  trace.matched = walk.matched;
  if (walk.matched) tell_matches(&walk, &trace);
  else tell_furthest(&walk, &trace);
  free(walk.all);
  gloss_reasoner_free(walk.reasoner);
  return trace;
}
