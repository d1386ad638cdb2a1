#include "run/corpus.h"

typedef struct corpus {
  const gloss_work *work;
  gloss_worker *worker;
  gloss_source *source;
  gloss_output *output;
  gloss_observer observer;
  gloss_tally *tally;
  gloss_record record;
  gloss_buffer out;
} corpus;

static void reject(corpus *corpus, gloss_error *why) {
  corpus->tally->rejected++;
  corpus->observer.rejected(corpus->observer.context, why->message);
  gloss_error_clear(why);
}

static void count(gloss_tally *tally, const gloss_outcome *outcome) {
  tally->documents++;
  tally->tokens += outcome->tokens;
  tally->failures += outcome->failures;
  tally->troubled += outcome->failures > 0;
}

/* False when the output takes no more. */
static bool do_record(corpus *corpus, gloss_error *error) {
  gloss_error why = {0};
  gloss_outcome outcome;
  gloss_buffer_clear(&corpus->out);
  if (gloss_worker_do(corpus->worker, &corpus->record, &corpus->out, &outcome, &why)) count(corpus->tally, &outcome);
  else reject(corpus, &why);
  corpus->tally->bytes = gloss_source_bytes(corpus->source);
  if (corpus->observer.progress) corpus->observer.progress(corpus->observer.context, corpus->tally);
  return gloss_output_write(corpus->output, gloss_buffer_slice(&corpus->out), error);
}

static bool write_fixed(corpus *corpus, const char *text, gloss_error *error) {
  return text == NULL || gloss_output_write(corpus->output, gloss_slice_of(text), error);
}

static bool do_all(corpus *corpus, gloss_error *error) {
  gloss_error why = {0};
  if (!write_fixed(corpus, corpus->work->writer->header, error)) return false;
  for (gloss_next next; (next = gloss_source_next(corpus->source, &corpus->record, &why)) != GLOSS_NEXT_END;) {
    if (next == GLOSS_NEXT_FAILED) reject(corpus, &why);
    else if (!do_record(corpus, error)) return false;
  }
  return write_fixed(corpus, corpus->work->writer->footer, error);
}

bool gloss_corpus_run(const gloss_work *work, gloss_source *source, gloss_output *output, gloss_observer observer, gloss_tally *tally,
                      gloss_error *error) {
  corpus corpus = {.work = work, .source = source, .output = output, .observer = observer, .tally = tally};
  corpus.worker = gloss_worker_new(work, error);
  bool done = corpus.worker && do_all(&corpus, error);
  gloss_worker_free(corpus.worker);
  gloss_record_free(&corpus.record);
  gloss_buffer_free(&corpus.out);
  return done;
}
