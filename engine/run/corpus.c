#include "run/corpus.h"

typedef struct corpus {
  const gloss_work *work;
  gloss_worker *worker;
  gloss_source *source;
  gloss_output *output;
  gloss_observer observer;
  gloss_tally *tally;
  gloss_record record;
  gloss_buffer out, failures;
} corpus;

static void reject(corpus *corpus, gloss_error *why) {
  corpus->tally->rejected++;
  corpus->observer.rejected(corpus->observer.context, why->message);
  gloss_error_clear(why);
}

static void report_failures(corpus *corpus) {
  gloss_slice rest = gloss_slice_of(gloss_buffer_string(&corpus->failures)), line;
  while (gloss_slice_line(&rest, &line)) {
    ((char *)line.data)[line.size] = '\0';
    corpus->observer.failed(corpus->observer.context, line.data);
  }
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
  gloss_outcome outcome = {.messages = &corpus->failures};
  gloss_buffer_clear(&corpus->out);
  gloss_buffer_clear(&corpus->failures);
  if (gloss_worker_do(corpus->worker, &corpus->record, &corpus->out, &outcome, &why)) count(corpus->tally, &outcome);
  else reject(corpus, &why);
  if (outcome.failures > 0) report_failures(corpus);
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
    if (corpus->observer.is_stopped && corpus->observer.is_stopped(corpus->observer.context))
      return gloss_fail(error, "interrupted");
    if (next == GLOSS_NEXT_FAILED) reject(corpus, &why);
    else if (!do_record(corpus, error)) return false;
  }
  return write_fixed(corpus, corpus->work->writer->footer, error);
}

bool gloss_corpus_run(const gloss_work *work, gloss_worker *worker, gloss_source *source, gloss_output *output,
                      gloss_observer observer, gloss_tally *tally, gloss_error *error) {
  corpus corpus = {.work = work, .worker = worker, .source = source, .output = output, .observer = observer, .tally = tally};
  bool done = do_all(&corpus, error);
  gloss_record_free(&corpus.record);
  gloss_buffer_free(&corpus.out);
  gloss_buffer_free(&corpus.failures);
  return done;
}
