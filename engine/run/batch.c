#include "run/batch.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"

enum { KEPT = 4 * GLOSS_BATCH_BYTES };

gloss_batch *gloss_batch_new(uint32_t script_count) {
  gloss_batch *batch = gloss_allocate_zeroed(1, sizeof *batch);
  batch->switches = gloss_allocate_zeroed(script_count + 1u, sizeof *batch->switches);
  batch->tally = gloss_tally_new(script_count);
  return batch;
}

void gloss_batch_free(gloss_batch *batch) {
  if (batch == NULL) return;
  for (int i = 0; i < GLOSS_BATCH_RECORDS; i++) {
    gloss_record_free(&batch->items[i].record);
    gloss_error_clear(&batch->items[i].error);
  }
  gloss_buffer_free(&batch->out);
  gloss_buffer_free(&batch->said);
  gloss_tally_free(&batch->tally);
  gloss_fold_part_free(&batch->folds);
  free(batch->switches);
  free(batch);
}

static void empty(gloss_buffer *buffer) {
  gloss_buffer_clear(buffer);
  if (buffer->capacity > KEPT) gloss_buffer_free(buffer);
}

static void clear(gloss_batch *batch) {
  for (uint32_t i = 0; i < batch->count; i++) {
    empty(&batch->items[i].record.bytes);
    gloss_error_clear(&batch->items[i].error);
  }
  empty(&batch->out);
  empty(&batch->said);
  gloss_tally_clear(&batch->tally);
  gloss_fold_part_clear(&batch->folds);
  batch->count = 0;
  batch->bytes = 0;
}

/* The first batches are small, so that a few documents are shared out too. */
static uint32_t most_records(uint64_t number) {
  return number / 8 + 1 < GLOSS_BATCH_RECORDS ? (uint32_t)(number / 8 + 1) : GLOSS_BATCH_RECORDS;
}

bool gloss_batch_fill(gloss_batch *batch, gloss_source *source) {
  clear(batch);
  uint32_t most = most_records(batch->number);
  while (batch->count < most && batch->bytes < GLOSS_BATCH_BYTES) {
    gloss_item *item = &batch->items[batch->count];
    gloss_next next = gloss_source_next(source, &item->record, &item->error);
    if (next == GLOSS_NEXT_END) return false;
    if (next == GLOSS_NEXT_RECORD) batch->bytes += item->record.bytes.size;
    batch->count++;
  }
  return true;
}

static void reject(gloss_batch *batch, gloss_error *why) {
  batch->tally.rejected++;
  gloss_say(&batch->said, GLOSS_SAID_REJECTED, gloss_slice_of(why->message));
  gloss_error_clear(why);
}

bool gloss_batch_do(gloss_batch *batch, gloss_worker *worker) {
  gloss_outcome outcome = {.out = &batch->out, .said = &batch->said, .tally = &batch->tally, .folds = &batch->folds,
                           .switches = batch->switches};
  for (uint32_t i = 0; i < batch->count && !gloss_is_interrupted(); i++) {
    gloss_item *item = &batch->items[i];
    if (item->error.message) reject(batch, &item->error);
    else if (!gloss_worker_do(worker, &item->record, &outcome, &item->error)) reject(batch, &item->error);
  }
  return !gloss_is_interrupted();
}
