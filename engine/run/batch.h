/* batch: some records that follow one another, and what a worker made of them: the unit that threads hand to one another.
 * Where one batch ends and the next begins follows from the input alone, so that it is the same with any number of workers. */
#ifndef GLOSS_RUN_BATCH_H
#define GLOSS_RUN_BATCH_H

#include "source/source.h"
#include "run/worker.h"

enum { GLOSS_BATCH_RECORDS = 16, GLOSS_BATCH_BYTES = 64 * 1024 };

typedef struct gloss_item { /* a record, or why there is none */
  gloss_record record;
  gloss_error error; /* no message: there is a record */
} gloss_item;

typedef struct gloss_batch gloss_batch;
struct gloss_batch {
  uint64_t number; /* in the input */
  gloss_item items[GLOSS_BATCH_RECORDS];
  uint32_t count;
  size_t bytes; /* of the records */
  gloss_switch *switches; /* one a step of the plan: as they are for these records */
  gloss_buffer out, said;
  gloss_tally tally;
  gloss_fold_part folds;
  gloss_batch *next; /* of those that wait to be used again */
};

gloss_batch *gloss_batch_new(uint32_t script_count);
void gloss_batch_free(gloss_batch *batch);

/* Fills it with the records that come next. False: there are no more, and the batch has perhaps some, perhaps none. */
bool gloss_batch_fill(gloss_batch *batch, gloss_source *source);

/* Takes the records through the worker. False: interrupted before the end; what was made is of no use. */
bool gloss_batch_do(gloss_batch *batch, gloss_worker *worker);

#endif
