#include "why/explain.h"

#include "pattern/trace.h"

typedef struct asking {
  const gloss_worker *worker;
  const gloss_document *document;
  const gloss_state *state; /* of the script that made it */
  gloss_arena *arena;
  gloss_explanation *answer;
  const gloss_annotation *annotation;
  gloss_reason reasons[GLOSS_REASONS_MAX];
  gloss_read reads[GLOSS_REASONS_MAX];
} asking;

static bool is_same(gloss_span a, gloss_span b) {
  return a.start == b.start && a.end == b.end;
}

/* -- What it goes back to */

static bool is_read(const asking *asking, uint32_t layer, uint32_t row) {
  for (uint32_t i = 0; i < asking->answer->read_count; i++)
    if (asking->reads[i].layer == layer && asking->reads[i].row == row) return true;
  return layer == asking->answer->layer && row == asking->answer->row;
}

static void add_read(asking *asking, gloss_slice as, uint32_t layer, uint32_t row) {
  if (asking->document->layers[layer].rows[row].removed || is_read(asking, layer, row)) return;
  if (asking->answer->read_count < GLOSS_REASONS_MAX) asking->reads[asking->answer->read_count++] = (gloss_read){as, layer, row};
}

/* An annotation, or what a link refers to. */
static void add_read_place(asking *asking, gloss_slice as, gloss_place place) {
  if (gloss_place_kind_of(place) == GLOSS_LINK) place = asking->document->links[gloss_place_first(place)].annotation;
  if (gloss_place_kind_of(place) == GLOSS_ANNOTATION) add_read(asking, as, gloss_place_length(place), gloss_place_first(place));
}

/* The annotations that the pattern took for elements, by the way it went. */
static void add_elements(asking *asking, const gloss_evidence *evidence) {
  const gloss_pattern *pattern = evidence->finder.pattern;
  if (pattern == NULL || gloss_pattern_field_count(pattern) == 0) return;
  gloss_trace trace = gloss_pattern_trace(pattern, asking->document, evidence->tokens, gloss_worker_matcher(asking->worker),
                                          asking->arena);
  for (uint32_t i = 0; trace.matched && i < trace.way_count; i++) {
    const gloss_trace_way *way = &trace.ways[i];
    for (uint32_t j = 0; is_same(way->tokens, evidence->tokens) && j < way->step_count; j++)
      if (way->steps[j].layer != GLOSS_NO_LAYER) add_read(asking, way->steps[j].element, way->steps[j].layer, way->steps[j].row);
  }
}

/* -- What it was made of */

static bool is_known(const asking *asking, const gloss_evidence *evidence) {
  for (uint32_t i = 0; i < asking->answer->reason_count; i++) {
    const gloss_evidence *known = &asking->reasons[i].evidence;
    if (known->finder.identity == evidence->finder.identity && is_same(known->tokens, evidence->tokens)) return true;
  }
  return false;
}

static void add_reason(asking *asking, gloss_role role, gloss_slice field, const gloss_evidence *evidence) {
  if (is_known(asking, evidence)) return;
  if (role != GLOSS_ROLE_INSIDE) add_elements(asking, evidence);
  if (asking->answer->reason_count == GLOSS_REASONS_MAX) asking->answer->left_out++;
  else asking->reasons[asking->answer->reason_count++] = (gloss_reason){role, field, *evidence};
}

/* Does the match, or one of its captures, stand in these tokens? */
static bool stands_in(const asking *asking, const gloss_evidence *evidence, gloss_span tokens) {
  gloss_span bytes = gloss_document_bytes_of(asking->document, tokens);
  if (is_same(evidence->tokens, tokens)) return true;
  for (uint32_t i = 0; i < evidence->capture_count; i++)
    if (is_same(evidence->captures[i].bytes, bytes)) return true;
  return false;
}

/* Do the words of these tokens stand from the token `start` on, too? */
static bool has_same_words(const gloss_document *document, gloss_span tokens, uint32_t start) {
  for (uint32_t i = tokens.start; i < tokens.end; i++)
    if (document->tokens[i].word != document->tokens[start + i - tokens.start].word) return false;
  return true;
}

/* False: there is none. */
static bool ask_for(asking *asking, gloss_role role, gloss_slice field, gloss_span tokens) {
  gloss_span matches = gloss_state_matches(asking->state);
  bool is_found = false;
  for (uint32_t match = matches.start; match < matches.end; match++) {
    gloss_span found = asking->document->matches[match].tokens;
    bool may_be = role == GLOSS_ROLE_INSIDE ? gloss_span_covers(tokens, found) : gloss_span_covers(found, tokens);
    if (!may_be) continue;
    gloss_evidence evidence = gloss_state_evidence(asking->state, asking->document, match, asking->arena);
    if (role != GLOSS_ROLE_INSIDE && !stands_in(asking, &evidence, tokens)) continue;
    add_reason(asking, role, field, &evidence);
    is_found = true;
  }
  return is_found;
}

/* Has the finder told of some of these tokens already? */
static bool has_told(const asking *asking, const gloss_finder *finder, gloss_span tokens) {
  for (uint32_t i = 0; i < asking->answer->reason_count; i++) {
    const gloss_evidence *told = &asking->reasons[i].evidence;
    if (told->finder.identity == finder->identity && gloss_span_overlaps(told->tokens, tokens)) return true;
  }
  return false;
}

static void ask_of_words(asking *asking, gloss_evidence evidence, gloss_span tokens) {
  uint32_t size = gloss_span_size(evidence.tokens);
  gloss_span words = evidence.tokens;
  for (uint32_t start = tokens.start; start + size <= tokens.end; start++) {
    evidence.tokens = (gloss_span){start, start + size};
    if (has_same_words(asking->document, words, start) && !has_told(asking, &evidence.finder, evidence.tokens))
      add_reason(asking, GLOSS_ROLE_INSIDE, (gloss_slice){0}, &evidence);
  }
}

/* What a list has said of words it says of them wherever they stand: scripts ask once, and remember. The longest first. */
static void ask_elsewhere(asking *asking, gloss_span tokens) {
  gloss_span matches = gloss_state_matches(asking->state);
  for (uint32_t size = gloss_span_size(tokens); size > 0; size--)
    for (uint32_t match = matches.start; match < matches.end; match++) {
      if (gloss_span_size(asking->document->matches[match].tokens) != size) continue;
      gloss_evidence evidence = gloss_state_evidence(asking->state, asking->document, match, asking->arena);
      if (evidence.finder.phrases) ask_of_words(asking, evidence, tokens);
    }
}

static bool is_match(gloss_place place) {
  return gloss_place_kind_of(place) == GLOSS_MATCH;
}

/* The very match first, where the script gave it; then those that stand there. */
static void ask_for_place(asking *asking) {
  gloss_place over = asking->answer->origin.over;
  const gloss_annotation *annotation = asking->annotation;
  if (is_match(over)) {
    gloss_evidence evidence = gloss_state_evidence(asking->state, asking->document, gloss_place_first(over), asking->arena);
    add_reason(asking, GLOSS_ROLE_PLACE, (gloss_slice){0}, &evidence);
  }
  add_read_place(asking, (gloss_slice){0}, over);
  ask_for(asking, GLOSS_ROLE_PLACE, (gloss_slice){0}, annotation->tokens);
  for (uint32_t i = 0; i < annotation->piece_count; i++) ask_for(asking, GLOSS_ROLE_PLACE, (gloss_slice){0}, annotation->pieces[i]);
}

/* A place that no match gave may have been put together of several. */
static void ask_for_value(asking *asking, gloss_slice field, gloss_value value) {
  for (uint32_t i = 0; value.kind == GLOSS_LIST && i < value.size; i++) ask_for_value(asking, field, value.items[i]);
  if (value.kind != GLOSS_PLACE) return;
  add_read_place(asking, field, value.place);
  gloss_span tokens = gloss_document_tokens(asking->document, value.place);
  if (gloss_span_size(tokens) > 0 && !ask_for(asking, GLOSS_ROLE_FIELD, field, tokens))
    ask_for(asking, GLOSS_ROLE_INSIDE, field, tokens);
}

static void ask_for_fields(asking *asking) {
  const gloss_layer_schema *schema = asking->document->layers[asking->answer->layer].schema;
  for (uint32_t i = 0; i < schema->field_count; i++)
    ask_for_value(asking, schema->fields[i].name,
                  gloss_document_field(asking->document, asking->answer->layer, asking->answer->row, i));
}

static bool has_field_reasons(const asking *asking) {
  uint32_t count = asking->answer->reason_count;
  return count > 0 && asking->reasons[count - 1].field.data;
}

static const void *keep(gloss_arena *arena, const void *items, size_t size) {
  return gloss_arena_copy(arena, (gloss_slice){items, size}).data;
}

gloss_explanation gloss_explain(const gloss_worker *worker, const gloss_document *document, uint32_t layer, uint32_t row,
                                gloss_arena *arena) {
  gloss_explanation answer = {.layer = layer, .row = row, .origin = gloss_document_origin(document, layer, row)};
  asking asking = {.worker = worker, .document = document, .arena = arena, .answer = &answer};
  asking.annotation = &document->layers[layer].rows[row];
  asking.state = gloss_worker_state(worker, asking.annotation->script);
  if (asking.state == NULL) return answer; /* it came with the document */
  ask_for_place(&asking);
  ask_for_fields(&asking);
  if (!has_field_reasons(&asking)) {
    ask_for(&asking, GLOSS_ROLE_INSIDE, (gloss_slice){0}, asking.annotation->tokens);
    ask_elsewhere(&asking, asking.annotation->tokens);
  }
  answer.reasons = keep(arena, asking.reasons, answer.reason_count * sizeof *answer.reasons);
  answer.reads = keep(arena, asking.reads, answer.read_count * sizeof *answer.reads);
  return answer;
}
