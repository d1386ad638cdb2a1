#include "bind/evidence.h"

#include "bind/resources.h"

static gloss_finder finder_of(const gloss_resource *resource) {
  return (gloss_finder){.kind = gloss_resource_name(resource->kind), .made = resource->made, .source = resource->source,
                        .pattern = resource->pattern, .phrases = resource->phrases, .model = resource->model, .identity = resource};
}

uint32_t gloss_state_finders(const gloss_state *state, gloss_arena *arena, const gloss_finder **finders) {
  uint32_t count = 0;
  for (const gloss_resource *resource = state->resources; resource; resource = resource->before) count++;
  gloss_finder *all = gloss_arena_allocate(arena, (count + 1u) * sizeof *all);
  uint32_t at = count;
  for (const gloss_resource *resource = state->resources; resource; resource = resource->before) all[--at] = finder_of(resource);
  *finders = all;
  return count;
}

gloss_span gloss_state_matches(const gloss_state *state) {
  return state->matches;
}

/* A group may stand in several branches: the first of a name that took part counts, as for Lua. */
static void add_capture(gloss_evidence *evidence, gloss_slice name, gloss_span bytes) {
  gloss_capture *captures = (gloss_capture *)evidence->captures;
  if (name.data == NULL) return;
  for (uint32_t i = 0; i < evidence->capture_count; i++)
    if (gloss_slice_equal(captures[i].name, name)) return;
  captures[evidence->capture_count++] = (gloss_capture){name, bytes};
}

static void add_groups(gloss_evidence *evidence, const gloss_resource *resource, const gloss_span *groups) {
  for (uint32_t i = 1; i <= resource->group_count; i++)
    if (groups[i].start != UINT32_MAX) add_capture(evidence, gloss_regex_group_name(resource->regex, i), groups[i]);
}

static void add_labels(gloss_evidence *evidence, const gloss_document *document, const gloss_span *labels) {
  const gloss_pattern *pattern = evidence->finder.pattern;
  for (uint32_t i = 0; i < gloss_pattern_label_count(pattern); i++)
    if (labels[i].start != UINT32_MAX)
      add_capture(evidence, gloss_pattern_label(pattern, i), gloss_document_bytes_of(document, labels[i]));
}

gloss_evidence gloss_state_evidence(const gloss_state *state, const gloss_document *document, uint32_t match, gloss_arena *arena) {
  const gloss_match *found = &document->matches[match];
  const gloss_resource *resource = found->source;
  const gloss_span *noted = gloss_noted_spans(state->L, found->detail);
  uint32_t names = resource->pattern ? gloss_pattern_label_count(resource->pattern) : resource->group_count;
  gloss_evidence evidence = {.finder = finder_of(resource), .tokens = found->tokens};
  evidence.captures = gloss_arena_allocate(arena, (names + 1u) * sizeof *evidence.captures);
  if (resource->phrases) evidence.entries = noted[0];
  if (resource->regex) add_groups(&evidence, resource, noted);
  if (resource->pattern) add_labels(&evidence, document, noted);
  return evidence;
}
