/* slots: where the labels of threads begin and end. Threads that come from one share a record until they differ. For
 * this room only. */
#ifndef GLOSS_PATTERN_SLOTS_H
#define GLOSS_PATTERN_SLOTS_H

#include <stdint.h>

#define GLOSS_NO_SLOTS UINT32_MAX /* a record in which nothing is written */

/* All zeroes but for the width: empty and ready. */
typedef struct gloss_slots {
  uint32_t width;  /* of a record: label * 2: where it begins, label * 2 + 1: where it ends */
  uint32_t *items; /* records; before each how many threads hold it, or, free, the next free one + 1 */
  uint32_t count, capacity; /* of items */
  uint32_t free;   /* the first free record + 1 */
} gloss_slots;

void gloss_slots_free(gloss_slots *slots);

/* Lets go of all records at once. */
void gloss_slots_clear(gloss_slots *slots);

/* A copy of the record, with the boundary written to the slots whose bits are set. */
uint32_t gloss_slots_write(gloss_slots *slots, uint32_t record, uint64_t set, uint32_t boundary);

/* The record, held once more; if bits are set, that is a copy. */
static inline uint32_t gloss_slots_hold(gloss_slots *slots, uint32_t record, uint64_t set, uint32_t boundary) {
  if (set) return gloss_slots_write(slots, record, set, boundary);
  if (record != GLOSS_NO_SLOTS) slots->items[record]++;
  return record;
}

static inline void gloss_slots_drop(gloss_slots *slots, uint32_t record) {
  if (record == GLOSS_NO_SLOTS || --slots->items[record] > 0) return;
  slots->items[record] = slots->free;
  slots->free = record + 1;
}

/* The slots of the record; UINT32_MAX: nothing is written. NULL: in none. */
const uint32_t *gloss_slots_at(const gloss_slots *slots, uint32_t record);

#endif
