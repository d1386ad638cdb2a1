#include "pattern/search.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/table.h"
#include "pattern/room.h"

/* Patterns that are searched for together. */
typedef struct crowd {
  const void *owner; /* NULL: all that look at tokens only */
  bool is_apart;     /* they are asked for in stretches only, and searched for there */
  bool looks_at_pos; /* they do, so that others need no tagger */
  uint32_t *members;
  uint32_t count, capacity;
  gloss_pattern_group *group;     /* of them, in their order; NULL: to be made, since one has come */
  const gloss_document *document; /* of what was found, and its serial */
  uint64_t serial;
} crowd;

enum { NO_CROWD = UINT32_MAX };

typedef struct member {
  const gloss_pattern *pattern;
  const void *owner;
  uint32_t crowd, place; /* in it; NO_CROWD: it has left */
  bool looks_at_pos;
  gloss_within within;   /* of the pattern; kept here, since a question without matches should cost next to nothing */
  uint64_t edits;        /* of the layers it looks at, when all were searched for */
  bool is_asked;
} member;

struct gloss_pattern_search {
  gloss_matcher *matcher;
  member *members;
  uint32_t count, capacity;
  crowd *crowds;
  uint32_t crowd_count, crowd_capacity;
  gloss_table numbers; /* of members, by pattern and owner */
};

gloss_pattern_search *gloss_pattern_search_new(gloss_matcher *matcher) {
  gloss_pattern_search *search = gloss_allocate_zeroed(1, sizeof *search);
  search->matcher = matcher;
  return search;
}

void gloss_pattern_search_free(gloss_pattern_search *search) {
  if (search == NULL) return;
  for (uint32_t i = 0; i < search->crowd_count; i++) {
    gloss_pattern_group_free(search->crowds[i].group);
    free(search->crowds[i].members);
  }
  gloss_table_free(&search->numbers);
  free(search->members);
  free(search->crowds);
  free(search);
}

/* -- Adding */

static uint32_t crowd_of(gloss_pattern_search *search, const member *member, bool is_apart) {
  for (uint32_t i = 0; i < search->crowd_count; i++) {
    const crowd *crowd = &search->crowds[i];
    if (crowd->owner == member->owner && crowd->is_apart == is_apart && crowd->looks_at_pos == member->looks_at_pos) return i;
  }
  search->crowds = gloss_grow(search->crowds, &search->crowd_capacity, search->crowd_count + 1u, sizeof *search->crowds);
  search->crowds[search->crowd_count] = 
      (crowd){.owner = member->owner, .is_apart = is_apart, .looks_at_pos = member->looks_at_pos};
  return search->crowd_count++;
}

static void join(gloss_pattern_search *search, uint32_t number, bool is_apart) {
  member *member = &search->members[number];
  member->crowd = crowd_of(search, member, is_apart);
  crowd *crowd = &search->crowds[member->crowd];
  member->place = crowd->count;
  crowd->members = gloss_grow(crowd->members, &crowd->capacity, crowd->count + 1u, sizeof *crowd->members);
  crowd->members[crowd->count++] = number;
  gloss_pattern_group_free(crowd->group);
  crowd->group = NULL;
}

void gloss_pattern_search_leave(gloss_pattern_search *search, uint32_t number) {
  member *member = &search->members[number];
  if (member->crowd == NO_CROWD) return;
  crowd *crowd = &search->crowds[member->crowd];
  crowd->count--;
  for (uint32_t i = member->place; i < crowd->count; i++) {
    crowd->members[i] = crowd->members[i + 1];
    search->members[crowd->members[i]].place = i;
  }
  member->crowd = NO_CROWD;
  gloss_pattern_group_free(crowd->group);
  crowd->group = NULL;
}

uint32_t gloss_pattern_search_add(gloss_pattern_search *search, const gloss_pattern *pattern, const void *owner) {
  if (gloss_pattern_field_count(pattern) == 0) owner = NULL;
  const void *name[2] = {pattern, owner};
  gloss_slice key = {(const char *)name, sizeof name};
  uint32_t number = gloss_table_get(&search->numbers, key, search->count);
  if (number < search->count) return number;
  gloss_table_set(&search->numbers, key, number);
  search->members = gloss_grow(search->members, &search->capacity, search->count + 1u, sizeof *search->members);
  search->members[search->count++] = (member){.pattern = pattern, .owner = owner,
                                              .looks_at_pos = gloss_pattern_looks_at_pos(pattern),
                                              .within = gloss_pattern_within(pattern)};
  join(search, number, false);
  return number;
}

/* -- Searching */

static void make_group(gloss_pattern_search *search, crowd *crowd) {
  const gloss_pattern **patterns = gloss_allocate(crowd->count * sizeof *patterns);
  for (uint32_t i = 0; i < crowd->count; i++) patterns[i] = search->members[crowd->members[i]].pattern;
  crowd->group = gloss_pattern_group_new(patterns, crowd->count, search->matcher);
  crowd->document = NULL;
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

static void search_together(gloss_pattern_search *search, crowd *crowd, const gloss_document *document) {
  gloss_pattern_group_scan(crowd->group, document, (gloss_span){0, document->token_count});
  crowd->document = document;
  crowd->serial = document->serial;
  for (uint32_t i = 0; crowd->owner && i < crowd->count; i++) {
    member *member = &search->members[crowd->members[i]];
    member->edits = edits_of(document, member->pattern);
  }
}

static bool is_all(const gloss_document *document, gloss_span tokens) {
  return tokens.start == 0 && tokens.end == document->token_count;
}

/* Do regions of the pattern begin and end where the tokens do? Then what it finds there is what it finds in the whole document. */
static bool lies_whole(const gloss_document *document, gloss_within within, gloss_span tokens) {
  bool all = is_all(document, tokens);
  if (all || within == GLOSS_WITHIN_DOCUMENT) return all;
  bool at_end = tokens.end == document->token_count;
  if (within == GLOSS_WITHIN_SENTENCE)
    return document->tokens[tokens.start].flags & GLOSS_IS_FIRST && (at_end || document->tokens[tokens.end].flags & GLOSS_IS_FIRST);
  return document->blocks[gloss_document_block_at(document, tokens.start)].tokens.start == tokens.start &&
         document->blocks[gloss_document_block_at(document, tokens.end - 1)].tokens.end == tokens.end;
}

/* Those of the matches that lie inside the tokens, where regions begin and end. */
static gloss_pattern_found narrow(gloss_pattern_found found, gloss_span tokens) {
  if (found.count == 0) return found; /* nothing may be added to NULL, not even 0 */
  uint32_t low = 0, high = found.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (found.hits[middle].tokens.start < tokens.start) low = middle + 1;
    else high = middle;
  }
  uint32_t end = low;
  while (end < found.count && found.hits[end].tokens.start < tokens.end) end++;
  return (gloss_pattern_found){found.hits + low, end - low, found.captures, found.is_full, found.failed};
}

/* A pattern is searched for with the others, unless it is first asked for in a stretch: then only there, until it is asked for in a
 * whole document. Returns the crowd that it belongs to. */
static crowd *settle(gloss_pattern_search *search, uint32_t number, bool is_whole, bool is_all) {
  member *member = &search->members[number];
  bool has_crowd = member->crowd != NO_CROWD, is_apart = has_crowd && search->crowds[member->crowd].is_apart;
  bool goes_apart = !is_apart && !member->is_asked && !is_whole;
  if (!has_crowd || goes_apart || (is_apart && is_all)) {
    gloss_pattern_search_leave(search, number);
    join(search, number, goes_apart);
  }
  member->is_asked = true;
  return &search->crowds[member->crowd];
}

gloss_pattern_found gloss_pattern_search_find(gloss_pattern_search *search, uint32_t number, const gloss_document *document,
                                              gloss_span tokens) {
  const member *member = &search->members[number];
  if (gloss_span_size(tokens) == 0) return (gloss_pattern_found){.failed = GLOSS_PATTERN_DONE};
  bool is_whole = lies_whole(document, member->within, tokens);
  crowd *crowd = settle(search, number, is_whole, is_all(document, tokens));
  is_whole = is_whole && !crowd->is_apart;
  if (crowd->group == NULL) make_group(search, crowd);
  if (is_whole && (crowd->document != document || crowd->serial != document->serial)) search_together(search, crowd, document);
  if (!is_whole || (crowd->owner && member->edits != edits_of(document, member->pattern)))
    return gloss_pattern_group_scan_one(crowd->group, member->place, document, tokens);
  return narrow(gloss_pattern_group_found(crowd->group, member->place), tokens);
}
