#include "match/pattern_search.h"

#include <stdlib.h>

#include "base/memory.h"
#include "match/pattern_room.h"

typedef struct member {
  const gloss_pattern *pattern; /* NULL: taken away */
  const void *owner;
  gloss_pattern_group *alone;   /* the pattern by itself: for parts of sentences, and when layers changed; made when needed */
  uint32_t place;               /* in the group it shares */
  const gloss_document *document; /* of what was found, and its serial */
  uint64_t serial, edits;
  bool found_alone;
} member;

/* Patterns that are searched for together. */
typedef struct crowd {
  const void *owner; /* NULL: all that look at tokens only */
  gloss_pattern_group *group;
  bool is_old;       /* members came or went since it was made */
} crowd;

struct gloss_pattern_search {
  gloss_matcher *matcher;
  member *members;
  uint32_t count, capacity;
  crowd *crowds;
  uint32_t crowd_count, crowd_capacity;
};

gloss_pattern_search *gloss_pattern_search_new(gloss_matcher *matcher) {
  gloss_pattern_search *search = gloss_allocate_zeroed(1, sizeof *search);
  search->matcher = matcher;
  return search;
}

void gloss_pattern_search_free(gloss_pattern_search *search) {
  if (search == NULL) return;
  for (uint32_t i = 0; i < search->count; i++) gloss_pattern_group_free(search->members[i].alone);
  for (uint32_t i = 0; i < search->crowd_count; i++) gloss_pattern_group_free(search->crowds[i].group);
  free(search->members);
  free(search->crowds);
  free(search);
}

/* Whom the pattern shares a pass with. */
static const void *crowd_owner(const member *member) {
  return gloss_pattern_field_count(member->pattern) ? member->owner : NULL;
}

static crowd *crowd_of(gloss_pattern_search *search, const void *owner) {
  for (uint32_t i = 0; i < search->crowd_count; i++)
    if (search->crowds[i].owner == owner) return &search->crowds[i];
  search->crowds = gloss_grow(search->crowds, &search->crowd_capacity, search->crowd_count + 1u, sizeof *search->crowds);
  search->crowds[search->crowd_count] = (crowd){.owner = owner, .is_old = true};
  return &search->crowds[search->crowd_count++];
}

uint32_t gloss_pattern_search_add(gloss_pattern_search *search, const gloss_pattern *pattern, const void *owner) {
  member member = {.pattern = pattern, .owner = owner};
  uint32_t number = 0;
  while (number < search->count && search->members[number].pattern) number++;
  if (number == search->count) search->members = gloss_grow(search->members, &search->capacity, ++search->count, sizeof member);
  search->members[number] = member;
  crowd_of(search, crowd_owner(&member))->is_old = true;
  return number;
}

void gloss_pattern_search_remove(gloss_pattern_search *search, uint32_t number) {
  member *member = &search->members[number];
  crowd *crowd = crowd_of(search, crowd_owner(member));
  gloss_pattern_group_free(crowd->group);
  gloss_pattern_group_free(member->alone);
  crowd->group = NULL;
  crowd->is_old = true;
  *member = (struct member){0};
}

static void make_group(gloss_pattern_search *search, crowd *crowd) {
  const gloss_pattern **patterns = gloss_allocate((search->count + 1u) * sizeof *patterns);
  uint32_t count = 0;
  for (uint32_t i = 0; i < search->count; i++) {
    member *member = &search->members[i];
    if (member->pattern == NULL || crowd_owner(member) != crowd->owner) continue;
    member->place = count;
    member->document = NULL;
    patterns[count++] = member->pattern;
  }
  gloss_pattern_group_free(crowd->group);
  crowd->group = gloss_pattern_group_new(patterns, count, search->matcher);
  crowd->is_old = false;
  free(patterns);
}

/* How often the layers that the pattern looks at were changed. */
static uint64_t edits_of(const gloss_document *document, const gloss_pattern *pattern) {
  uint64_t edits = 0;
  for (uint32_t i = 0; i < gloss_pattern_field_count(pattern); i++) {
    uint32_t layer = gloss_schema_find_layer(document->schema, gloss_pattern_field_at(pattern, i).layer);
    if (layer != GLOSS_NO_LAYER) edits += document->layers[layer].edits;
  }
  return edits;
}

static bool is_of_document(const member *member, const gloss_document *document) {
  return member->document == document && member->serial == document->serial;
}

static void note(member *member, const gloss_document *document, bool alone) {
  member->document = document;
  member->serial = document->serial;
  member->edits = edits_of(document, member->pattern);
  member->found_alone = alone;
}

static void scan_together(gloss_pattern_search *search, crowd *crowd, const gloss_document *document) {
  gloss_pattern_group_scan(crowd->group, document, (gloss_span){0, document->token_count});
  for (uint32_t i = 0; i < search->count; i++)
    if (search->members[i].pattern && crowd_owner(&search->members[i]) == crowd->owner) note(&search->members[i], document, false);
}

static gloss_pattern_group *scan_alone(gloss_pattern_search *search, member *member, const gloss_document *document, gloss_span tokens) {
  if (member->alone == NULL) member->alone = gloss_pattern_group_new(&member->pattern, 1, search->matcher);
  gloss_pattern_group_scan(member->alone, document, tokens);
  return member->alone;
}

/* Do regions of the pattern begin and end where the tokens do? Then what it finds in the whole document, and lies inside, is what it finds there. */
static bool is_whole(const gloss_document *document, gloss_within within, gloss_span tokens) {
  bool all = tokens.start == 0 && tokens.end == document->token_count;
  if (all || within == GLOSS_WITHIN_DOCUMENT || gloss_span_size(tokens) == 0) return all;
  bool at_end = tokens.end == document->token_count;
  if (within == GLOSS_WITHIN_SENTENCE)
    return document->tokens[tokens.start].flags & GLOSS_IS_FIRST && (at_end || document->tokens[tokens.end].flags & GLOSS_IS_FIRST);
  return document->blocks[gloss_document_block_at(document, tokens.start)].tokens.start == tokens.start &&
         document->blocks[gloss_document_block_at(document, tokens.end - 1)].tokens.end == tokens.end;
}

static gloss_pattern_found found_in(const gloss_pattern_group *group, uint32_t place, gloss_span tokens) {
  gloss_pattern_found found = {.group = group};
  const gloss_pattern_hit *hits = gloss_pattern_group_hits(group, place, &found.count);
  uint32_t low = 0, high = found.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (hits[middle].tokens.start < tokens.start) low = middle + 1;
    else high = middle;
  }
  uint32_t end = low;
  while (end < found.count && hits[end].tokens.start < tokens.end) end++;
  found.hits = hits + low;
  found.count = end - low;
  return found;
}

gloss_pattern_found gloss_pattern_search_find(gloss_pattern_search *search, uint32_t number, const gloss_document *document, gloss_span tokens) {
  member *member = &search->members[number];
  if (!is_whole(document, gloss_pattern_within(member->pattern), tokens)) {
    if (member->found_alone) member->document = NULL; /* what it has found alone is forgotten now */
    return found_in(scan_alone(search, member, document, tokens), 0, tokens);
  }
  crowd *crowd = crowd_of(search, crowd_owner(member));
  if (crowd->is_old) make_group(search, crowd);
  bool is_seen = is_of_document(member, document);
  if (!is_seen) scan_together(search, crowd, document);
  else if (member->edits != edits_of(document, member->pattern)) {
    scan_alone(search, member, document, (gloss_span){0, document->token_count});
    note(member, document, true);
  }
  return member->found_alone ? found_in(member->alone, 0, tokens) : found_in(crowd->group, member->place, tokens);
}
