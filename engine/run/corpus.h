/* corpus: a run over many documents with some workers: records in, results out, in input order.
 *
 * Each worker has a thread. It takes the next batch of records from the source, one thread at a time, and takes them through the
 * engine; whoever has made the batch whose turn it is writes it, and those after it that are ready. So what is written does not
 * depend on how many workers there are. Batches are in flight while they are made or wait for their turn: a fixed number of them at
 * most, and not many bytes, so that memory is bounded, and a slow document holds back only what comes long after it.
 *
 * Nothing is printed here: what goes wrong with a document is told to the caller, and the run goes on. */
#ifndef GLOSS_RUN_CORPUS_H
#define GLOSS_RUN_CORPUS_H

#include "source/source.h"
#include "run/checkpoint.h"
#include "run/worker.h"
#include "write/output.h"

typedef struct gloss_observer { /* called by one thread at a time */
  void (*said)(void *context, gloss_said_kind kind, gloss_slice line); /* in the order of the documents */
  void (*progress)(void *context, const gloss_tally *tally);           /* several times a second, and at the end */
  void *context;
} gloss_observer;

typedef struct gloss_corpus_settings {
  uint32_t workers;      /* at least 1 */
  double failures_most;  /* a script that fails on a larger share of the documents is switched off; 1: never */
  gloss_folds *folds;    /* of the plan, to which each document adds; NULL: nobody asks */
  gloss_checkpoint *checkpoint; /* where the run stands, kept now and then, and where it goes on; NULL: nowhere */
} gloss_corpus_settings;

/* Runs to the end of the source, or until it is interrupted (base/interrupt.h): then it ends as soon as the documents at hand
 * allow, what is written is a beginning of the whole, and the checkpoint says where to go on. False when it does not come to the
 * end: it was interrupted, the output cannot be written, or a worker cannot be made; before anything is written in the last case
 * when that is the first worker, which `ready` tells. */
bool gloss_corpus_run(const gloss_work *work, const gloss_corpus_settings *settings, gloss_source *source, gloss_output *output,
                      gloss_observer observer, gloss_tally *tally, bool *ready, gloss_error *error);

#endif
