/* checkpoint: how far a run has come, in a file beside its output, so that after an interruption, a crash or a power cut another
 * run goes on there. It is replaced as a whole, after what it speaks of is on the disk. What a run is (scripts, options, input) is
 * a hash in it: another run's checkpoint is refused. */
#ifndef GLOSS_RUN_CHECKPOINT_H
#define GLOSS_RUN_CHECKPOINT_H

#include "base/error.h"
#include "run/tally.h"
#include "run/worker.h"

typedef struct gloss_checkpoint {
  const char *path;  /* of the file */
  uint64_t run;      /* hash of what the run is */
  uint64_t batch;    /* the number of the next */
  uint64_t records;  /* taken from the source so far */
  uint64_t bytes;    /* of output */
  gloss_buffer folds; /* what is merged: the lines that gloss_folds_save writes */
  bool is_resumed;   /* the run goes on there */
} gloss_checkpoint;

/* Reads the file: where the run stands, its folds, its numbers, and which scripts are switched off from which batch on. False:
 * there is none (no message), it is of another run, or is damaged. */
bool gloss_checkpoint_read(gloss_checkpoint *checkpoint, gloss_tally *tally, gloss_switch *switches, uint64_t *off_from,
                           gloss_error *error);

bool gloss_checkpoint_write(const gloss_checkpoint *checkpoint, const gloss_tally *tally, const gloss_switch *switches,
                            const uint64_t *off_from, gloss_error *error);

void gloss_checkpoint_remove(const gloss_checkpoint *checkpoint);

#endif
