/* worker: takes one record after the other through the engine: parsed, segmented, analysed, written into a buffer. It owns a
 * workspace, a parser, and a Lua state for each script of the plan; nothing of it is shared. It belongs to the thread that made it.
 * */
#ifndef GLOSS_RUN_WORKER_H
#define GLOSS_RUN_WORKER_H

#include "read/record.h"
#include "run/fold.h"
#include "run/languages.h"
#include "run/plan.h"
#include "run/recall.h"
#include "run/said.h"
#include "run/tally.h"
#include "script/state.h"
#include "write/writer.h"

/* What all workers of a run share. */
typedef struct gloss_work {
  const gloss_environment *environment;
  gloss_languages *languages;
  const gloss_plan *plan;
  const char *lang; /* of documents that do not say */
  const char *date; /* of documents that do not say; NULL: not known */
  bool strict;      /* a warning about a document's bytes is that document's error */
  gloss_parser_settings reading;
  const char *only; /* the id of the documents that are analysed, the others being passed over; NULL: all */
  gloss_recall *recall; /* what earlier runs have kept; NULL: nothing is kept */
  const gloss_writer *writer; /* NULL: nothing is written */
  gloss_writer_settings writing;
} gloss_work;

/* A script that fails too often is switched off. */
typedef struct gloss_switch {
  bool is_off;
  uint64_t failed, of; /* so many of the first documents, which is why */
} gloss_switch;

typedef struct gloss_worker gloss_worker;

/* Loads the scripts and runs their `setup`; the work must outlive the worker. NULL on failure. */
gloss_worker *gloss_worker_new(const gloss_work *work, gloss_error *error);
void gloss_worker_free(gloss_worker *worker);

/* Where what comes of records is added. */
typedef struct gloss_outcome {
  gloss_buffer *out;  /* what the writer makes of them */
  gloss_buffer *said; /* what scripts print, and how they fail */
  gloss_tally *tally;
  gloss_fold_part *folds; /* what documents add to the folds of the plan; NULL: nobody asks */
  const gloss_switch *switches; /* one a step of the plan; NULL: all are on */
} gloss_outcome;

/* False: it is no document, and the message says why. */
bool gloss_worker_do(gloss_worker *worker, const gloss_record *record, gloss_outcome *outcome, gloss_error *error);

/* The same without writing: each document of the record is shown when it is analysed, and then closed. False: the record, or one of
 * its documents, is none. */
typedef void gloss_worker_show(void *context, gloss_document *document);
bool gloss_worker_read(gloss_worker *worker, const gloss_record *record, gloss_worker_show *show, void *context,
                       gloss_error *error);

const gloss_work *gloss_worker_work(const gloss_worker *worker);
gloss_matcher *gloss_worker_matcher(const gloss_worker *worker);
/* Of that script of the schema; NULL: it is no analysis of the plan, but a reader. */
const gloss_state *gloss_worker_state(const gloss_worker *worker, uint32_t script);

/* The parts of that, for those who bring their own text, as script tests do: an open document gets its language and is segmented;
 * the scripts run over it; after that their folds do, and it is written. */
gloss_document *gloss_worker_open(gloss_worker *worker);
bool gloss_worker_segment(gloss_worker *worker, gloss_document *document, gloss_layout layout, gloss_error *error);
void gloss_worker_analyse(gloss_worker *worker, gloss_document *document);
void gloss_worker_fold(gloss_worker *worker, gloss_document *document, gloss_fold_part *part);
void gloss_worker_write(gloss_worker *worker, gloss_document *document, gloss_buffer *out);
void gloss_worker_close(gloss_worker *worker);

#endif
