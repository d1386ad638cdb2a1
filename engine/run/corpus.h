/* corpus: a run over many documents: records in, results out, in input order.
 * Nothing is printed here: what goes wrong with a document is told to the caller, and the run goes on. */
#ifndef GLOSS_RUN_CORPUS_H
#define GLOSS_RUN_CORPUS_H

#include "read/source.h"
#include "run/worker.h"
#include "write/output.h"

typedef struct gloss_tally {
  uint64_t documents, tokens, bytes;
  uint64_t rejected;  /* records that are no document, files that cannot be read */
  uint64_t failures;  /* of scripts on documents */
  uint64_t troubled;  /* documents on which a script failed */
} gloss_tally;

typedef struct gloss_observer {
  void (*rejected)(void *context, const char *message);
  void (*failed)(void *context, const char *message);   /* a script failed on a document; its record says so too */
  void (*progress)(void *context, const gloss_tally *tally); /* after each document */
  bool (*is_stopped)(void *context);                         /* the user wants it to end: asked before each document */
  void *context;
} gloss_observer;

/* Runs to the end of the source. False only when it does not get there: the output cannot be written, or it was stopped. */
bool gloss_corpus_run(const gloss_work *work, gloss_worker *worker, gloss_source *source, gloss_output *output,
                      gloss_observer observer, gloss_tally *tally, gloss_error *error);

#endif
