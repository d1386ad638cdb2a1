#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "text/room.h"

/* A span too long for a place is kept in the document and named by its index. Open addressing finds the one that was made
 * before: equal spans are equal places. */

static uint64_t hash_of(gloss_span tokens) {
  return gloss_hash_fold(((uint64_t)tokens.start << 32 | tokens.end) ^ 0xa0761d6478bd642fu, 0xe7037ed1a0b428dbu);
}

/* The slot that holds the span, or the free one where it belongs. A slot is an index + 1; 0: free. */
static uint32_t *find_slot(const gloss_document *document, gloss_span tokens) {
  const struct gloss_document_room *room = document->room;
  uint32_t mask = room->long_span_slot_count - 1, slot = (uint32_t)hash_of(tokens) & mask;
  while (room->long_span_slots[slot] && gloss_span_compare(document->long_spans[room->long_span_slots[slot] - 1], tokens) != 0)
    slot = (slot + 1) & mask;
  return &room->long_span_slots[slot];
}

static void enlarge(gloss_document *document) {
  struct gloss_document_room *room = document->room;
  free(room->long_span_slots);
  room->long_span_slot_count = room->long_span_slot_count ? room->long_span_slot_count * 2 : 16;
  room->long_span_slots = gloss_allocate_zeroed(room->long_span_slot_count, sizeof *room->long_span_slots);
  for (uint32_t i = 0; i < document->long_span_count; i++) *find_slot(document, document->long_spans[i]) = i + 1;
}

static uint32_t index_of(gloss_document *document, gloss_span tokens) {
  struct gloss_document_room *room = document->room;
  if ((uint64_t)document->long_span_count * 2 >= room->long_span_slot_count) enlarge(document);
  uint32_t *slot = find_slot(document, tokens);
  if (*slot == 0) {
    document->long_spans = gloss_grow(document->long_spans, &room->long_span_capacity, document->long_span_count + 1u,
                                      sizeof *document->long_spans);
    document->long_spans[document->long_span_count++] = tokens;
    *slot = document->long_span_count;
  }
  return *slot - 1;
}

gloss_place gloss_document_span(gloss_document *document, gloss_span tokens) {
  uint32_t size = gloss_span_size(tokens);
  if (size <= GLOSS_LENGTH_MAX) return gloss_place_of(GLOSS_SPAN, tokens.start, size);
  return gloss_place_of(GLOSS_LONG_SPAN, index_of(document, tokens), 0);
}

void gloss_long_spans_clear(gloss_document *document) {
  struct gloss_document_room *room = document->room;
  free(room->long_span_slots);
  room->long_span_slots = NULL;
  room->long_span_slot_count = 0;
  document->long_spans = gloss_shrink(document->long_spans, &room->long_span_capacity, sizeof *document->long_spans);
}
