#include "run/corpus.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "run/batch.h"

/* In flight at most: so many batches, whatever the number of workers, since what a batch may know of the run so far ends so many
 * before it; and so many bytes of records, as long as there is more than one batch. */
enum { WINDOW = 64, BYTES = 64 << 20, FIRST_DOCUMENTS = 256, CHECKPOINT_SECONDS = 2, PAUSE = 10 };

typedef struct corpus {
  const gloss_work *work;
  const gloss_corpus_settings *settings;
  gloss_source *source;
  gloss_output *output;
  gloss_observer observer;

  pthread_mutex_t lock;
  pthread_cond_t changed; /* anything below */
  pthread_cond_t ended;   /* a thread */
  uint64_t next;          /* the number of the batch that is read next */
  uint64_t due;           /* of the one to be written next */
  gloss_batch *made[WINDOW];
  gloss_batch *spare;
  size_t bytes;     /* of the records in flight */
  uint64_t records; /* taken from the source, of batches that are written */
  bool is_reading, is_writing; /* somebody reads, somebody writes */
  bool at_end, stopping;
  bool is_spoilt; /* a merging was interrupted: only an earlier checkpoint holds */
  uint32_t running; /* threads */
  bool is_ready;    /* the first worker is made */

  gloss_tally *tally;
  gloss_switch *switches; /* of each step, as decided when a batch was written */
  uint64_t *off_from;     /* the batch from which it is off */
  struct timespec kept;   /* when the checkpoint was last written */
  time_t keeping;         /* the seconds that took: of large folds */
  gloss_error *error;     /* the first */
} corpus;

static void stop(corpus *corpus, gloss_error *why) {
  corpus->stopping = true;
  if (corpus->error->message == NULL && why->message) gloss_fail(corpus->error, "%s", why->message);
  gloss_error_clear(why);
  pthread_cond_broadcast(&corpus->changed);
}

/* -- Reading */

/* May the thread read a batch now? The first thread takes the first, so that a few documents cost one worker. */
static bool can_read(const corpus *corpus, bool is_first) {
  bool is_turn = !corpus->is_reading && (is_first || corpus->next > 0 || corpus->records > 0);
  bool has_room = corpus->next - corpus->due < WINDOW && (corpus->bytes < BYTES || corpus->next == corpus->due);
  return is_turn && has_room;
}

static gloss_batch *take_spare(corpus *corpus) {
  gloss_batch *batch = corpus->spare;
  if (batch) corpus->spare = batch->next;
  else batch = gloss_batch_new(corpus->work->plan->count);
  batch->number = corpus->next;
  return batch;
}

static void give_spare(corpus *corpus, gloss_batch *batch) {
  batch->next = corpus->spare;
  corpus->spare = batch;
}

/* What was decided WINDOW batches ago holds; later decisions may or may not have been made yet, and say so by their number. */
static void set_switches(const corpus *corpus, gloss_batch *batch) {
  for (uint32_t i = 0; i < corpus->work->plan->count; i++) {
    batch->switches[i] = corpus->switches[i];
    batch->switches[i].is_off = batch->number >= corpus->off_from[i];
  }
}

static gloss_batch *read_batch(corpus *corpus) {
  gloss_batch *batch = take_spare(corpus);
  set_switches(corpus, batch);
  corpus->is_reading = true;
  pthread_mutex_unlock(&corpus->lock);
  bool is_more = gloss_batch_fill(batch, corpus->source);
  pthread_mutex_lock(&corpus->lock);
  corpus->is_reading = false;
  corpus->at_end = !is_more;
  corpus->tally->bytes = gloss_source_bytes(corpus->source);
  pthread_cond_broadcast(&corpus->changed);
  if (batch->count == 0 || gloss_is_interrupted()) return give_spare(corpus, batch), NULL;
  corpus->next++;
  corpus->bytes += batch->bytes;
  return batch;
}

/* The next batch; NULL when there is none, or the run stops. */
static gloss_batch *take_batch(corpus *corpus, bool is_first) {
  while (!corpus->stopping && !corpus->at_end && !can_read(corpus, is_first)) pthread_cond_wait(&corpus->changed, &corpus->lock);
  return corpus->stopping || corpus->at_end ? NULL : read_batch(corpus);
}

/* -- Writing, in order */

/* A script that has failed on too many documents of the first batches is off, from a batch on that nobody has read yet. */
static void decide_switches(corpus *corpus) {
  const gloss_tally *tally = corpus->tally;
  for (uint32_t i = 0; i < tally->script_count; i++) {
    bool is_decided = corpus->off_from[i] != UINT64_MAX;
    if (is_decided || tally->documents < FIRST_DOCUMENTS) continue;
    if ((double)tally->scripts[i].failed <= corpus->settings->failures_most * (double)tally->documents) continue;
    corpus->switches[i] = (gloss_switch){.failed = tally->scripts[i].failed, .of = tally->documents};
    corpus->off_from[i] = corpus->due + WINDOW;
  }
}

static void tell(const corpus *corpus, const gloss_batch *batch) {
  gloss_slice rest = gloss_buffer_slice(&batch->said), line;
  gloss_said_kind kind;
  while (gloss_said_next(&rest, &kind, &line)) corpus->observer.said(corpus->observer.context, kind, line);
}

static bool is_time_to_keep(const corpus *corpus) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec - corpus->kept.tv_sec >= CHECKPOINT_SECONDS + PAUSE * corpus->keeping;
}

/* What the checkpoint speaks of is on the disk before it is. Whoever calls has the turn to write, and need not hold the lock: what
 * is read here nobody else changes. */
static bool keep_checkpoint(corpus *corpus, gloss_error *error) {
  gloss_checkpoint *checkpoint = corpus->settings->checkpoint;
  struct timespec start;
  clock_gettime(CLOCK_MONOTONIC, &start);
  if (!gloss_output_sync(corpus->output, error)) return false;
  checkpoint->batch = corpus->due;
  checkpoint->records = corpus->records;
  checkpoint->bytes = gloss_output_size(corpus->output);
  gloss_buffer_clear(&checkpoint->folds);
  if (corpus->settings->folds && !gloss_folds_save(corpus->settings->folds, &checkpoint->folds, error)) return false;
  bool done = gloss_checkpoint_write(checkpoint, corpus->tally, corpus->switches, corpus->off_from, error);
  clock_gettime(CLOCK_MONOTONIC, &corpus->kept);
  corpus->keeping = corpus->kept.tv_sec - start.tv_sec;
  return done;
}

/* False: interrupted, or all that the run was for has failed. */
static bool merge(const corpus *corpus, gloss_batch *batch, gloss_error *why) {
  gloss_folds *folds = corpus->settings->folds;
  if (folds == NULL) return true;
  if (!gloss_folds_add(folds, &batch->folds, &batch->said)) return false;
  if (corpus->work->writer || !gloss_folds_are_broken(folds)) return true;
  tell(corpus, batch);
  return gloss_fail(why, "no fold can go on: nothing would come of the run");
}

/* Before the first document nothing stands between. */
static gloss_slice text_of(const corpus *corpus, const gloss_batch *batch) {
  const gloss_writer *writer = corpus->work->writer;
  gloss_slice out = gloss_buffer_slice(&batch->out);
  bool is_first = writer && out.size > 0 && gloss_output_size(corpus->output) == writer->header.size;
  return is_first ? gloss_slice_cut(out, writer->between.size, out.size) : out;
}

static void write_due(corpus *corpus, gloss_batch *batch) {
  gloss_error why = {0};
  pthread_mutex_unlock(&corpus->lock);
  bool written = gloss_output_write(corpus->output, text_of(corpus, batch), &why);
  bool merged = written && merge(corpus, batch, &why);
  pthread_mutex_lock(&corpus->lock);
  corpus->is_spoilt = written && !merged;
  if (!merged) return stop(corpus, &why);
  gloss_tally_add(corpus->tally, &batch->tally);
  tell(corpus, batch);
  corpus->made[corpus->due % WINDOW] = NULL;
  corpus->due++;
  corpus->records += batch->count;
  corpus->bytes -= batch->bytes;
  decide_switches(corpus);
  give_spare(corpus, batch);
  pthread_cond_broadcast(&corpus->changed);
  if (!corpus->settings->checkpoint || !is_time_to_keep(corpus)) return;
  pthread_mutex_unlock(&corpus->lock);
  bool kept = keep_checkpoint(corpus, &why);
  pthread_mutex_lock(&corpus->lock);
  if (!kept) stop(corpus, &why);
}

static void put_batch(corpus *corpus, gloss_batch *batch) {
  corpus->made[batch->number % WINDOW] = batch;
  if (corpus->is_writing) return; /* who writes sees it */
  corpus->is_writing = true;
  for (gloss_batch *due; !corpus->stopping && (due = corpus->made[corpus->due % WINDOW]) != NULL;) write_due(corpus, due);
  corpus->is_writing = false;
}

/* -- Threads */

typedef struct hand { /* a thread of the run */
  corpus *corpus;
  bool is_first;
  pthread_t thread;
} hand;

static gloss_worker *make_worker(corpus *corpus) {
  gloss_error why = {0};
  pthread_mutex_unlock(&corpus->lock);
  gloss_worker *worker = gloss_worker_new(corpus->work, &why);
  pthread_mutex_lock(&corpus->lock);
  if (worker == NULL) stop(corpus, &why);
  return worker;
}

static bool do_batch(corpus *corpus, gloss_batch *batch, gloss_worker *worker) {
  pthread_mutex_unlock(&corpus->lock);
  bool done = gloss_batch_do(batch, worker);
  pthread_mutex_lock(&corpus->lock);
  return done;
}

static void work_through(corpus *corpus, bool is_first) {
  gloss_worker *worker = is_first ? make_worker(corpus) : NULL;
  if (is_first && worker) corpus->is_ready = true;
  for (gloss_batch *batch; (batch = take_batch(corpus, is_first)) != NULL;) {
    if (worker == NULL) worker = make_worker(corpus);
    if (worker && do_batch(corpus, batch, worker)) put_batch(corpus, batch);
    else give_spare(corpus, batch);
  }
  pthread_mutex_unlock(&corpus->lock);
  gloss_worker_free(worker);
  pthread_mutex_lock(&corpus->lock);
}

static void *run_hand(void *context) {
  hand *hand = context;
  corpus *corpus = hand->corpus;
  pthread_mutex_lock(&corpus->lock);
  work_through(corpus, hand->is_first);
  corpus->running--;
  pthread_cond_signal(&corpus->ended);
  pthread_mutex_unlock(&corpus->lock);
  return NULL;
}

/* The thread that called looks after progress and signals. */
static void watch(corpus *corpus) {
  gloss_error none = {0};
  while (corpus->running > 0) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 100000000;
    if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    pthread_cond_timedwait(&corpus->ended, &corpus->lock, &until);
    if (gloss_is_interrupted()) stop(corpus, &none);
    if (corpus->observer.progress) corpus->observer.progress(corpus->observer.context, corpus->tally);
  }
}

static void run_threads(corpus *corpus) {
  uint32_t count = corpus->settings->workers;
  hand *hands = gloss_allocate_zeroed(count, sizeof *hands);
  pthread_mutex_lock(&corpus->lock);
  for (uint32_t i = 0; i < count; i++) {
    hands[i] = (hand){.corpus = corpus, .is_first = i == 0};
    if (pthread_create(&hands[i].thread, NULL, run_hand, &hands[i]) != 0) count = i;
    else corpus->running++;
  }
  if (count == 0) gloss_fail(corpus->error, "cannot start a thread");
  watch(corpus);
  pthread_mutex_unlock(&corpus->lock);
  for (uint32_t i = 0; i < count; i++) pthread_join(hands[i].thread, NULL);
  free(hands);
}

/* -- The whole run */

static bool write_header(corpus *corpus) {
  const gloss_writer *writer = corpus->work->writer;
  return writer == NULL || gloss_output_write(corpus->output, writer->header, corpus->error);
}

static bool write_footer(corpus *corpus) {
  const gloss_writer *writer = corpus->work->writer;
  return writer == NULL || gloss_output_write(corpus->output, writer->footer, corpus->error);
}

/* Takes what was done already off the source. */
static bool go_on(corpus *corpus) {
  const gloss_checkpoint *checkpoint = corpus->settings->checkpoint;
  gloss_record record = {0};
  gloss_error ignored = {0};
  gloss_next next = GLOSS_NEXT_RECORD;
  for (uint64_t i = 0; i < checkpoint->records && next != GLOSS_NEXT_END; i++) {
    next = gloss_source_next(corpus->source, &record, &ignored);
    gloss_error_clear(&ignored);
  }
  gloss_record_free(&record);
  corpus->next = corpus->due = checkpoint->batch;
  corpus->records = checkpoint->records;
  if (next != GLOSS_NEXT_END) return true;
  return gloss_fail(corpus->error, "the input is shorter than what was read of it before the interruption; run without --resume");
}

static bool load_folds(corpus *corpus) {
  gloss_slice rest = gloss_buffer_slice(&corpus->settings->checkpoint->folds), line;
  while (gloss_slice_line(&rest, &line))
    if (!gloss_folds_load(corpus->settings->folds, line, corpus->error)) return false;
  return true;
}

static bool read_checkpoint(corpus *corpus) {
  gloss_checkpoint *checkpoint = corpus->settings->checkpoint;
  if (checkpoint == NULL) return true;
  clock_gettime(CLOCK_MONOTONIC, &corpus->kept);
  if (!checkpoint->is_resumed) return true;
  return gloss_checkpoint_read(checkpoint, corpus->tally, corpus->switches, corpus->off_from, corpus->error) &&
         load_folds(corpus) && gloss_output_go_on(corpus->output, checkpoint->bytes, corpus->error) && go_on(corpus);
}

static bool run_to_end(corpus *corpus) {
  if (!read_checkpoint(corpus)) return false;
  if (corpus->next == 0 && !write_header(corpus)) return false;
  run_threads(corpus);
  bool done = !corpus->stopping && !gloss_is_interrupted() && corpus->error->message == NULL;
  if (done) return write_footer(corpus);
  gloss_error why = {0};
  bool can_keep = corpus->is_ready && corpus->settings->checkpoint && !corpus->is_spoilt;
  if (can_keep && !keep_checkpoint(corpus, &why)) stop(corpus, &why);
  return corpus->error->message ? false : gloss_fail(corpus->error, "interrupted");
}

static void free_batches(corpus *corpus) {
  for (int i = 0; i < WINDOW; i++) gloss_batch_free(corpus->made[i]);
  while (corpus->spare) {
    gloss_batch *batch = corpus->spare;
    corpus->spare = batch->next;
    gloss_batch_free(batch);
  }
}

bool gloss_corpus_run(const gloss_work *work, const gloss_corpus_settings *settings, gloss_source *source, gloss_output *output,
                      gloss_observer observer, gloss_tally *tally, bool *ready, gloss_error *error) {
  corpus corpus = {.work = work, .settings = settings, .source = source, .output = output, .observer = observer, .tally = tally,
                   .error = error};
  *tally = gloss_tally_new(work->plan->count);
  corpus.switches = gloss_allocate_zeroed(work->plan->count + 1u, sizeof *corpus.switches);
  corpus.off_from = gloss_allocate((work->plan->count + 1u) * sizeof *corpus.off_from);
  for (uint32_t i = 0; i < work->plan->count; i++) corpus.off_from[i] = UINT64_MAX;
  pthread_mutex_init(&corpus.lock, NULL);
  pthread_cond_init(&corpus.changed, NULL);
  pthread_cond_init(&corpus.ended, NULL);
  bool done = run_to_end(&corpus);
  *ready = corpus.is_ready;
  free_batches(&corpus);
  pthread_cond_destroy(&corpus.changed);
  pthread_cond_destroy(&corpus.ended);
  pthread_mutex_destroy(&corpus.lock);
  free(corpus.switches);
  free(corpus.off_from);
  return done;
}
