#include "pattern/slots.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void gloss_slots_free(gloss_slots *slots) {
  free(slots->items);
}

void gloss_slots_clear(gloss_slots *slots) {
  slots->count = slots->free = 0;
}

static uint32_t take_record(gloss_slots *slots) {
  uint32_t record = slots->free;
  if (record) {
    slots->free = slots->items[record - 1];
    return record - 1;
  }
  slots->items = gloss_grow(slots->items, &slots->capacity, slots->count + slots->width + 1u, sizeof *slots->items);
  record = slots->count;
  slots->count += slots->width + 1;
  return record;
}

uint32_t gloss_slots_write(gloss_slots *slots, uint32_t record, uint64_t set, uint32_t boundary) {
  uint32_t copy = take_record(slots);
  uint32_t *items = slots->items + copy;
  if (record == GLOSS_NO_SLOTS) memset(items + 1, 0xff, slots->width * sizeof *items);
  else memcpy(items + 1, slots->items + record + 1, slots->width * sizeof *items);
  for (; set; set &= set - 1) items[1 + __builtin_ctzll(set)] = boundary;
  items[0] = 1;
  return copy;
}

const uint32_t *gloss_slots_at(const gloss_slots *slots, uint32_t record) {
  return record == GLOSS_NO_SLOTS ? NULL : slots->items + record + 1;
}
